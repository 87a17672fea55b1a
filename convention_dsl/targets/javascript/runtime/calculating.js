/** Calculate: see the type declarations for the shape of an input and of what is returned. */
export function calculate(input, parameters = {}) {
  const read = readInput(input);
  const given = readParameters(parameters);
  const problems = [...read.problems, ...given.problems];
  if (problems.length > 0) throw new ConventionError(problems);
  const { values, elements } = compute(read.columns, read.lists, given.values);
  const broken = brokenRequirements(values, elements);
  if (broken.length > 0) throw new ConventionError(broken);
  if (FAULT !== null && Number(values[FAULT]) !== 0) throw new ConventionError([faultOf(values)]);
  const cents = centsOf(RESULT, values);
  return {
    value: written(RESULT, values),
    ...(cents === null ? {} : { cents }),
    ...(RESULT.form === "record" ? { parts: partsOf(RESULT, values) } : {}),
    // What is only for people is written when it is asked for.
    get text() {
      return writtenFor(RESULT, values);
    },
    get lines() {
      const shown = LINES.filter((line) => line.shown === null || values[line.shown]);
      return shown.map((line) => explained(line, values));
    },
  };
}

const brokenRequirements = (values, elements) => {
  const problem = (field, label) => {
    const text = filled(WORDS.messages.E0307, { label });
    const place = field === "" ? "" : filled(WORDS.place, { field });
    return { code: "E0307", field, message: place + text, text };
  };
  const own = REQUIREMENTS.filter(({ list, name }) => list === null && !values[name]);
  const inside = REQUIREMENTS.filter(({ list }) => list !== null).flatMap(({ list, name, label, path }) =>
    elements[list].flatMap((each, index) => (each[name] ? [] : [problem(`${path}[${index}]`, label)])),
  );
  return [...own.map(({ label }) => problem("", label)), ...inside];
};

const faultOf = (values) => {
  const { kind, reason, place } = FAULTS[Number(values[FAULT]) - 1];
  const text = filled(WORDS.messages.E0315, { place: "", reason });
  return { code: "E0315", field: "", kind, place, message: place === "" ? text : `${text} (${place})`, text };
};

const explained = (line, values) => ({
  kind: line.kind,
  label: line.label,
  depth: line.depth,
  value: line.value === null ? null : written(line.value, values),
  text: line.value === null ? null : writtenFor(line.value, values),
  source: line.source,
  confidence: line.confidence,
});
