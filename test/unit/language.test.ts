/** Which of our languages a tag means: of a page, a browser, a visitor on the server's books. */
import { expect, onTestFinished, test, vi } from "vitest";
import { directionOf, LANGUAGES, languageOf, pickLanguage } from "../../src/protocol/index.js";

const MEANT: readonly (readonly [language: string | undefined, ...tags: string[]])[] = [
  ["en", "en", "EN", "en-GB", "en_US", "en-US-posix", "en-Latn-ZA"],
  ["pt", "pt", "PT", "pt-PT", "pt-AO", "pt-MZ", "pt_PT"],
  ["pt-BR", "pt-BR", "pt-br", "PT_BR"],
  ["es", "es", "ES-419", "es_MX"],
  ["nb", "nb", "no", "nn", "nb-NO", "nn-NO", "no_NO"],
  ["he", "he", "iw", "he-IL", "iw-IL"],
  ["id", "id", "in", "id-ID", "in_ID"],
  ["zh-Hans", "zh", "zh-CN", "zh-SG", "zh-MY", "zh-Hans", "zh-Hans-CN", "zh-Hans-HK", "zh_hans_tw", "zh-cmn-Hans"],
  ["zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh_TW", "ZH-hk", "zh-Hant", "zh-Hant-TW", "zh-Hant-CN", "zh-cmn-Hant-HK"],
  [undefined, "", "-", "tlh", "fil", "estonian", "x-es", "prototype", "constructor", "__proto__", "to-string", "hasOwnProperty"],
];
test.each(MEANT.flatMap(([language, ...tags]) => tags.map((tag) => [tag, language])))("%s means %s", (tag, language) => {
  expect(languageOf(`${tag}`)).toBe(language);
});

test("each of ours means itself, however it is written", () => {
  for (const language of LANGUAGES)
    expect([language, language.toUpperCase(), language.replace("-", "_")].map(languageOf)).toEqual([
      language,
      language,
      language,
    ]);
});

test.each([
  [[undefined, "", "tlh", "pt-AO", "es"], "pt"],
  [["en-GB", "es"], "en"],
  [["fil", "estonian"], "en"],
  [[], "en"],
])("of %j it is %s: the first wish that can be granted, else English", (wishes, language) => {
  expect(pickLanguage(wishes)).toBe(language);
});

test("no wish is no question: nothing is compared with the names of all languages", () => {
  const asked = vi.spyOn(RegExp.prototype, "test");
  onTestFinished(() => asked.mockRestore());
  expect(pickLanguage([undefined, "", "en"])).toBe("en");
  expect(asked).toHaveBeenCalledTimes(1);
});

test("a language runs as Intl says its script does", () => {
  for (const language of LANGUAGES) {
    const script = new Intl.Locale(language).maximize().script ?? "";
    expect([language, directionOf(language)]).toEqual([language, /Arab|Hebr/.test(script) ? "rtl" : "ltr"]);
  }
});
