/** How an answer to an owner's own question is read: the same by the form and by the server. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedOf } from "../../../src/protocol/asked.js";
import { readOwn } from "../../../src/protocol/own-answer.js";

const options = ["Small", "Large"];

test.each([
  ["text", " Olive tree ", "Olive tree"],
  ["text", "one\ntwo", undefined],
  ["text", "x".repeat(201), undefined],
  ["textarea", "one\ntwo", "one\ntwo"],
  ["textarea", "x".repeat(2_001), undefined],
  ["textarea", "a\u0000b", undefined],
  ["select", "Large", "Large"],
  ["select", "Huge", undefined],
  ["checkbox", "yes", "yes"],
  ["checkbox", "on", undefined],
  ["url", "https://flora.example/x?y=1#z", "https://flora.example/x?y=1#z"],
  ["url", "flora.example", "https://flora.example/"],
  ["url", "flora.example:8080/x", "https://flora.example:8080/x"],
  ["url", "javascript:alert(1)", undefined],
  ["url", "ftp://flora.example", undefined],
  ["url", "https://user:word@flora.example/", undefined],
  ["url", "flora", undefined],
  ["url", "flora example.com", undefined],
  ["number", "-12,50", "-12.50"],
  ["number", "+7", "7"],
  ["number", "1.000,5", undefined],
  ["number", "1e3", undefined],
  ["number", "Infinity", undefined],
  ["date", "2026-02-28", "2026-02-28"],
  ["date", "2026-02-29", undefined],
  ["date", "28.02.2026", undefined],
  ["a type of tomorrow", "read as a line", "read as a line"],
  ["text", "   ", undefined],
])("%s: %j is %j", (type, typed, value) => {
  expect(readOwn({ type, options }, typed)).toBe(value);
});

test("whatever was read is read as the same again: the server takes what the form took", () => {
  const types = fc.constantFrom("text", "textarea", "select", "checkbox", "url", "number", "date");
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.webUrl(),
    fc.domain(),
    fc.double().map(String),
    fc.constantFrom("Small", "yes"),
  );
  fc.assert(
    fc.property(types, texts, (type, typed) => {
      const once = readOwn({ type, options }, typed);
      if (once !== undefined) expect(readOwn({ type, options }, once)).toBe(once);
    }),
    { numRuns: 2_000 },
  );
});

describe("the owner's order", () => {
  const fields = [
    { name: "email", required: true },
    { name: "name", required: false },
  ] as const;
  const own = [{ name: "size", type: "text", label: "Size", required: false }];
  const names = (order?: string[]) =>
    askedOf({ whenOnline: "never", whenAway: "never", fields: [...fields], own, ...(order && { order }) }).map(
      ({ name }) => name,
    );

  test("puts own questions among the others; without one they come last, and what it does not know it leaves alone", () => {
    expect(names(["size", "name", "email"])).toEqual(["size", "name", "email"]);
    expect(names()).toEqual(["email", "name", "size"]);
    expect(names(["gone", "size"])).toEqual(["size", "email", "name"]);
  });
});
