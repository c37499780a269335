/** Puts values into a sentence of words/: `{name}` is replaced by text, or by an element where a sentence has a bold address or a link. */
import type { ComponentChildren } from "preact";

export interface Plural {
  readonly one: string;
  readonly other: string;
}

export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The same with elements for values; what stands between them stays text. */
export function phrase(sentence: string, values: Readonly<Record<string, ComponentChildren>>): ComponentChildren[] {
  // Splitting at a captured name leaves text and names in turn.
  return sentence.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : (values[part] ?? `{${part}}`)));
}

export function count(words: Plural, n: number, language: string): string {
  const form = new Intl.PluralRules(language).select(n) === "one" ? words.one : words.other;
  return fill(form, { n: new Intl.NumberFormat(language).format(n) });
}
