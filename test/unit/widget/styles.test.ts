/** Names in the widget's style that the page around it could have taken. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const WIDGET = resolve(import.meta.dirname, "../../../src/widget");
const sheets = readdirSync(WIDGET).filter((file) => file.endsWith(".css"));

// A page's @property rule holds in every shadow tree: `@property --text { inherits: false }` would take our colours away.
test.each(sheets)("custom properties in %s are --_ours, or --recado-… for the owner", (file) => {
  const names = readFileSync(join(WIDGET, file), "utf8").match(/--[\w-]+/g) ?? [];
  expect(names.filter((name) => !/^--(?:_|recado-)/.test(name))).toEqual([]);
});
