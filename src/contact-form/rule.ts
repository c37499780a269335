/** Which rule of the contact form holds, and which answers it still lacks. Pure: form.ts keeps the state, gate.ts tells the client. */
import type { Availability, Contact, ContactForm, FormField, FormRule } from "../protocol/index.js";

export type FieldName = FormField["name"];

export function ruleFor(form: ContactForm, availability: Availability): FormRule {
  return availability === "online" ? form.whenOnline : form.whenAway;
}

/** The required answers nobody has given yet, in the owner's order. None left: the form has nothing to ask. */
export function lacking(form: ContactForm, contact: Contact | undefined): readonly FieldName[] {
  return form.fields.filter(({ name, required }) => required && contact?.[name] === undefined).map(({ name }) => name);
}
