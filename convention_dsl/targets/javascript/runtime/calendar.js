// Days are counted from 1, the first of January of year 1, in the Gregorian calendar.

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const monthLength = (year, month) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** The number of a day, from its year (1 to 9999), month and day of the month. */
const dayNumber = (year, month, day) => {
  const past = year - 1;
  const years = 365 * past + quotient(past, 4) - quotient(past, 100) + quotient(past, 400);
  return years + daysBefore[month - 1] + (month > 2 && isLeap(year) ? 1 : 0) + day;
};

/** The year, month and day of the month of a day's number. */
const civil = (number) => {
  // The average year has 146097 / 400 days: the guess is right, or one year late.
  let year = quotient((number - 1) * 400, 146097) + 1;
  if (dayNumber(year, 12, 31) < number) year += 1;
  else if (dayNumber(year, 1, 1) > number) year -= 1;
  let month = 1;
  let day = number - dayNumber(year, 1, 1) + 1;
  for (; day > monthLength(year, month); month += 1) day -= monthLength(year, month);
  return [year, month, day];
};

const yearOf = (number) => civil(number)[0];
const monthOf = (number) => civil(number)[1];
const dayOf = (number) => civil(number)[2];

/** The same day some months later, or the last of that month where it is shorter. */
const addMonths = (number, months) => {
  const [year, month, day] = civil(number);
  const count = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [quotient(count, 12), (count % 12) + 1];
  return dayNumber(newYear, newMonth, Math.min(day, monthLength(newYear, newMonth)));
};

const readDay = (text) => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number);
  const isDay = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
  return isDay ? dayNumber(year, month, day) : null;
};

const writeDay = (number) => {
  const [year, month, day] = civil(number).map(String);
  return `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
};
