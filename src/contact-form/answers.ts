/** What was typed into the form, and what is wrong with it. Names what it refuses; the words for it belong to the widget. */
import { type AskedField, askedOf } from "../protocol/asked.js";
import type { Contact, ContactForm } from "../protocol/index.js";
import { readOwn, TICKED } from "../protocol/own-answer.js";
import type { ReadAnswer } from "./read.js";
import type { FieldName } from "./rule.js";

/** As typed, by the name of the field; an untouched one is an empty text. A ticked box is TICKED. */
export type Answers = { readonly [name: string]: string };

/** `refused`: the server would not take it, though it looked right to us. */
export type AnswerFault = "empty" | "malformed" | "refused";
export type Faults = { readonly [name: string]: AnswerFault | undefined };

/** The box of the separate question. The settings let no field have this name. */
export const MARKETING = "marketing";

/** What is asked, and how an answer is read. */
export interface Judging {
  readonly form: ContactForm;
  readonly read: ReadAnswer;
}

/** What is known already stands in the form, so that a correction starts from it. Only a box of consent is never ticked beforehand. */
export function answersFrom(form: ContactForm, contact: Contact = {}): Answers {
  const own = (form.own ?? []).map(({ name }) => [name, contact.own?.find((answer) => answer.name === name)?.value ?? ""]);
  const { email = "", name = "", phone = "" } = contact;
  return { ...Object.fromEntries(own), [MARKETING]: "", email, name, phone };
}

/** The fault of one answer, or undefined. The wire's own reading is the judge: what passes here, the server takes. */
export function faultOf(judging: Judging, name: FieldName, text: string): AnswerFault | undefined {
  const field = askedOf(judging.form).find((field) => field.name === name);
  if (field === undefined) return undefined;
  if (text.trim() === "") return field.required ? "empty" : undefined;
  return readField(judging, field, text) === undefined ? "malformed" : undefined;
}

/** Either every fault, or the contact to give, with what stood beside the answers, word for word. */
export function judge(judging: Judging, answers: Answers): { readonly faults: Faults } | { readonly contact: Contact } {
  const { own: ours = [], consent, marketing } = judging.form;
  const faults: { [name: string]: AnswerFault } = {};
  const contact: Contact = {};
  const own: NonNullable<Contact["own"]> = [];
  for (const field of askedOf(judging.form)) {
    const text = answers[field.name] ?? "";
    const fault = faultOf(judging, field.name, text);
    if (fault) faults[field.name] = fault;
    const value = readField(judging, field, text);
    if (value === undefined) continue;
    if ("type" in field) own.push({ name: field.name, value });
    else contact[field.name] = value;
  }
  if (Object.keys(faults).length > 0) return { faults };
  return {
    contact: {
      ...contact,
      ...(ours.length > 0 && { own }),
      ...(consent && { consent: consent.text, ...(consent.link !== undefined && { consentLink: consent.link }) }),
      ...(marketing !== undefined && { marketing: { text: marketing, agreed: answers[MARKETING] === TICKED } }),
    },
  };
}

const readField = ({ read }: Judging, field: AskedField, text: string): string | undefined =>
  "type" in field ? readOwn(field, text) : read(field.name, text);
