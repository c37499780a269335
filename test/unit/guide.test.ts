/** The code in "Write an adapter" is no pseudo code: every line of it stands in test/harbour, which compiles and keeps the kit's promises. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
/** Without indentation and empty lines: the guide shows methods as if they stood alone. */
const lines = (code: string) =>
  code
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const SOURCES = ["test/harbour/adapter.ts", "test/harbour/world.ts", "test/server/harbour.test.ts"].map((path) =>
  lines(read(path)).join("\n"),
);
/** A line of "// …" stands for what is left out. */
const passages = [...read("src/adapters/README.md").matchAll(/^```ts\n(.*?)^```$/gms)].flatMap(([, code = ""]) =>
  code.split(/^\s*\/\/ …$/m).map((passage) => lines(passage).join("\n")),
);

test("the guide has code", () => {
  expect(passages.length).toBeGreaterThan(8);
});

test.each(passages.filter((passage) => passage !== ""))("is code that runs: %s", (passage) => {
  expect(SOURCES.filter((source) => `\n${source}\n`.includes(`\n${passage}\n`)).length, passage).toBeGreaterThan(0);
});
