/** No letter is larger than mail programs show, and what is left out is said. */
import fc from "fast-check";
import MailComposer from "nodemailer/lib/mail-composer";
import { describe, expect, test } from "vitest";
import { seqsOf } from "../../../src/forwarding/content.js";
import { type LetterLine, wordsFor } from "../../../src/forwarding/index.js";
import { encodedAs } from "../../../src/forwarding/letter/encoding.js";
import { cutWords } from "../../../src/forwarding/letter/view.js";
import { LANGUAGES } from "../../../src/protocol/index.js";
import { letter } from "./letters.js";

const LIMIT = 100_000;
const line = (seq: number, by: "agent" | "visitor", text: string): LetterLine => ({
  seq,
  by,
  text: `#${seq}# ${text}`,
  at: seq * 1_000,
});
const shown = (body: string) =>
  [...new Set([...body.matchAll(/#(\d+)#/g)].map((match) => Number(match[1])))].sort((a, b) => a - b);

describe("a long conversation", () => {
  const context = Array.from({ length: 600 }, (_, nth) =>
    line(nth + 1, nth % 2 === 0 ? "visitor" : "agent", "What do you think of this? ".repeat(6)),
  );
  const head = { new: [601], context: context.map((one) => one.seq) };

  test("loses its oldest context, says how much, and says where it is", async () => {
    const { raw, text, html } = await letter({ lines: [...context, line(601, "agent", "Yes.")], head });
    expect(raw.length).toBeLessThanOrEqual(LIMIT);
    const kept = shown(text);
    expect(kept.length).toBeGreaterThan(20);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, nth) => 601 - kept.length + 1 + nth));
    expect(shown(html)).toEqual(kept);
    const note = `${601 - kept.length} more messages are in the conversation.`;
    expect(text).toContain(note);
    expect(html).toContain(note);
  });

  test("keeps about as much as fits", async () => {
    const { raw } = await letter({ lines: [...context, line(601, "agent", "Yes.")], head });
    expect(raw.length).toBeGreaterThan(LIMIT * 0.9);
  });
});

describe("long new replies", () => {
  test("end early with a link to the rest when they alone are too long", async () => {
    const lines = Array.from({ length: 5 }, (_, nth) => line(nth + 1, "agent", "åß ".repeat(20_000)));
    const { raw, text, html } = await letter({ lines, head: { new: [1, 2, 3, 4, 5], context: [] } });
    expect(raw.length).toBeLessThanOrEqual(LIMIT);
    expect(shown(text)).toEqual([1, 2, 3, 4, 5]);
    expect(text.match(/ … The rest is in the conversation\./g)).toHaveLength(5);
    expect(html).toMatch(
      /… <a class="r-link" href="https:\/\/flora\.example\/chat#recado=R+"[^>]*>The rest is in the conversation\./,
    );
  });

  test("are counted where there are too many even so", async () => {
    const lines = Array.from({ length: 400 }, (_, nth) => line(nth + 1, "agent", "日本 ".repeat(200)));
    const { raw, text } = await letter({ lines, head: { new: lines.map((one) => one.seq), context: [] } });
    expect(raw.length).toBeLessThanOrEqual(LIMIT);
    const kept = shown(text);
    expect(kept.at(-1)).toBe(400);
    expect(text).toContain(`${400 - kept.length} more messages are in the conversation.`);
  });
});

test("a flood is shown as far as there is room, by its last messages, of which alone the words are asked for", async () => {
  const many = Array.from({ length: 70_000 }, (_, nth) => nth + 1);
  const mail = { kind: "unread", whole: false, new: many, context: [], interleaved: [] } as const;
  const asked = seqsOf(mail);
  expect(asked.length).toBeLessThan(3_000);
  const { text } = await letter({ lines: asked.map((seq) => ({ ...line(seq, "agent", ""), text: "." })), head: mail });
  const cut = Number(/([\d,]+) more messages are in the conversation\./.exec(text)?.[1]?.replace(",", ""));
  // Shorter ones there are none: what is left out for their number would not have fitted.
  expect(many.length - cut).toBeLessThan(asked.length);
  expect(text.match(/^\.$/gm)).toHaveLength(many.length - cut);
});

test("no body is larger than it was taken for, whatever is in it", async () => {
  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(" ", "\n", "=", "\n\n", "abc def ", "x".repeat(200), "é".repeat(90), "日本"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 200 }), async (words) => {
      const { content, encoding, size } = encodedAs(`.${words.join("")}.`);
      const text = { content, contentTransferEncoding: encoding };
      const built = await new MailComposer({ text, newline: "win", messageId: "<m@x>", date: new Date(0) }).compile().build();
      expect(built.length - built.indexOf("\r\n\r\n") - 4).toBeLessThanOrEqual(size);
    }),
    { numRuns: 300 },
  );
});

test("an ordinary letter leaves nothing out", async () => {
  const { text, html } = await letter();
  expect(text + html).not.toMatch(/more message|The rest/);
});

test.each(LANGUAGES)("%s says how many, and one in a word where it has a form for one alone", (language) => {
  const words = wordsFor(language);
  const { format } = new Intl.NumberFormat(language);
  const rules = new Intl.PluralRules(language);
  for (const cut of [3, 12, 21, 101, 1_000_000]) expect(cutWords({ words, cut })).toContain(format(cut));
  const isAlone = rules.select(1) === "one" && rules.select(21) !== "one";
  expect(cutWords({ words, cut: 1 }).includes(format(1))).toBe(!isAlone);
});
