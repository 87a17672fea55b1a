// Publicodes, one person at a time: for each line `N` on standard input, seconds and cents.
//
// Run in a folder where `npm install publicodes` was run. One engine; each patient is a situation.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const { default: Engine } = await import(pathToFileURL(require.resolve("publicodes")));

const engine = new (Engine.default ?? Engine)({
  age: 0,
  ald: "non",
  c2s: "non",
  zone: "'hors_zone'",
  actions: 0,
  socle: {
    variations: [
      { si: { "toutes ces conditions": ["ald", "age >= 80"] }, alors: "100 €" },
      { si: { "une de ces conditions": ["ald", "age >= 80"] }, alors: "55 €" },
      { si: { "toutes ces conditions": ["age >= 7", "age <= 74"] }, alors: "5 €" },
      { sinon: "15 €" },
    ],
  },
  "supplément c2s": { "applicable si": "c2s", valeur: "10 €" },
  assiette: { somme: ["socle", "supplément c2s"] },
  majoration: {
    valeur: {
      variations: [
        { si: "zone = 'zac'", alors: "assiette * 7.5%" },
        { si: "zone = 'zip'", alors: "assiette * 12.5%" },
        { sinon: "0 €" },
      ],
    },
    arrondi: "2 décimales",
  },
  prévention: { valeur: "actions * 5 €" },
  fmt: { somme: ["assiette", "prévention", "majoration"] },
});

const yes = (flag) => (flag ? "oui" : "non");

function amount([age, ald, c2s, zone, actions]) {
  engine.setSituation({ age, ald: yes(ald), c2s: yes(c2s), zone: `'${zone}'`, actions });
  return engine.evaluate("fmt").nodeValue;
}

const patients = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for await (const line of createInterface({ input: process.stdin })) {
  const some = patients.slice(0, Number(line));
  const start = process.cpuUsage();
  const found = some.map(amount);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  console.log(JSON.stringify([seconds, found.map((each) => Math.round(100 * each))]));
}
