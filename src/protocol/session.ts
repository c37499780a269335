/** How a visitor's browser introduces itself, and what it is told in return. */
import * as v from "valibot";
import { Contact } from "./contact.js";
import { Instant, Message, PageAddress, Seq } from "./message.js";
import { object } from "./object.js";
import { Availability } from "./site.js";

/** A BCP 47 language tag, as `<html lang>` or the browser has it. */
export const Locale = v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, "a language tag"));
export type Locale = v.InferOutput<typeof Locale>;

/** 256 random bits in base64url: a visitor's token, or the secret of a resume link. Stored hashed, never in a log. */
export const Secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, "not a token"));

// One by one: a spread is kept by bundlers even where nobody uses it.
const locale = v.optional(Locale);
const page = v.optional(PageAddress);
const stamp = v.optional(v.string());

/**
 * What the host's server says of its user: a JWT (HS256) signed with the site's identity key, `aud` the site's id, `sub` the user's
 * id there, `exp` at most an hour ahead; `email` and `name`, if it likes. Whether it is good, only the server can say.
 */
export const SignedToken = v.pipe(v.string(), v.maxLength(4_096));

/**
 * `stored`: the token of this browser · `resume`: the secret from a mail's link · `signed`: a signed token, and the browser's own,
 * if it has one: what was begun there anonymously is taken along · `new`: a visitor's first message.
 */
export const Ticket = v.variant("kind", [
  object({ kind: v.literal("new"), locale, page }),
  object({ kind: v.literal("stored"), token: Secret, locale, page }),
  object({ kind: v.literal("resume"), secret: Secret, locale, page }),
  object({ kind: v.literal("signed"), jwt: SignedToken, token: v.optional(Secret), locale, page }),
]);
export type Ticket = v.InferOutput<typeof Ticket>;

/** What a device gets when it opens or resumes a conversation. */
export const Session = object({
  token: Secret,
  /** Opaque and stable: tells two conversations apart, so that a resume link never merges into another one. */
  conversation: v.string(),
  epoch: v.string(),
  latest: Seq,
  /** The visitor's read cursor, and how far the agents have read (never moved by invisible or offline agents alone). */
  readUpTo: Seq,
  agentsReadUpTo: Seq,
  availability: Availability,
  opensAt: v.optional(Instant),
  contact: v.optional(Contact),
  /** True after a resume link until `confirm`: the conversation may be shown, but nothing is read, written or verified yet. */
  needsGesture: v.boolean(),
  now: Instant,
  /** To be shown with the next contact: it says since when a form can have been there. Good for one contact. */
  stamp,
});
export type Session = v.InferOutput<typeof Session>;

/** At most this many drafts are held for one contact form; a person has given up long before. */
export const MOST_HELD = 50;

/** The answer to a contact: what is known now, and the held messages as stored, in order. */
export const Identified = object({ contact: Contact, messages: v.array(Message), latest: Seq, stamp });
export type Identified = v.InferOutput<typeof Identified>;
