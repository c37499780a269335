/** The faults that `npm run test:faults` puts into the source are still faults of today's source. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { broken } from "../faults/broken.js";
import { faults } from "../faults/faults.js";

const ROOT = join(import.meta.dirname, "../..");

test.each(faults)("can be put in: $name", (fault) => {
  const source = readFileSync(join(ROOT, "src", fault.file), "utf8");
  expect(broken(source, fault)).not.toBe(source);
  expect(fault.caughtBy.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  expect(fault.caughtBy.length).toBeGreaterThan(0);
});

test("a fault whose snippet is not there, or twice, is refused", () => {
  const fault = { name: "none", file: "a.ts", snippet: "x", instead: "y", caughtBy: [] };
  expect(() => broken("abc", fault)).toThrow("0 times");
  expect(() => broken("x x", fault)).toThrow("2 times");
  expect(broken("a x", fault)).toBe("a y");
});
