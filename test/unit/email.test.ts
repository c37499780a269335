import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEmail } from "../../src/protocol/email.js";

describe("an address is taken", () => {
  test.each([
    ["ana@example.com", "ana@example.com"],
    ["  Ana.Maria+chat@Example.COM ", "Ana.Maria+chat@example.com"],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ["josé@correo.example", "josé@correo.example"],
    ["用户@例子.广告", "用户@例子.广告"],
    ["उपयोगकर्ता@उदाहरण.भारत", "उपयोगकर्ता@उदाहरण.भारत"],
    ["ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example"],
    [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
  ])("%s", (text, email) => expect(parseEmail(text)).toBe(email));
});

describe("an address is refused", () => {
  test.each([
    "",
    "ana",
    "ana@",
    "@example.com",
    "ana@example",
    "ana@gmial",
    "ana@@example.com",
    "ana@exa mple.com",
    "ana @example.com",
    ".ana@example.com",
    "ana.@example.com",
    "a..b@example.com",
    "ana@-example.com",
    "ana@example-.com",
    "ana@example..com",
    "ana@127.0.0.1",
    "ana@[127.0.0.1]",
    '"ana maria"@example.com',
    "Ana <ana@example.com>",
    "ana@example.com (home)",
    "friends: ana@example.com;",
    "ana@example.com,bo@example.com",
    "ana@example.com\nBcc: x@example.com",
    "ana\0@example.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.com`,
  ])("%j", (text) => expect(parseEmail(text)).toBeUndefined());
});

test("whatever is taken is one line, has no characters of a header's grammar, and is taken again unchanged", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress()), (text) => {
      const email = parseEmail(text);
      if (email === undefined) return;
      expect(email).not.toMatch(/[\s<>(),;:"[\]\\\p{Cc}]/u);
      expect(parseEmail(email)).toBe(email);
    }),
  );
});

test("254 octets are the most that an address may have, as mail counts them, and 64 its mailbox", () => {
  const long = (letters: number, more = 0) =>
    `${"é".repeat(letters)}@${"b".repeat(60 + more)}.${"c".repeat(60)}.${"d".repeat(63)}.com`;
  expect(Buffer.byteLength(long(32))).toBe(254);
  expect(parseEmail(long(32))).toBe(long(32));
  expect(parseEmail(long(32, 1))).toBeUndefined();
  expect(parseEmail(`${"é".repeat(33)}@example.com`)).toBeUndefined();
});

test("a megabyte of dots and ats is refused at once", () => {
  expect(parseEmail("a.".repeat(500_000))).toBeUndefined();
  expect(parseEmail(`${"a@".repeat(500_000)}example.com`)).toBeUndefined();
});

test("what is an address is worked out by whoever reads one, not by every browser that loads the panel", () => {
  expect(String(parseEmail)).toContain("\\p{L}");
});
