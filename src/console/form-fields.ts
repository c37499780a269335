/** Changes to the contact form's list of fields. The owner's order stays; what is new comes last. */
import type { FormField } from "../protocol/index.js";

export function asking(fields: readonly FormField[], name: FormField["name"], isAsked: boolean): FormField[] {
  if (fields.some((field) => field.name === name) === isAsked) return [...fields];
  return isAsked ? [...fields, { name, required: false }] : fields.filter((field) => field.name !== name);
}

export function requiring(fields: readonly FormField[], name: FormField["name"], required: boolean): FormField[] {
  return fields.map((field) => (field.name === name ? { name, required } : field));
}
