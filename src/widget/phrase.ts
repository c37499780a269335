/** Puts values into a sentence of words/: `{name}` is replaced by text, or by an element where a sentence has a bold address or a link. */
import type { ComponentChildren } from "preact";

/** A sentence by number. Which forms a language has, Intl knows; every one has `other`. */
export type Plural = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string };
export type Forms<Form extends Intl.LDMLPluralRule> = { readonly [form in Form | "other"]: string };

export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The same with elements for values; what stands between them stays text. */
export function phrase(sentence: string, values: Readonly<Record<string, ComponentChildren>>): ComponentChildren[] {
  // Splitting at a captured name leaves text and names in turn.
  return sentence.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : (values[part] ?? `{${part}}`)));
}

export function count(words: Plural, n: number, language: string): string {
  // A browser's rules may know a form that ours do not, or the other way round.
  const form = words[new Intl.PluralRules(language).select(n)] ?? words.other;
  return fill(form, { n: new Intl.NumberFormat(language).format(n) });
}
