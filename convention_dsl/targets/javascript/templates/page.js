// The page: what is typed becomes an input, at every keystroke; what comes of it is shown.

const $ = (id) => document.getElementById(id);
const form = $("form");
const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

// From the form to an input ------------------------------------------------------------------

const childNodesOf = (container) =>
  [...container.querySelectorAll("[data-node]")].filter(
    (each) => each.parentElement.closest("[data-node]") === container && each.closest("template") === null,
  );

/** A typed number as a decimal text; null where it could be read in two ways, or in none. */
const plainNumber = (text, unit) => {
  const bare = text.replace(/[\s\u00a0\u202f]/g, "").replace(unit || "\u0000", "");
  if (/^[+-]?\d+$/.test(bare)) return bare;
  if (WORDS.decimalMark === ",") {
    return /^[+-]?\d+,\d+$/.test(bare) || /^[+-]?\d+\.(\d{1,2}|\d{4,})$/.test(bare) ? bare.replace(",", ".") : null;
  }
  return /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : null;
};

const typed = {
  boolean: (node) => node.querySelector("input").checked,
  maybe: (node) => ({ "": null, 1: true, 0: false })[node.querySelector("select").value],
  item: (node) => node.querySelector("select").value || null,
  day: (node) => node.querySelector("input").value || null,
  integer: (node) => {
    const input = node.querySelector("input");
    const text = input.value.trim();
    if (text === "") return input.validity.badInput ? "…" : null;
    return /^[+-]?\d+$/.test(text) ? BigInt(text) : text;
  },
  decimal: (node) => {
    const text = node.querySelector("input").value.trim();
    const number = plainNumber(text, node.dataset.unit);
    if (text === "") return null;
    // What could be read in two ways is refused as it was typed: an invisible mark makes it no number.
    return number === null ? `${text}\u200b` : node.dataset.unit === "%" ? `${number}%` : number;
  },
  set: (node, path, places) => {
    const known = node.querySelector("[data-known]");
    if (known !== null && !known.checked) return null;
    const values = [...node.querySelectorAll("[data-member]:checked")].map((each) => each.value);
    return "whole" in node.dataset ? values.map(BigInt) : values;
  },
  record: (node, path, places) => {
    const known = node.querySelector(":scope > legend [data-known]");
    if (known !== null && !known.checked) return null;
    const members = childNodesOf(node).map((each) => [each.dataset.name, collect(each, path, places)]);
    return Object.fromEntries(members);
  },
  list: (node, path, places) =>
    childNodesOf(node).map((each, index) => collect(each, path, places, `[${index}]`)),
};

/** What a node of the form holds; `places` tells which node a field of the input stands for. */
const collect = (node, path, places, name = node.dataset.name) => {
  const own = name === undefined ? path : name.startsWith("[") || path === "" ? path + name : `${path}.${name}`;
  places.set(own, node);
  return typed[node.dataset.node](node, own, places);
};

const parameterNodes = [...document.querySelectorAll("[data-parameter]")];
const isChanged = (node) => {
  const input = node.querySelector("input");
  return input.value.trim() !== input.dataset.default;
};
const readParametersOf = (places) => {
  const changed = parameterNodes.filter(isChanged);
  for (const node of parameterNodes) places.set(node.dataset.parameter, node);
  return Object.fromEntries(
    changed.map((node) => [node.dataset.parameter, typed[node.dataset.form](node) ?? ""]),
  );
};

// What comes of it -----------------------------------------------------------------------------

const quoted = (text) => text.replaceAll("\u200b", "").replace(/`([^`]*)`/g, SAY.quote);

const showError = (node, text) => {
  const error = [...node.querySelectorAll(".error")].find((each) => each.parentElement === node);
  const input = node.querySelector(":scope > input, :scope > .entry > input, :scope > select, :scope > label > input");
  if (error) {
    error.textContent = text;
    error.hidden = text === "";
  }
  node.classList.toggle("wrong", text !== "");
  if (input) input.setAttribute("aria-invalid", String(text !== ""));
};

const labelOf = (node, field) => {
  const inside = node.closest("[data-element]");
  if ("element" in node.dataset) return node.querySelector("summary > b").textContent.trim();
  const holder = node.parentElement.closest("[data-label]");
  const label = node.dataset.label ?? field;
  if (holder !== null && holder.dataset.node === "record") return `${label} (${holder.dataset.label})`;
  return inside === null ? label : `${label} (${inside.querySelector("summary > b").textContent.trim()})`;
};

const clear = () => {
  for (const node of form.querySelectorAll("[data-node], [data-parameter]")) showError(node, "");
  for (const id of ["problems", "missing", "changed", "slip"]) $(id).hidden = true;
};

const showFigure = (text, parts = []) => {
  const main = parts.length > 0 ? "" : text;
  $("figure").textContent = main;
  $("figure").hidden = parts.length > 0;
  $("figure").classList.toggle("long", main.length > 14);
  $("bar").textContent = parts.length > 0 ? parts[0].text : text;
  showParts(parts);
};

const showProblems = (problems, places) => {
  const missing = [];
  const others = [];
  for (const { code, field, text, place } of problems) {
    const node = places.get(field);
    if (code === "E0304" && node) missing.push([labelOf(node, field), node]);
    else if (node && node.dataset.node !== "record" && node.dataset.root === undefined) showError(node, quoted(text));
    else if (node && "element" in node.dataset) showError(node, quoted(text));
    if (code !== "E0304") others.push(place ? `${quoted(text)} (${place})` : node && field !== "" ? `${labelOf(node, field)}${SAY.colon} ${quoted(text)}` : quoted(text));
  }
  showFigure("–");
  const wrong = $("problems");
  wrong.replaceChildren(...others.map((each) => element("p", "", each)));
  wrong.hidden = others.length === 0;
  const list = element("ul");
  const most = 8;
  for (const [label, node] of missing.slice(0, most)) {
    const item = element("li");
    const link = element("a", "", label);
    link.href = "#";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      for (let each = node.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
      node.querySelector("input, select").focus();
    });
    item.append(link);
    list.append(item);
  }
  if (missing.length > most) list.append(element("li", "", SAY.more.replace("{n}", missing.length - most)));
  $("missing").replaceChildren(element("p", "", SAY["to fill in"]), list);
  $("missing").hidden = missing.length === 0;
};

const sourcesOf = (source) => {
  const found = (source ?? "").split(";").map((each) => each.trim().replace(/\s+/g, " ")).filter(Boolean);
  return found.map((each) => {
    const number = EDITION.sources.indexOf(each) + 1;
    const cite = element(number > 0 ? "a" : "span", "cite", number > 0 ? `[${number}]` : `[${each}]`);
    if (number > 0) {
      cite.href = `#source-${number}`;
      cite.title = each;
    }
    return cite;
  });
};

const isNought = (line) => line.kind === "amount" && /^0(\.0+)?$/.test(String(line.value));

const lineOf = (line) => {
  const item = element("li", `${line.kind} d${Math.min(line.depth, 4)}${isNought(line) ? " nought" : ""}`);
  const label = element("span", "label");
  label.append(line.label[0].toUpperCase() + line.label.slice(1));
  const meta = element("span", "meta");
  if (line.confidence !== null) {
    const isAssumed = line.confidence === SAY["confidence assumed"];
    meta.append(element("span", isAssumed ? "tag assumed" : "tag", line.confidence));
  }
  for (const cite of sourcesOf(line.source)) meta.append(" ", cite);
  if (meta.hasChildNodes()) label.append(" ", meta);
  item.append(label);
  if (line.text !== null) item.append(element("span", "value", line.text));
  return item;
};

/** The exact sum of the amounts at the first level; null where one has no decimal text. */
const sumOfLines = (lines) => {
  const numbers = lines.map((line) => decimal(String(line.value), false));
  if (numbers.includes(null)) return null;
  const power = numbers.reduce((most, [, each]) => (each > most ? each : most), 100n);
  return [numbers.reduce((sum, [digits, each]) => sum + digits * (power / each), 0n), power];
};

/** The last line: the total, after its rounding; where the lines do not add up, the result. */
const totalOf = (lines, outcome) => {
  const total = element("li", "total");
  const [found, all] = [sumOfLines(lines), decimal(String(outcome.value), false)];
  const rest = found === null || all === null ? null : found[0] * all[1] - all[0] * found[1];
  const isClose = rest !== null && (rest < 0n ? -rest : rest) < found[1] * all[1];
  total.append(element("span", "label", isClose ? SAY.total : SAY.result), element("span", "value", outcome.text));
  if (!isClose || rest === 0n) return [total];
  const common = divisorOf(found[0], found[1]);
  const rounding = element("li", "reason rounding");
  const before = amountText([found[0] / common, found[1] / common]);
  rounding.append(element("span", "label", `${SAY.rounded}${SAY.colon} ${before} → ${outcome.text}`));
  return [rounding, total];
};

/** The lines under the clause's own, and its total where there are several. */
const showLines = (outcome) => {
  const [first, ...others] = outcome.lines;
  const lines = others.length > 0 ? others : [first].filter(Boolean);
  const items = lines.map(lineOf);
  const terms = lines.filter((line) => line.kind === "amount" && line.depth === 1);
  if (terms.length > 1 && outcome.cents !== undefined) items.push(...totalOf(terms, outcome));
  $("lines").replaceChildren(...items);
  $("slip").hidden = items.length === 0;
};

const showParts = (parts) => {
  const items = parts.flatMap(({ label, text }) => [
    element("dt", "", label[0].toUpperCase() + label.slice(1)),
    element("dd", "", text),
  ]);
  $("parts").replaceChildren(...items);
  $("parts").hidden = items.length === 0;
};

const showChanged = () => {
  const items = parameterNodes.filter(isChanged).map((node) => {
    const input = node.querySelector("input");
    const unit = node.dataset.unit ? `\u00a0${node.dataset.unit}` : "";
    const label = node.querySelector("label").firstChild.textContent.trim();
    return element("li", "", `${label}${SAY.colon} ${input.value}${unit} (${SAY.instead} ${input.dataset.default}${unit})`);
  });
  for (const node of parameterNodes) node.classList.toggle("other", isChanged(node));
  const list = element("ul");
  list.append(...items);
  $("changed").replaceChildren(element("p", "", SAY.changed), list);
  $("changed").hidden = items.length === 0;
};

const refresh = () => {
  const places = new Map();
  const root = form.querySelector("[data-root]");
  clear();
  for (const node of form.querySelectorAll('[data-node="set"]')) showCount(node);
  for (const node of form.querySelectorAll('[data-node="list"]')) showElements(node);
  const input = collect(root, "", places);
  const parameters = readParametersOf(places);
  showChanged();
  try {
    const outcome = calculate(input, parameters);
    showFigure(outcome.text, outcome.parts ?? []);
    showLines(outcome);
  } catch (error) {
    if (!(error instanceof ConventionError)) throw error;
    showProblems(error.problems, places);
  }
};

// Sets, lists, optional records ----------------------------------------------------------------

const showCount = (node) => {
  const count = node.querySelectorAll("[data-member]:checked").length;
  node.querySelector("[data-count]").textContent = count === 0 ? "" : String(count);
};

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const search = (input) => {
  const set = input.closest('[data-node="set"]');
  const wanted = bare(input.value.trim());
  let found = 0;
  for (const label of set.querySelectorAll(".cluster .check")) {
    label.hidden = !bare(label.textContent).includes(wanted);
    found += label.hidden ? 0 : 1;
  }
  for (const cluster of set.querySelectorAll(".cluster")) {
    cluster.hidden = [...cluster.querySelectorAll(".check")].every((label) => label.hidden);
  }
  set.querySelector("[data-nothing]").hidden = found > 0;
};

let made = 0;
const addElement = (list, after = null) => {
  made += 1;
  const clone = list.querySelector("template").content.cloneNode(true);
  for (const each of clone.querySelectorAll("*")) {
    for (const { name, value } of [...each.attributes]) {
      if (value.includes("-@")) each.setAttribute(name, value.replaceAll("-@", `-${made}`));
    }
  }
  const added = clone.firstElementChild;
  for (const other of childNodesOf(list)) other.open = other.querySelector(".wrong") !== null;
  list.querySelector("[data-elements]").insertBefore(added, after?.nextSibling ?? null);
  return added;
};

const duplicate = (original) => {
  const copy = addElement(original.closest('[data-node="list"]'), original);
  const inputs = (node) => [...node.querySelectorAll("input, select")];
  inputs(original).forEach((each, index) => {
    const other = inputs(copy)[index];
    other.value = each.value;
    if (each.type === "checkbox") other.checked = each.checked;
  });
  return copy;
};

/** What was chosen in an element of a list, in a few words, for when it is folded. */
const briefOf = (node) => {
  const boxes = (each) => (each.type === "checkbox" ? each.checked !== each.defaultChecked : false);
  const words = [...node.querySelectorAll("input:not([data-search]), select")].flatMap((input) => {
    const holder = input.closest("[data-node]");
    const label = holder.dataset.label ?? "";
    if (input.type === "checkbox") {
      const own = input.closest("label").textContent.trim();
      const text = "member" in input.dataset && "whole" in holder.dataset ? `${label} ${own}` : own;
      return boxes(input) ? [input.checked ? text : `${text}${SAY.colon} ${SAY.no.toLowerCase()}`] : [];
    }
    if (input.tagName === "SELECT") {
      const option = input.selectedOptions[0];
      return option && option.value && !option.defaultSelected ? [option.textContent.trim()] : [];
    }
    const unit = holder.dataset.unit ? `\u00a0${holder.dataset.unit}` : "";
    return input.value && input.value !== input.defaultValue ? [`${label} ${input.value}${unit}`] : [];
  });
  return words.length > 5 ? `${words.slice(0, 5).join(" · ")}…` : words.join(" · ");
};

const showElements = (list) => {
  const elements = childNodesOf(list);
  elements.forEach((each, index) => {
    each.querySelector("[data-number]").textContent = String(index + 1);
    each.querySelector("[data-brief]").textContent = briefOf(each);
  });
  list.querySelector("[data-count]").textContent = elements.length === 0 ? "" : String(elements.length);
  list.querySelector("[data-empty]").hidden = elements.length > 0;
};

const showKnown = (box) => {
  const holder = box.closest("[data-node]");
  for (const each of holder.querySelectorAll("input, select, button")) {
    if (each !== box) each.disabled = !box.checked;
  }
};

const start = () => {
  for (const list of form.querySelectorAll('[data-node="list"]')) {
    list.querySelector("[data-elements]").replaceChildren();
    addElement(list);
  }
  for (const box of form.querySelectorAll("[data-known]")) showKnown(box);
  refresh();
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (event.target.matches("[data-search]")) return search(event.target);
  if (event.target.matches("[data-known]")) showKnown(event.target);
  return refresh();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button === null) return;
  const own = button.closest("[data-element]");
  if ("add" in button.dataset) addElement(button.closest('[data-node="list"]')).querySelector("input, select").focus();
  else if ("duplicate" in button.dataset) duplicate(own).querySelector("input, select").focus();
  else if ("remove" in button.dataset) own.remove();
  else if (button.id === "restore") {
    for (const node of parameterNodes) node.querySelector("input").value = node.querySelector("input").dataset.default;
  }
  refresh();
});
$("print").addEventListener("click", () => window.print());
$("reset").addEventListener("click", () => {
  form.reset();
  start();
  form.querySelector("input, select").focus();
});
start();
