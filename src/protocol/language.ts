/** The languages all our words are in, and which of them a language tag means. */

/** Whoever has words of their own is typed by this list: a language added here does not compile until it is everywhere. */
export const LANGUAGES = ["en", "pt-BR", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same language in another variety rather than English: to somebody in Lisbon, Brazilian Portuguese is still Portuguese. Undefined where it is none of our languages. */
export function languageOf(tag: string): Language | undefined {
  const wanted = tag.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language.split("-")[0]?.toLowerCase() === wanted);
}

/** The first wish that can be granted, else English. */
export function pickLanguage(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const language = languageOf(wish ?? "");
    if (language) return language;
  }
  return "en";
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return ["ar", "he", "fa"].includes(language) ? "rtl" : "ltr";
}
