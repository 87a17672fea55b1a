// Whole numbers and lists. A dividend is never negative and a divisor is at least 1, so that
// leaving out the remainder gives the quotient, exactly, for Numbers as for BigInts.

const quotient = (dividend, divisor) => (dividend - (dividend % divisor)) / divisor;
const least = (...parts) => parts.reduce((best, each) => (each < best ? each : best));
const greatest = (...parts) => parts.reduce((best, each) => (each > best ? each : best));

const everything = () => true;
const kept = (list, filter) => (filter === everything ? list : list.filter(filter));
const sumOf = (list, body, zero, filter = everything) =>
  kept(list, filter).reduce((sum, each) => sum + body(each), zero);
const best = (list, body, empty, filter, isBetter) => {
  const values = kept(list, filter).map(body);
  return values.length === 0 ? empty : values.reduce((a, b) => (isBetter(b, a) ? b : a));
};
const leastOf = (list, body, empty, filter = everything) =>
  best(list, body, empty, filter, (a, b) => a < b);
const greatestOf = (list, body, empty, filter = everything) =>
  best(list, body, empty, filter, (a, b) => a > b);
const anyOf = (list, body, filter = everything) => kept(list, filter).some(body);
const everyOf = (list, body, filter = everything) => kept(list, filter).every(body);
