import { expect, test } from "vitest";
import { asMs, asText } from "../../../src/console/durations.js";

test("a span stands in the largest unit that makes it a whole number, and comes back as it was", () => {
  const spans: [number, string][] = [
    [0, "0 s"],
    [1_500, "1.5 s"],
    [90_000, "90 s"],
    [120_000, "2 min"],
    [3_600_000, "1 h"],
    [5_400_000, "90 min"],
    [7 * 86_400_000, "7 days"],
  ];
  for (const [ms, text] of spans) expect([asText(ms), asMs(text)]).toEqual([text, ms]);
});

test("an empty field is no span, and what is no number is none either", () => {
  expect(asMs("")).toBeUndefined();
  expect(asMs(" min")).toBeUndefined();
  expect(asMs("soon min")).toBeNaN();
  expect(asMs("1,5 min")).toBe(90_000);
});
