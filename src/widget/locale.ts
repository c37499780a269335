/** A language as the visitor's region speaks it. */
import { type Language, languageOf } from "../protocol/language.js";

/** The language in the visitor's own variety of it: what letters to them are written in, too. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => languageOf(tag) === language) ?? language;
}
