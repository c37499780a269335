/** Row 3 of the security checklist: what becomes a link leads where it says; everything else stays the text it is. Its cost: `npm run text-cost`. */
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
    // Browsers take a backslash for a slash: it leads to the bank.
    ["https://bank.example\\@evil.example/", "https://bank.example\\@evil.example/", "https://bank.example/@evil.example/"],
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
    "\\\\evil.example\\share",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "javascript\u200b:alert(1)",
    "blob:https://flora.example/4711",
    "https:evil.example",
    "intent://evil.example#Intent;scheme=http;end",
    "https://bank.example%40evil.example/",
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
