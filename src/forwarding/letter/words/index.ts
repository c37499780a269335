/** Which words a reader gets: their own language in the variety we have, else English. */
import { type Language, languageOf } from "../../../protocol/index.js";
import { words as cs } from "./cs.js";
import { words as da } from "./da.js";
import { words as de } from "./de.js";
import { en, type Words } from "./en.js";
import { words as es } from "./es.js";
import { words as fi } from "./fi.js";
import { words as fr } from "./fr.js";
import { words as it } from "./it.js";
import { words as ja } from "./ja.js";
import { words as nb } from "./nb.js";
import { words as nl } from "./nl.js";
import { words as pl } from "./pl.js";
import { words as pt } from "./pt.js";
import { words as ptBR } from "./pt-BR.js";
import { words as sv } from "./sv.js";
import { words as tr } from "./tr.js";
import { words as zhHans } from "./zh-Hans.js";

const WORDS: { readonly [language in Language]: Words } = {
  en,
  "pt-BR": ptBR,
  pt,
  es,
  fr,
  de,
  it,
  nl,
  pl,
  cs,
  sv,
  da,
  nb,
  fi,
  tr,
  ja,
  "zh-Hans": zhHans,
};

export type { Words };

export function wordsFor(locale: string): Words {
  return WORDS[languageOf(locale) ?? "en"];
}

/** The same words with those for agents in their place. */
export function wordsToAgent(locale: string, reference: string): Words {
  const words = wordsFor(locale);
  return { ...words, ...words.toAgent, subject: (site) => words.toAgent.subject(site, reference) };
}
