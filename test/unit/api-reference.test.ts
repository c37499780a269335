/** The reference that `npm run api` writes, and what it complains of. */
import { expect, test } from "vitest";
import { reference, undocumented } from "../api/reference.js";

const item = (name: string, docComment = "", more = {}) => ({ kind: "Interface", name, docComment, excerptTokens: [], ...more });
const DOC = "/**\n * What it is.\n */\n";

test("an export without a word is named, once, and an empty comment is no word", () => {
  expect(undocumented([item("Said", DOC), item("Silent"), item("Empty", "/**\n *\n */\n"), item("Silent")])).toEqual([
    "Silent",
    "Empty",
  ]);
});

test("a schema and the type of its name speak for each other", () => {
  expect(undocumented([item("Draft", DOC), item("Draft")])).toEqual([]);
});

test("a page has every export with its words and its members, in order, and no cell breaks its table", () => {
  const member = { kind: "PropertySignature", name: "one", excerptTokens: [{ text: "one: 1 |\n 2;" }], docComment: DOC };
  const page = reference("recado/x", [
    item("Zebra", DOC),
    item("Ant", DOC, { excerptTokens: [{ text: "interface Ant" }], members: [member] }),
  ]);
  expect(page).toBe(
    "# recado/x\n\n## Ant (interface)\n\nWhat it is.\n\n```ts\ninterface Ant\n```\n\n| member | |\n|---|---|\n| `one: 1 \\| 2;` | What it is. |\n\n## Zebra (interface)\n\nWhat it is.\n\n```ts\n\n```\n",
  );
});
