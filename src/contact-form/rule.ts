/** Which rule of the contact form holds, and whether it still lacks an answer. Pure: form.ts keeps the state, gate.ts tells the client. */
import type { Availability, Contact, ContactForm, FormField, FormRule } from "../protocol/index.js";

/** One of the three known fields, or the name of a question of the owner's own. */
export type FieldName = FormField["name"] | (string & {});

export function ruleFor(form: ContactForm, availability: Availability): FormRule {
  return availability === "online" ? form.whenOnline : form.whenAway;
}

/** Whether a required answer is still to be given. If none is, the form has nothing to ask. */
export const isLacking = ({ fields, own }: ContactForm, contact: Contact = {}): boolean =>
  fields.some(({ name, required }) => required && contact[name] === undefined) ||
  !!own?.some(({ name, required }) => required && !contact.own?.some((answer) => answer.name === name));
