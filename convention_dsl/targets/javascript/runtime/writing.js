// From scaled whole numbers to values: exact texts, and texts for people.

const divisorOf = (a, b) => (b === 0n ? (a < 0n ? -a : a) : divisorOf(b, a % b));

/** The exact number that a node's values stand for, in lowest terms: [numerator, denominator]. */
const rational = (node, values) => {
  const over = node.denominator === undefined ? 1n : BigInt(values[node.denominator]);
  const [numerator, denominator] = [BigInt(values[node.value]), node.scale * over];
  const common = divisorOf(numerator, denominator);
  return [numerator / common, denominator / common];
};

/** How many decimals write a number in lowest terms exactly, or null where no number does. */
const decimalPlaces = (denominator) => {
  let [rest, twos, fives] = [denominator, 0, 0];
  for (; rest % 2n === 0n; twos += 1) rest /= 2n;
  for (; rest % 5n === 0n; fives += 1) rest /= 5n;
  return rest === 1n ? Math.max(twos, fives) : null;
};

const decimalText = ([numerator, denominator], least, mark, grouping) => {
  const places = decimalPlaces(denominator);
  if (places === null) return `${numerator}/${denominator}`;
  const decimals = Math.max(places, least);
  const size = ((numerator < 0n ? -numerator : numerator) * 10n ** BigInt(decimals)) / denominator;
  const digits = String(size).padStart(decimals + 1, "0");
  const before = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, grouping);
  const after = decimals === 0 ? "" : mark + digits.slice(digits.length - decimals);
  return (numerator < 0n ? "-" : "") + before + after;
};

const localText = (number, least = 0) => decimalText(number, least, WORDS.decimalMark, WORDS.grouping);

/** An amount in euros as people write it: `1 234,50 €`; millions in full ten thousands: `700 M€`. */
const amountText = ([numerator, denominator]) => {
  const isLarge = denominator === 1n && (numerator >= 1000000n || numerator <= -1000000n);
  if (isLarge && numerator % 10000n === 0n) {
    const common = divisorOf(numerator, 1000000n);
    return `${localText([numerator / common, 1000000n / common])}${WORDS.unitSpace}M€`;
  }
  return `${localText([numerator, denominator], denominator === 1n ? 0 : 2)}${WORDS.unitSpace}€`;
};

const rateText = ([numerator, denominator]) => {
  const common = divisorOf(numerator * 100n, denominator);
  return `${localText([(numerator * 100n) / common, denominator / common])}${WORDS.unitSpace}%`;
};

const dayText = (number) => {
  const [year, month, day] = civil(number);
  const first = day === 1 ? WORDS.firstDay : String(day);
  return `${first} ${WORDS.months[month - 1]} ${year}`;
};

/** A result as the inputs are written: amounts and rates as exact decimal texts, days as texts. */
const written = (node, values) => {
  if (node.known !== undefined && !values[node.known]) return null;
  switch (node.form) {
    case "record":
      return Object.fromEntries(node.parts.map((part) => [part.name, written(part, values)]));
    case "set":
      return node.members.filter(([, name]) => values[name]).map(([member]) => member);
    case "day":
      return writeDay(values[node.value]);
    case "number": {
      const [numerator, denominator] = rational(node, values);
      if (node.is === "integer" && denominator === 1n) return whole(numerator);
      return decimalText([numerator, denominator], node.is === "amount" ? 2 : 0, ".", "");
    }
    default:
      return values[node.value];
  }
};

/** A value as people write it in the language of the text. */
const writtenFor = (node, values) => {
  if (node.known !== undefined && !values[node.known]) return WORDS.unknown;
  switch (node.form) {
    case "boolean":
      return values[node.value] ? WORDS.yes : WORDS.no;
    case "item":
      return node.labels[values[node.value]] ?? values[node.value];
    case "day":
      return dayText(values[node.value]);
    case "set": {
      const members = node.members.filter(([, name]) => values[name]).map(([, , label]) => label);
      return members.join(", ") || WORDS.none;
    }
    case "record":
      return node.parts.map((part) => `${part.key}${WORDS.colon} ${writtenFor(part, values)}`).join(WORDS.between);
    default: {
      const texts = { amount: amountText, rate: rateText, integer: localText, number: localText };
      return texts[node.is](rational(node, values));
    }
  }
};

/** What a record is made of: each scalar and set in it, with its label. */
const partsOf = (node, values, labels = []) => {
  if (node.form !== "record") return [{ label: labels.join(", "), text: writtenFor(node, values) }];
  if (node.known !== undefined && !values[node.known]) return [{ label: labels.join(", "), text: WORDS.unknown }];
  return node.parts.flatMap((part) => partsOf(part, values, [...labels, part.label]));
};

/** An amount in cents where it is a whole number of them. */
const centsOf = (node, values) => {
  if (node.is !== "amount" || (node.known !== undefined && !values[node.known])) return null;
  const [numerator, denominator] = rational(node, values);
  return (numerator * 100n) % denominator === 0n ? whole((numerator * 100n) / denominator) : null;
};

/** An exact decimal text of euros, such as "1234.5", as people write it: `1 234,50 €`. */
export function formatAmount(text) {
  const number = decimal(text, false);
  if (number === null) throw new RangeError(`${shown(text)} is not a decimal text`);
  const common = divisorOf(number[0], number[1]);
  return amountText([number[0] / common, number[1] / common]);
}
