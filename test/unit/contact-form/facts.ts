/** What the tests of the contact form begin with: a form, and the facts of a visitor who has just written. */
import type { FormFacts } from "../../../src/contact-form/form.js";
import { readAnswer } from "../../../src/contact-form/read.js";
import { isLacking, ruleFor } from "../../../src/contact-form/rule.js";
import type { ContactForm, FormRule } from "../../../src/protocol/index.js";

export function formOf(whenOnline: FormRule, whenAway: FormRule, more: Partial<ContactForm> = {}): ContactForm {
  return { whenOnline, whenAway, fields: [{ name: "email", required: true }], ...more };
}

/** What follows from the others is worked out as the widget does it. */
export function facts({
  form = formOf("optional", "required"),
  availability = "online",
  contact,
  ...more
}: Partial<FormFacts> = {}): FormFacts {
  return {
    form,
    availability,
    contact,
    rule: ruleFor(form, availability),
    isKnown: !isLacking(form, contact),
    read: readAnswer,
    held: 0,
    written: 1,
    wroteEarlier: false,
    asked: 0,
    ...more,
  };
}
