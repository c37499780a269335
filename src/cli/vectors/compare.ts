/** What differs between expectation and result, a readable line each. Compares every field `expect` has, and only those. */
import { isDeepStrictEqual } from "node:util";
import type { Expect } from "./format.js";
import type { Actual } from "./run.js";

export function differences(expected: Expect, actual: Actual): string[] {
  const { mails, ...rest } = expected;
  const fields = Object.entries(rest).flatMap(([name, value]) => difference(name, value, actual[name as keyof typeof rest]));
  return [...mailDifferences(mails, actual.mails), ...fields];
}

function mailDifferences(expected: Expect["mails"], actual: Actual["mails"]): string[] {
  if (expected === undefined) return [];
  const length = Math.max(expected.length, actual.length);
  return Array.from({ length }, (_, index) => {
    const [wanted, got] = [expected[index], actual[index]];
    if (wanted === undefined) return [`mails[${index}]: not expected, but sent: ${JSON.stringify(got)}`];
    if (got === undefined) return [`mails[${index}]: expected ${JSON.stringify(wanted)}, but not sent`];
    return Object.entries(wanted).flatMap(([name, value]) =>
      difference(`mails[${index}].${name}`, value, got[name as keyof typeof got]),
    );
  }).flat();
}

function difference(name: string, wanted: unknown, got: unknown): string[] {
  return isDeepStrictEqual(wanted, got) ? [] : [`${name}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`];
}
