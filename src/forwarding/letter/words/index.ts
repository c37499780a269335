/** Which words a reader gets: their own language in the variety we have, else English. */
import { type Language, languageOf } from "../../../protocol/index.js";
import { en, type Words } from "./en.js";
import { words as es } from "./es.js";
import { words as pt } from "./pt.js";
import { words as ptBR } from "./pt-BR.js";

const WORDS: { readonly [language in Language]: Words } = { en, "pt-BR": ptBR, pt, es };

export type { Words };

export function wordsFor(locale: string): Words {
  return WORDS[languageOf(locale) ?? "en"];
}

/** The same words with those for agents in their place. */
export function wordsToAgent(locale: string, reference: string): Words {
  const words = wordsFor(locale);
  return { ...words, ...words.toAgent, subject: (site) => words.toAgent.subject(site, reference) };
}
