/** Who is writing, as far as they told us: the answers of the contact form, or what the page knows of its user. */
import * as v from "valibot";
import { parseEmail } from "./email.js";
import { object } from "./object.js";

// What is none becomes undefined, and that is no string.
export const Email = v.pipe(v.string(), v.transform(parseEmail), v.string("not an e-mail address"));
export type Email = v.InferOutput<typeof Email>;

// Control characters have no place in a name or number, and in a mail header they are an attack.
const Line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200), v.regex(/^\P{Cc}*$/u, "one line of text"));

export const Contact = object({
  email: v.optional(Email),
  name: v.optional(Line),
  phone: v.optional(v.pipe(Line, v.regex(/^[+\d][\d\s().\-/]{3,}$/, "not a phone number"))),
  /** The consent text that was shown with the answers, word for word. */
  consent: v.optional(v.pipe(v.string(), v.maxLength(2_000))),
});
export type Contact = v.InferOutput<typeof Contact>;
