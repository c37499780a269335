import { describe, expect, test } from "vitest";
import { pieces } from "../../../src/widget/links.js";

const links = (text: string) => pieces(text).flatMap((piece) => ("href" in piece ? [[piece.text, piece.href]] : []));

describe("becomes a link", () => {
  test.each([
    ["see https://flora.example/covers.", "https://flora.example/covers", "https://flora.example/covers"],
    [
      "(https://en.wikipedia.org/wiki/Olive_(tree))",
      "https://en.wikipedia.org/wiki/Olive_(tree)",
      "https://en.wikipedia.org/wiki/Olive_(tree)",
    ],
    ["go to www.flora.example, please", "www.flora.example", "https://www.flora.example/"],
    ["write to ana@example.com!", "ana@example.com", "mailto:ana@example.com"],
    ["mailto:ana@example.com", "mailto:ana@example.com", "mailto:ana@example.com"],
    ["call tel:+351912345678 now", "tel:+351912345678", "tel:+351912345678"],
    ["HTTPS://FLORA.EXAMPLE", "HTTPS://FLORA.EXAMPLE", "https://flora.example/"],
    ["https://аpple.com", "https://аpple.com", "https://xn--pple-43d.com/"],
    ["<https://flora.example>", "https://flora.example", "https://flora.example/"],
  ])("%s", (text, shown, href) => {
    expect(links(text)).toEqual([[shown, href]]);
  });
});

describe("stays text", () => {
  test.each([
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "javascript:https://flora.example/%0aalert(1)",
    "JaVaScRiPt://www.flora.example",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example",
    "https://bank.example@evil.example/",
    "https://user:secret@evil.example/",
    "https://",
    "a@b",
    "@ana",
    "8@9",
    "ana@-",
    `https://flora.example/${"a".repeat(3_000)}`,
    "https://flora.example/\u202egnp.exe",
  ])("%j", (text) => {
    expect(links(text)).toEqual([]);
  });
});

test("every letter is shown once, in order, whatever is found", () => {
  const text = "Hi (see https://a.example), write to b@c.example or\n\n  call tel:123; <b>bold</b> www.d.example/e?f=g#h.";
  expect(
    pieces(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test.each([
  ["one long word", "a".repeat(100_000)],
  ["at signs", "a@".repeat(50_000)],
  ["closing brackets", `https://a.example/${")".repeat(100_000)}`],
  ["many links", "https://a.example/(b) ".repeat(5_000)],
  ["schemes", "http://".repeat(15_000)],
  ["brackets in many words", `https://a.example/${")]".repeat(900)} `.repeat(50)],
])("100,000 characters of %s are read in less than 50 ms", (_, text) => {
  // The best of three: what is asked is how long it takes, not what else the machine is doing.
  const spans = [1, 2, 3].map(() => {
    const before = performance.now();
    pieces(text);
    return performance.now() - before;
  });
  expect(Math.min(...spans)).toBeLessThan(50);
});
