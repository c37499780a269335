/** How an answer is read: by the wire's own schema, so that what the form takes, the server takes. Handed to the form, which brings none along. */
import { Contact, type FormField } from "../protocol/index.js";

/** The answer in its canonical form, or undefined when it is none. */
export type ReadAnswer = (name: FormField["name"], text: string) => string | undefined;

export const readAnswer: ReadAnswer = (name, text) => {
  // The schema's standard face, so that this room needs no schema library of its own.
  const result = Contact.entries[name]["~standard"].validate(text);
  return !("then" in result) && result.issues === undefined ? result.value : undefined;
};
