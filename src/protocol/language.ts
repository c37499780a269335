/** The languages all our words are in, and which of them a language tag means. */

import * as v from "valibot";

/** A BCP 47 language tag, as `<html lang>` or the browser has it. */
export const Locale = v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, "a language tag"));
export type Locale = v.InferOutput<typeof Locale>;

/**
 * Whoever has words of their own is typed by this list: a language added here does not compile until it is everywhere. Of two that
 * one tag could mean, the narrower is first.
 */
export const LANGUAGES = [
  "en",
  "pt-BR",
  "pt",
  "es",
  "fr",
  "de",
  "it",
  "nl",
  "pl",
  "cs",
  "sv",
  "da",
  "nb",
  "fi",
  "tr",
  "ja",
  "ru",
  "uk",
  "ro",
  "el",
  "hu",
  "ar",
  "he",
  "fa",
  "hi",
  "id",
  "vi",
  "th",
  "ko",
  "zh-Hant",
  "zh-Hans",
] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * How a tag begins that means one of them, where that is not its own name: Norwegian has two standards, Hebrew and Indonesian old
 * names, and Chinese two ways of writing, which a script or else a place tells apart.
 */
const BEGINS: { readonly [language in string]?: string } = {
  "pt-BR": "pt.br",
  nb: "n[bno]",
  he: "he|iw",
  id: "i[dn]",
  "zh-Hant": "zh(?!.*hans).*[-_](hant|tw|hk|mo)",
  "zh-Hans": "zh",
};

/**
 * The same language in another variety rather than English: to somebody in Mexico, the Spanish of Spain is still Spanish. Undefined
 * where it is none of our languages.
 */
export function languageOf(tag: string): Language | undefined {
  return LANGUAGES.find((language) => RegExp(`^(${BEGINS[language] ?? language})(?![a-z])`, "i").test(tag));
}

/** The first wish that can be granted, else English. */
export function pickLanguage(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish && languageOf(wish);
    if (language) return language;
  }
  return "en";
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return ["ar", "he", "fa"].includes(language) ? "rtl" : "ltr";
}
