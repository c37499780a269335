/** Fetches the contact form's code, with its words in the language the panel speaks. */
import { afresh } from "../client/platform/afresh.js";
import type { FormWords } from "./words/form-en.js";
import type { Speech } from "./words.js";

export type FormParts = Omit<typeof import("./contact-form.js"), "formEn"> & { readonly words: FormWords };

/** `attempt` counts from 0. All of it or nothing: a form is not asked in two languages. */
export async function formParts({ form: wording, own = (words) => words }: Speech, attempt: number): Promise<FormParts> {
  const [form, elsewhere] = await Promise.all([
    afresh(() => import("./contact-form.js"), attempt),
    wording && afresh(wording, attempt),
  ]);
  return { ...form, words: own(elsewhere?.formWords ?? form.formEn, "form") };
}
