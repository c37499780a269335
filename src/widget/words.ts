/** The words of a language: English is here, every other one is fetched when it is the one needed. */
import type { Language } from "../protocol/index.js";
import { en, type PanelWords, type Words } from "./words/en.js";
import type { FileWords } from "./words/files-en.js";
import type { FormWords } from "./words/form-en.js";
import type { MoreWords } from "./words/more-en.js";

/** A language's words, and where those of what comes later are. English has none elsewhere: they come with what says them. */
interface Wording {
  readonly words: PanelWords;
  readonly form?: () => Promise<{ readonly formWords: FormWords }>;
  readonly more?: () => Promise<{ readonly moreWords: MoreWords }>;
  readonly files?: () => Promise<{ readonly fileWords: FileWords }>;
}

export interface Speech extends Wording {
  readonly language: Language;
  /** Puts the page's own words into those that come later; absent where it has none. */
  readonly own?: <Words extends object>(words: Words, part?: "talk" | "form" | "more" | "files" | "opening") => Words;
}

const ELSEWHERE: { readonly [language in Exclude<Language, "en">]: () => Promise<Required<Wording>> } = {
  "pt-BR": () => import("./words/pt-BR.js"),
  pt: () => import("./words/pt.js"),
  es: () => import("./words/es.js"),
  fr: () => import("./words/fr.js"),
  de: () => import("./words/de.js"),
  it: () => import("./words/it.js"),
  nl: () => import("./words/nl.js"),
  pl: () => import("./words/pl.js"),
  cs: () => import("./words/cs.js"),
  sv: () => import("./words/sv.js"),
  da: () => import("./words/da.js"),
  nb: () => import("./words/nb.js"),
  fi: () => import("./words/fi.js"),
  tr: () => import("./words/tr.js"),
  ja: () => import("./words/ja.js"),
  "zh-Hans": () => import("./words/zh-Hans.js"),
  ru: () => import("./words/ru.js"),
  uk: () => import("./words/uk.js"),
  ro: () => import("./words/ro.js"),
  el: () => import("./words/el.js"),
  hu: () => import("./words/hu.js"),
  ar: () => import("./words/ar.js"),
  he: () => import("./words/he.js"),
  fa: () => import("./words/fa.js"),
  hi: () => import("./words/hi.js"),
  id: () => import("./words/id.js"),
  vi: () => import("./words/vi.js"),
  th: () => import("./words/th.js"),
  ko: () => import("./words/ko.js"),
  "zh-Hant": () => import("./words/zh-Hant.js"),
};

/** English rather than nothing, when the file does not come: a chat in another language is still a chat. */
export async function speechIn(language: Language): Promise<Speech> {
  try {
    if (language !== "en") return { language, ...(await ELSEWHERE[language]()) };
  } catch (cause) {
    console.warn(`Recado: no words in ${language}, so English.`, cause);
  }
  return { language: "en", words: en };
}

export type { PanelWords, Words };
