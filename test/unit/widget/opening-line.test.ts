/** "Back Monday 9:00": in every language, in the visitor's own zone, by their calendar. */
import { signal } from "@preact/signals-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LANGUAGES, type Language } from "../../../src/protocol/language.js";
import { openingLine } from "../../../src/widget/opening-line.js";
import { inOwnWords } from "../../../src/widget/own-words.js";
import { en } from "../../../src/widget/words/en.js";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const NOW = at(26, 20); // A Thursday, by the visitor's clock.
/** Whether a nine has a nought before it is the Unicode data's own whim. */
const told = (opensAt: number, language: Language = "en", line = en.availability.away) =>
  openingLine(line, { opensAt: signal(opensAt), now: () => NOW }, { language })
    .replaceAll("\u202f", " ")
    .replace(/\b0(?=\d:)/g, "");

beforeEach(() => vi.stubGlobal("navigator", { languages: ["fr-CA", "en-GB", "en"] }));
afterEach(() => vi.unstubAllGlobals());

test.each([
  [at(26, 21, 30), "Back today 21:30\u00a0· leave a message and we'll answer here"],
  [at(27, 0), "Back tomorrow 0:00\u00a0· leave a message and we'll answer here"],
  [at(30, 9), "Back Monday 9:00\u00a0· leave a message and we'll answer here"],
  [at(33, 9), "Back 3 December at 9:00\u00a0· leave a message and we'll answer here"],
])("%s: %s", (opensAt, line) => {
  expect(told(opensAt)).toBe(line);
});

test("an opening that is past is none to look forward to", () => {
  expect(told(NOW)).toBe(en.availability.away);
});

test("a page's own sentence is kept whole", () => {
  expect(told(at(30, 9), "en", "Nobody in.")).toBe("Nobody in.\u00a0· Back Monday 9:00");
});

test("the page's own words say it, and one that is no word is told once", () => {
  const complaints: string[] = [];
  const speech = inOwnWords(
    { language: "en", words: en },
    { "opening.back": "Flora is here again {when}", "opening.bakc": "x" },
    (complaint) => complaints.push(complaint),
  );
  for (let drawn = 0; drawn < 2; drawn++)
    expect(openingLine("Out. · Write", { opensAt: signal(at(30, 9)), now: () => NOW }, speech)).toMatch(
      /^Flora is here again Monday 0?9:00\u00a0· Write$/,
    );
  expect(complaints).toEqual(['There is no word "opening.bakc".']);
});

const modules = import.meta.glob<{ words: typeof en }>("../../../src/widget/words/*.ts");
test.each(LANGUAGES)("%s says when in place of saying that nobody is there, with or without e-mail", async (language) => {
  const { availability } =
    language === "en" ? en : ((await modules[`../../../src/widget/words/${language}.ts`]?.())?.words ?? en);
  for (const line of [availability.away, availability.awayByEmail]) {
    const said = told(at(30, 9), language, line);
    const [, rest = "missing"] = /[·・](.*)/.exec(line) ?? [];
    expect(said).not.toBe(line);
    expect(said.endsWith(rest)).toBe(true);
    expect(said).not.toContain(line.slice(0, 5));
    expect(said).not.toContain("{");
    expect(said).toMatch(/[\d०-९۰-۹٠-٩]/);
  }
});
