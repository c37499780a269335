/** Who is writing, as far as they told us: the answers of the contact form, or what the page knows of its user. */
import * as v from "valibot";
import { parseEmail } from "./email.js";
import { object } from "./object.js";

// What is none becomes undefined, and that is no string.
export const Email = v.pipe(v.string(), v.transform(parseEmail), v.string("not an e-mail address"));
export type Email = v.InferOutput<typeof Email>;

// Control characters have no place in a name or number, and in a mail header they are an attack.
const Line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200), v.regex(/^\P{Cc}*$/u, "one line of text"));

// What no database keeps is refused at the wall: NUL, and halves of a pair.
const Shown = v.pipe(v.string(), v.maxLength(2_000), v.regex(/^[^\0\p{Cs}]*$/u));

/** How to reach a visitor, as they said it themselves. */
export const Contact = object({
  email: v.optional(Email),
  name: v.optional(Line),
  phone: v.optional(v.pipe(Line, v.regex(/^[+\d][\d\s().\-/]{3,}$/, "not a phone number"))),
  /** Answers to the owner's own questions, by the name of each. What an answer may be says own-answer.ts. */
  own: v.optional(v.array(object({ name: Shown, value: Shown }))),
  /** The consent text that was shown with the answers, word for word, and where its link led. */
  consent: v.optional(v.pipe(v.string(), v.maxLength(2_000))),
  consentLink: v.optional(Shown),
  /** The other, separate question, as it was shown, and whether its box was ticked. */
  marketing: v.optional(object({ text: Shown, agreed: v.boolean() })),
});
export type Contact = v.InferOutput<typeof Contact>;

/** At most this many drafts are held for one contact form; a person has given up long before. */
export const MOST_HELD = 50;
