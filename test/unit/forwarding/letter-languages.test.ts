/** Every kind of letter in every language of ours: whole, in its own words, and read back by a parser that is not ours. */
import { describe, expect, test } from "vitest";
import { wordsFor } from "../../../src/forwarding/index.js";
import { directionOf, LANGUAGES, type Language } from "../../../src/protocol/index.js";
import { type Asked, letter, QUESTION, REPLY } from "./letters.js";

const toAgent = {
  facts: ["ana@example.com"],
  reference: "4F2A9C",
  link: "https://chat.flora.example/console/#/conversation/c",
  choiceLink: "https://chat.flora.example/console/",
};
const MANY = Array.from({ length: 500 }, (_, nth) => ({ ...QUESTION, seq: nth + 1, text: "Is it hardy? ".repeat(12) }));

const KINDS: Readonly<Record<string, Asked>> = {
  replies: {},
  "a transcript": { head: { kind: "transcript", new: [], context: [1, 2] } },
  "more than a letter holds": {
    lines: [...MANY, { ...REPLY, seq: 501, files: ["invoice.pdf"] }],
    head: { new: [501], context: MANY.map(({ seq }) => seq) },
  },
  "to an agent": { lines: [QUESTION], head: { new: [1], context: [], to: "amelie@flora.example" }, toAgent },
};

/** Letters' words are the reader's, but a loan word may be the same as in English. */
const SAME: { readonly [language in Language]?: readonly string[] } = {
  fr: ["assistant", "via"],
  nl: ["via"],
  sv: ["via"],
  da: ["via"],
  nb: ["via"],
};

/** Each by its path, made of the same names: `⟨0⟩` where the first one stands. */
function said(words: object, path = ""): [path: string, text: string][] {
  return Object.entries(words).flatMap(([name, word]: [string, unknown]): [string, string][] => {
    if (name === "lang") return [];
    if (typeof word === "object" && word) return said(word, `${path}${name}.`);
    return [[path + name, typeof word === "function" ? String(word("⟨0⟩", "⟨1⟩")) : String(word)]];
  });
}
const names = (text: string | undefined) => [...new Set(text?.match(/⟨\d⟩/g) ?? [])].sort();
const readable = (html: string) => html.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

describe.each(LANGUAGES)("in %s", (language) => {
  const words = wordsFor(language);
  const english = new Map(said(wordsFor("en")));

  test("every word is there, with the names English puts into it, and none is English", () => {
    const all = said(words).filter(([path]) => !path.startsWith("cut."));
    expect(all.map(([path]) => path).sort()).toEqual([...english.keys()].filter((path) => !path.startsWith("cut.")).sort());
    for (const [path, text] of all) {
      expect([path, names(text)]).toEqual([path, names(english.get(path))]);
      expect(text.replaceAll(/⟨\d⟩/g, "").trim() === "", path).toBe(false);
    }
    if (language === "en") return;
    expect(all.filter(([path, text]) => text === english.get(path)).map(([path]) => path)).toEqual(SAME[language] ?? []);
  });

  test.each(Object.entries(KINDS))("%s: whole, and marked as what it is", async (_kind, asked) => {
    const { mail, text, html, header, source } = await letter({ ...asked, locale: language });
    const site = "Flora Garden Shop";
    const own = asked.toAgent ? { ...words, ...words.toAgent } : words;
    expect(header("content-language")).toBe(language);
    expect(html).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${language}" dir="${directionOf(language)}">`, "i"));
    expect(mail.subject).toBe(asked.toAgent ? words.toAgent.subject(site, toAgent.reference) : words.subject(site));
    for (const body of [text, readable(html)]) {
      for (const sentence of [own.simplyReply, own.continue, own.why(site), own.out, words.answerAbove])
        expect(body).toContain(sentence);
      expect(body).not.toMatch(/undefined|\$\{|\{\w+\}|\[object/);
    }
    expect(source.slice(0, source.indexOf("\r\n\r\n"))).toMatch(/^[\x20-\x7e\t\r\n]*$/);
  });
});
