import { expect, test } from "vitest";
import { suggestEmail } from "../../../src/contact-form/suggest.js";

test.each([
  ["ana@gmial.com", "ana@gmail.com"],
  ["ana@gmail.con", "ana@gmail.com"],
  ["ana@gmail.co", "ana@gmail.com"],
  ["ana@gmai.com", "ana@gmail.com"],
  ["ana@gmial.con", "ana@gmail.com"],
  ["ana@hotmial.com", "ana@hotmail.com"],
  ["ana@outlok.com", "ana@outlook.com"],
  ["ana@yaho.com", "ana@yahoo.com"],
  ["Ana.Silva+x@iclod.com", "Ana.Silva+x@icloud.com"],
  ["ana@hotmail.com.b", "ana@hotmail.com.br"],
  ["ana@uol.com.rb", "ana@uol.com.br"],
])("%s probably means %s", (typed, meant) => {
  expect(suggestEmail(typed)).toBe(meant);
});

test.each([
  "ana@gmail.com",
  "ana@mail.com",
  "ana@ymail.com",
  "ana@yahoo.it",
  "ana@yahoo.ca",
  "ana@hotmail.de",
  "ana@gmx.at",
  "ana@live.de",
  "ana@flora.example",
  "ana@example.com",
  "ana@gmial",
  "gmial.com",
  "",
])("%j is left alone", (typed) => {
  expect(suggestEmail(typed)).toBeUndefined();
});
