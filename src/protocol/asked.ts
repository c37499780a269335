/** What a contact form asks for: its three known fields and the owner's own, in the owner's order. */
import type { ContactForm, FormField, OwnField } from "./site.js";

export type AskedField = FormField | OwnField;

export function askedOf({ fields, own = [], order = [] }: ContactForm): readonly AskedField[] {
  const place = ({ name }: AskedField) => (order.includes(name) ? order.indexOf(name) : order.length);
  // Sorting is stable: those without a place stay as they are, behind the others.
  return [...fields, ...own].sort((one, other) => place(one) - place(other));
}
