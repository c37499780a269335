/** Which words a reader gets: their own language in the nearest variety we have, else English. A new language is a file and a line here. */
import { en, type Words } from "./en.js";
import { es } from "./es.js";
import { ptBR } from "./pt-BR.js";

const WORDS = { en, es, "pt-BR": ptBR } as const satisfies Record<string, Words>;

/** The languages of our letters. Whoever has words of their own for them is typed by this: a new language does not compile without. */
export type Language = keyof typeof WORDS;
export const LANGUAGES = Object.keys(WORDS) as readonly Language[];

export type { Words };

/** The same language in another variety rather than English: to somebody in Lisbon, Brazilian Portuguese is still Portuguese. */
export function languageOf(locale: string): Language {
  const wanted = locale.toLowerCase();
  const language = wanted.split("-")[0];
  return (
    LANGUAGES.find((one) => one.toLowerCase() === wanted) ??
    LANGUAGES.find((one) => one.toLowerCase().split("-")[0] === language) ??
    "en"
  );
}

export function wordsFor(locale: string): Words {
  return WORDS[languageOf(locale)];
}

/** The same words with those for agents in their place. */
export function wordsToAgent(locale: string, reference: string): Words {
  const words = wordsFor(locale);
  return { ...words, ...words.toAgent, subject: (site) => words.toAgent.subject(site, reference) };
}

/** Written from right to left. By language: scripts are not guessed from regions. */
const RIGHT_TO_LEFT = ["ar", "ckb", "fa", "he", "ps", "ur", "yi"];

export function directionOf(lang: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(lang.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr";
}
