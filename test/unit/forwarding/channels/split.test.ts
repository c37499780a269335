import fc from "fast-check";
import { expect, test } from "vitest";
import { split } from "../../../../src/forwarding/channels/split.js";

const units = (text: string) => text.length;
const bytes = (text: string) => Buffer.byteLength(text);
const squeezed = (text: string) => text.replace(/\s+/g, "");

test("a text is cut between paragraphs rather than lines, between lines rather than sentences, between sentences rather than words", () => {
  expect(split("One two.\n\nThree\nfour.", 16, units)).toEqual(["One two.", "Three\nfour."]);
  expect(split("One. Two\nthree four", 14, units)).toEqual(["One. Two", "three four"]);
  expect(split("One two. Three four", 14, units)).toEqual(["One two.", "Three four"]);
  expect(split("One two three", 9, units)).toEqual(["One two", "three"]);
  expect(split("Onetwothree", 4, units)).toEqual(["Onet", "woth", "ree"]);
});

test("a pause far up makes no crumb of a message", () => {
  expect(split("Hi.\n\nThis line is the rest of it", 20, units)[0]).toBe("Hi.\n\nThis line is");
});

test("a family is one character, however many it takes to write", () => {
  const family = "👩‍👩‍👧‍👦";
  expect(split(family.repeat(3), bytes(family) + 3, bytes)).toEqual([family, family, family]);
});

test("whatever the text, no part is too large, none is blank, and nothing but white space is lost", () => {
  const texts = fc.string({ unit: "grapheme", maxLength: 300 });
  fc.assert(
    fc.property(texts, fc.constantFrom(units, bytes), fc.integer({ min: 40, max: 120 }), (text, sizeOf, most) => {
      const parts = split(text, most, sizeOf);
      for (const part of parts) {
        expect(sizeOf(part)).toBeLessThanOrEqual(most);
        expect(part.trim()).not.toBe("");
      }
      expect(squeezed(parts.join(" "))).toBe(squeezed(text));
    }),
  );
});
