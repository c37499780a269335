/** Which words a visitor gets: their own language in the nearest variety we have, else English. A new language is a file and a line here. */
import { en, type Words } from "./en.js";
import { es } from "./es.js";
import { ptBR } from "./pt-BR.js";

export const ALL_WORDS: readonly Words[] = [en, es, ptBR];

export type { Words };

export function wordsFor(locale: string): Words {
  const wanted = locale.toLowerCase();
  const language = wanted.split("-")[0];
  return (
    ALL_WORDS.find((words) => words.lang.toLowerCase() === wanted) ??
    ALL_WORDS.find((words) => words.lang.toLowerCase().split("-")[0] === language) ??
    en
  );
}

/** Written from right to left. By language: scripts are not guessed from regions. */
const RIGHT_TO_LEFT = ["ar", "ckb", "fa", "he", "ps", "ur", "yi"];

export function directionOf(lang: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(lang.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr";
}
