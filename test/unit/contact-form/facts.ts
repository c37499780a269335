/** What the tests of the contact form begin with: a form, and the facts of a visitor who has just written. */
import type { FormFacts } from "../../../src/contact-form/form.js";
import type { ContactForm, FormRule } from "../../../src/protocol/index.js";

export function formOf(whenOnline: FormRule, whenAway: FormRule, more: Partial<ContactForm> = {}): ContactForm {
  return { whenOnline, whenAway, fields: [{ name: "email", required: true }], ...more };
}

export function facts(more: Partial<FormFacts> = {}): FormFacts {
  return {
    form: formOf("optional", "required"),
    availability: "online",
    contact: undefined,
    held: 0,
    written: 1,
    wroteEarlier: false,
    ...more,
  };
}
