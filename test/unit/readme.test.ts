/** The README's tables: every file the one of faults names has a test of that fault, no fault shown in a browser is left out, nor any language. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/protocol/index.js";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The faults in the names of a file's tests: in front, or in brackets at the end. */
function shownIn(file: string): Set<string> {
  const names = read(file).matchAll(/["`](?:(F\d\d)\b[^"`\n]* |[^"`\n]*\((F\d\d)\)["`])/g);
  return new Set([...names].flatMap(([, first, last]) => first ?? last ?? []));
}

const rows = [...read("README.md").matchAll(/^\| (F\d\d(?:, F\d\d)*) \| (.*?) \|.*\| (.*?) \|$/gm)].map(
  ([, ids = "", fault = "", shownBy = ""]) => ({
    fault: `${ids} ${fault}`,
    ids: ids.split(", "),
    files: [...shownBy.matchAll(/`(.*?)`/g)].map(([, file = ""]) => file),
  }),
);

test.each(rows)("is shown where the README says: $fault", ({ ids, files }) => {
  expect(files.flatMap((file) => ids.filter((id) => !shownIn(file).has(id)).map((id) => `no ${id} in ${file}`))).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});

test("every fault that is shown in a browser has its row", () => {
  const inBrowser = readdirSync(join(ROOT, "test/e2e")).filter((file) => file.startsWith("faults"));
  const shown = new Set(inBrowser.flatMap((file) => [...shownIn(`test/e2e/${file}`)]));
  expect(shown.size).toBeGreaterThan(0);
  expect([...shown].filter((id) => !rows.some(({ ids }) => ids.includes(id)))).toEqual([]);
});

test("every language there is has its row, and no other one has", () => {
  const table = /^\| `data-lang` \| language \|.*\n\|-.*\n((?:\|.*\n)+)/m.exec(read("README.md"))?.[1] ?? "";
  const listed = [...table.matchAll(/^\| `(.*?)` \|/gm)].map(([, language]) => language);
  expect(listed.sort()).toEqual([...LANGUAGES].sort());
});
