/** What was typed into the form, and what is wrong with it. Names what it refuses; the words for it belong to the widget. */
import type { Contact, ContactForm } from "../protocol/index.js";
import type { ReadAnswer } from "./read.js";
import type { FieldName } from "./rule.js";

/** As typed; an untouched field is an empty text. */
export type Answers = { readonly [name in FieldName]: string };

/** `refused`: the server would not take it, though it looked right to us. */
export type AnswerFault = "empty" | "malformed" | "refused";
export type Faults = { readonly [name in FieldName]?: AnswerFault };

/** What is asked, and how an answer is read. */
export interface Judging {
  readonly form: ContactForm;
  readonly read: ReadAnswer;
}

const NO_ANSWERS: Answers = { email: "", name: "", phone: "" };

/** What is known already stands in the form, so that a correction starts from it. */
export function answersFrom(contact: Contact | undefined): Answers {
  return { ...NO_ANSWERS, email: contact?.email ?? "", name: contact?.name ?? "", phone: contact?.phone ?? "" };
}

/** The fault of one answer, or undefined. The wire's own schema is the judge: what passes here, the server takes. */
export function faultOf({ form, read }: Judging, name: FieldName, text: string): AnswerFault | undefined {
  const isRequired = form.fields.some((field) => field.name === name && field.required);
  if (text.trim() === "") return isRequired ? "empty" : undefined;
  return read(name, text) === undefined ? "malformed" : undefined;
}

/** Either every fault, or the contact to give, with the consent text that stood beside the answers, word for word. */
export function judge(judging: Judging, answers: Answers): { readonly faults: Faults } | { readonly contact: Contact } {
  const { form, read } = judging;
  const faults: { [name in FieldName]?: AnswerFault } = {};
  const contact: Contact = {};
  for (const { name } of form.fields) {
    const fault = faultOf(judging, name, answers[name]);
    if (fault) faults[name] = fault;
    const value = read(name, answers[name]);
    if (value !== undefined) contact[name] = value;
  }
  if (Object.keys(faults).length > 0) return { faults };
  return { contact: form.consent ? { ...contact, consent: form.consent.text } : contact };
}
