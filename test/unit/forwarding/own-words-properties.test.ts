/** What must hold for every mail, also one written to harm. Figures of the harmful ones: `npm run own-words-cost`. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { ownWords } from "../../../src/forwarding/index.js";
import { HOSTILE_HTML, HOSTILE_TEXTS } from "../../hostile-answers.js";
import { BOTTOM, INLINE, TOP } from "./mail-programs.js";
import { REPLY_LANGUAGES } from "./reply-languages.js";

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const SENT = ["Hello Ana,", "we have the olive trees again, in two sizes.", "Which one shall I keep for you?", "", "Flora"];

const language = fc.constantFrom(...Object.values(REPLY_LANGUAGES));
const word = fc.constantFrom(
  ..."tree olive yes no não sí größer très на дерево 木 好 Straße 3 17:00 a@b.example https://x.example/y 👍 it's (two) yes—no 50% 2026 Aug. Monday".split(
    " ",
  ),
);
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom(".", "?", "!", "", " :)", ";"))
  .map(([words, end]) => `${words.join(" ")}${end}`);
const answer = fc.array(sentence, { minLength: 1, maxLength: 3 });

/** Lines of all that matters to the rules, and of none, in any order. */
const mailLine = language.chain((one) =>
  fc.oneof(
    sentence,
    sentence.map((line) => `> ${line}`),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("", "  ", "-- ", "________", "***", ...SENT, `> ${SENT[1]}`, "――― write your answer above this line ―――"),
    fc.constantFrom(one.gmail, one.apple, `> ${one.apple}`, one.iPhone, one.galaxy, `-----${one.original}-----`, ...one.outlook),
  ),
);
const anyMail = fc.array(mailLine, { maxLength: 25 }).map((lines) => lines.join("\n"));

test("an answer that went through any program, in any language, comes back as it was written", () => {
  const above = fc.constantFrom(...Object.values(TOP), ...Object.values(BOTTOM));
  fc.assert(
    fc.property(language, answer, above, (language, answer, program) => {
      const own = answer.join("\n\n");
      expect(ownWords(program({ language, answer, sent: SENT }))).toBe(own);
      expect(ownWords(own)).toBe(own);
    }),
    { numRuns: 500 },
  );
});

test("and so does one between the lines, when it is known what was sent", () => {
  const between = fc.constantFrom(...Object.values(INLINE));
  fc.assert(
    fc.property(language, answer, between, (language, answer, program) => {
      expect(ownWords(program({ language, answer, sent: SENT }), { sent: SENT.join("\n") })).toBe(answer.join("\n\n"));
    }),
    { numRuns: 300 },
  );
});

test("what is left are lines of the mail, in its order, and there always are some", () => {
  fc.assert(
    fc.property(anyMail, fc.boolean(), (mail, isSentKnown) => {
      const own = ownWords(mail, isSentKnown ? { sent: SENT.join("\n") } : {});
      const lines = mail.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
      let at = 0;
      for (const line of own === "" ? [] : own.split("\n")) {
        at = lines.indexOf(line, at) + 1;
        expect(at).toBeGreaterThan(0);
      }
      if (/[\p{L}\p{N}]/u.test(mail)) expect(own).not.toBe("");
    }),
    { numRuns: 1_000 },
  );
});

test("what is left twice is what is left once, where nothing stands between the answers", () => {
  fc.assert(
    fc.property(language, answer, fc.constantFrom(...Object.values(TOP)), (language, answer, program) => {
      const own = ownWords(program({ language, answer, sent: SENT }));
      expect(ownWords(own)).toBe(own);
    }),
  );
});

test("HTML of any kind is read without an error, and its words are not lost", () => {
  const tag = fc.constantFrom(..."div p b blockquote br td table a pre li span script".split(" "));
  const attribute = fc.constantFrom(
    "",
    ' class="gmail_quote"',
    ' id="divRplyFwdMsg"',
    " style='display:none'",
    ' href="',
    " type=cite",
  );
  const piece = fc.oneof(
    fc.tuple(tag, attribute).map(([name, more]) => `<${name}${more}>`),
    tag.map((name) => `</${name}>`),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("<!--", "-->", "&#1114112;", "&amp", "<![CDATA[", "]]>", "<", "\u0000"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(ownWords({ html: `<p>Hello</p>${pieces.join("")}` })).toContain("Hello");
    }),
    { numRuns: 500 },
  );
});

test("a megabyte of harm is read within the bounds", () => {
  for (const text of Object.values(HOSTILE_TEXTS)) expect(ownWords(text, { sent: text }).length).toBeLessThanOrEqual(65_536);
  // Marks of quotation come on top of what is read.
  for (const html of Object.values(HOSTILE_HTML)) expect(ownWords({ html }).length).toBeLessThan(3 * 65_536);
});

test("no expression repeats a group without an upper bound", () => {
  const folder = resolve(import.meta.dirname, "../../../src/forwarding/inbound/own-words");
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  expect(sources.length).toBeGreaterThan(8);
  for (const source of sources) expect(source.match(/\/.*\)(?:[*+]|\{\d*,\}).*\/[a-z]*/g)).toBeNull();
});
