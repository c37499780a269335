/** Which words a reader gets: their own language in the variety we have, else English. */
import { type Language, languageOf } from "../../../protocol/index.js";
import { words as ar } from "./ar.js";
import { words as cs } from "./cs.js";
import { words as da } from "./da.js";
import { words as de } from "./de.js";
import { words as el } from "./el.js";
import { en, type Words } from "./en.js";
import { words as es } from "./es.js";
import { words as fa } from "./fa.js";
import { words as fi } from "./fi.js";
import { words as fr } from "./fr.js";
import { words as he } from "./he.js";
import { words as hi } from "./hi.js";
import { words as hu } from "./hu.js";
import { words as id } from "./id.js";
import { words as it } from "./it.js";
import { words as ja } from "./ja.js";
import { words as ko } from "./ko.js";
import { words as nb } from "./nb.js";
import { words as nl } from "./nl.js";
import { words as pl } from "./pl.js";
import { words as pt } from "./pt.js";
import { words as ptBR } from "./pt-BR.js";
import { words as ro } from "./ro.js";
import { words as ru } from "./ru.js";
import { words as sv } from "./sv.js";
import { words as th } from "./th.js";
import { words as tr } from "./tr.js";
import { words as uk } from "./uk.js";
import { words as vi } from "./vi.js";
import { words as zhHans } from "./zh-Hans.js";
import { words as zhHant } from "./zh-Hant.js";

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
  ru,
  uk,
  ro,
  el,
  hu,
  ar,
  he,
  fa,
  hi,
  id,
  vi,
  th,
  ko,
  "zh-Hant": zhHant,
};

export type { Words };

/** The words of letters in the reader's language, or in the nearest one there is. */
export function wordsFor(locale: string): Words {
  return WORDS[languageOf(locale) ?? "en"];
}

/** The same words with those for agents in their place. */
export function wordsToAgent(locale: string, reference: string): Words {
  const words = wordsFor(locale);
  return { ...words, ...words.toAgent, subject: (site) => words.toAgent.subject(site, reference) };
}
