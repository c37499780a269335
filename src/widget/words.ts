/** The visitor's language: English is here, every other one is fetched when it is the one needed. */
import { en, type Words } from "./words/en.js";

const ELSEWHERE = {
  "pt-BR": () => import("./words/pt-BR.js"),
  es: () => import("./words/es.js"),
} as const;

export type Language = "en" | keyof typeof ELSEWHERE;

/** English rather than nothing, when the file does not come: a chat in another language is still a chat. */
export async function wordsIn(language: Language): Promise<Words> {
  if (language === "en") return en;
  try {
    return (await ELSEWHERE[language]()).words;
  } catch (cause) {
    console.warn(`Recado: the words in ${language} could not be loaded, it speaks English for now.`, cause);
    return en;
  }
}

export type { Words };
