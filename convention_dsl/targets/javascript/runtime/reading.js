// From an input, shaped like the records of the text, to scaled whole numbers. Every problem is
// found; nothing is guessed, rounded or left out.

/** What is wrong with an input or a parameter, or why there is no amount. */
export class ConventionError extends Error {
  constructor(problems) {
    super(problems.map((each) => each.message).join("\n"));
    const [first] = problems;
    this.name = "ConventionError";
    this.code = first.code;
    this.field = first.field;
    this.place = first.place ?? null;
    this.problems = problems;
  }
}

const filled = (wording, values) => wording.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

class Reader {
  problems = [];

  note(code, path, values) {
    const field = path.join(".").replace(/\.\[/g, "[");
    const text = filled(WORDS.messages[code], { ...values, place: "" });
    const place = field === "" ? "" : filled(WORDS.place, { field });
    this.problems.push({ code, field, message: place + text, text });
  }

  refuse(path, value, expected, code = "E0301") {
    this.note(code, path, { text: shown(value), expected });
  }

  /** Give each column of a node its value. */
  node(node, value, path, columns) {
    if (value === undefined && node.preset !== undefined) value = node.preset;
    if (node.known !== undefined) {
      columns[node.known] = value !== undefined && value !== null;
      if (!columns[node.known]) return blank(node, columns);
    }
    return this[node.form](node, value, path, columns);
  }

  record(node, value, path, columns) {
    const given = value === undefined || value === null ? {} : value;
    if (typeof given !== "object" || Array.isArray(given)) {
      return this.refuse(path, value, WORDS.record);
    }
    node.byName ??= new Map(node.parts.map((part) => [part.name, part]));
    const members = new Map();
    for (const [written, each] of Object.entries(given)) {
      const name = written.normalize("NFC");
      members.set(name, each);
      if (!node.byName.has(name)) {
        const names = node.parts.map((part) => `\`${part.name}\``).join(", ");
        this.note("E0306", [...path, name], { text: name, names });
      }
    }
    for (const part of node.parts) this.node(part, members.get(part.name), [...path, part.name], columns);
  }

  list(node, value, path, columns) {
    if (!Array.isArray(value)) return this.missing(node, value, path) || this.refuse(path, value, node.expected);
    if (value.length > node.most) return this.refuse(path, String(value.length), node.expected, "E0302");
    columns[LISTS][node.list] = value.map((each, index) => {
      const element = {};
      this.record(node, each, [...path, `[${index}]`], element);
      return element;
    });
  }

  missing(node, value, path) {
    const isMissing = value === undefined || value === null;
    if (isMissing) this.note("E0304", path, { expected: node.expected });
    return isMissing;
  }

  boolean(node, value, path, columns) {
    if (this.missing(node, value, path)) return;
    if (typeof value === "boolean") columns[node.value] = value;
    else this.refuse(path, value, node.expected);
  }

  item(node, value, path, columns) {
    if (this.missing(node, value, path)) return;
    const name = typeof value === "string" ? value.normalize("NFC") : null;
    if (node.items.includes(name)) columns[node.value] = name;
    else this.refuse(path, value, node.expected);
  }

  day(node, value, path, columns) {
    if (this.missing(node, value, path)) return;
    const number = typeof value === "string" ? readDay(value) : null;
    if (number === null) this.refuse(path, value, node.expected);
    else if (number < node.low || number > node.high) this.refuse(path, value, node.expected, "E0302");
    else columns[node.value] = number;
  }

  set(node, value, path, columns) {
    if (this.missing(node, value, path)) return;
    if (!Array.isArray(value) && !(value instanceof Set)) return this.refuse(path, value, node.expected);
    const found = new Set();
    for (const each of value) {
      const member = typeof each === "string" ? each.normalize("NFC") : typeof each === "bigint" ? Number(each) : each;
      node.possible ??= new Set(node.members.map(([one]) => one));
      if (!node.possible.has(member)) this.refuse(path, each, node.expected);
      else if (found.has(member)) this.note("E0312", path, { text: shown(each) });
      found.add(member);
    }
    for (const [member, name] of node.members) columns[name] = found.has(member);
  }

  number(node, value, path, columns) {
    if (this.missing(node, value, path)) return;
    const exact = node.is === "integer" ? wholeNumber(value) : decimal(value, node.is === "rate");
    if (exact === null) {
      const hint = typeof value === "number" && node.is !== "integer" ? WORDS.asText : "";
      return this.refuse(path, value, node.expected + hint);
    }
    const [digits, power] = exact;
    const units = digits * node.scale;
    if (units < node.low * power || units > node.high * power) {
      return this.refuse(path, value, node.expected, "E0302");
    }
    if (units % (power * node.multiple) !== 0n) {
      return this.note("E0303", path, { text: shown(value), step: node.step });
    }
    columns[node.value] = whole(units / power);
  }
}

/** Give each column of a node that is not known some value: none of them matters. */
const blank = (node, columns) => {
  if (node.form === "record") {
    for (const part of node.parts) {
      if (part.known !== undefined) columns[part.known] = false;
      blank(part, columns);
    }
  } else if (node.form === "set") for (const [, name] of node.members) columns[name] = false;
  else if (node.form === "boolean") columns[node.value] = false;
  else if (node.form === "item") columns[node.value] = node.items[0];
  else columns[node.value] = node.form === "number" ? whole(node.low) : node.low;
};

/** A whole number, exactly: [digits, 1]; null where it is not one. */
const wholeNumber = (value) =>
  typeof value === "bigint" || Number.isSafeInteger(value) ? [BigInt(value), 1n] : null;

/** A decimal text (or a quotient, `2/3`), exactly: [dividend, divisor]; null where it is not one. */
const decimal = (value, isRate) => {
  const quotient = typeof value === "string" ? /^([+-]?\d{1,30})\/(\d{1,30})$/.exec(value) : null;
  if (quotient !== null) return BigInt(quotient[2]) === 0n ? null : [BigInt(quotient[1]), BigInt(quotient[2])];
  const match = typeof value === "string" ? /^([+-]?)(\d{1,30})(?:[.](\d{1,30}))?(\s?%)?$/.exec(value) : null;
  if (match === null || (match[4] !== undefined && !isRate)) return null;
  const [, sign, before, after = "", percent] = match;
  const digits = BigInt(before + after) * (sign === "-" ? -1n : 1n);
  return [digits, 10n ** BigInt(after.length + (percent === undefined ? 0 : 2))];
};

const shown = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return String(value);
  const text = JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each));
  return text === undefined ? String(value) : text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

const LISTS = Symbol("lists");

/** An input is one member per input of the clause, or the record itself where that is the only one. */
const formOf = (input) => {
  if (ONLY_RECORD === null) return FORM;
  const [record] = FORM.parts;
  const names = typeof input === "object" && input !== null ? Object.keys(input) : [];
  const isNamed = names.length === 1 && names[0].normalize("NFC") === ONLY_RECORD;
  return isNamed && !record.parts.some((part) => part.name === ONLY_RECORD) ? FORM : record;
};

/** The columns of an input; its problems, which are none where the columns may be used. */
const readInput = (input) => {
  const reader = new Reader();
  const columns = { [LISTS]: {} };
  reader.node(formOf(input), input, [], columns);
  return { columns, lists: columns[LISTS], problems: reader.problems };
};

let parametersOfTheText = null;

/** The values of the parameters, those given in the place of the text's. */
const readParameters = (given) => {
  const reader = new Reader();
  if (parametersOfTheText === null) {
    parametersOfTheText = {};
    for (const node of PARAMETER_FORM) {
      reader.node(node, PARAMETERS[node.name].value, [node.name], parametersOfTheText);
    }
  }
  const values = { ...parametersOfTheText };
  for (const [id, value] of Object.entries(given)) {
    const node = PARAMETER_FORM.find((each) => each.name === id.normalize("NFC"));
    if (node === undefined) reader.note("E0306", [id], { text: id, names: "" });
    else reader.node(node, value, [node.name], values);
  }
  return { values, problems: reader.problems };
};
