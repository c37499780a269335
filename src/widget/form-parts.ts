/** Fetches the contact form's code, with its words in the visitor's language. */
import { afresh } from "../client/platform/afresh.js";
import type { FormWords } from "./words/form-en.js";
import type { Language } from "./words.js";

export type FormParts = Omit<typeof import("./contact-form.js"), "formEn"> & { readonly words: FormWords };

const ELSEWHERE = {
  "pt-BR": () => import("./words/form-pt-BR.js"),
  es: () => import("./words/form-es.js"),
} as const;

/** `attempt` counts from 0. All of it or nothing: a form is not asked in two languages. */
export async function formParts(language: Language, attempt: number): Promise<FormParts> {
  const [form, elsewhere] = await Promise.all([
    afresh(() => import("./contact-form.js"), attempt),
    language === "en" ? undefined : afresh(ELSEWHERE[language], attempt),
  ]);
  return { ...form, words: elsewhere?.formWords ?? form.formEn };
}
