/** What a browser is told that has introduced itself with a ticket (bodies.ts) or a contact. */
import * as v from "valibot";
import { Contact } from "./contact.js";
import { Instant, Message, Seq } from "./message.js";
import { object } from "./object.js";
import { Secret } from "./secret.js";
import { Availability } from "./site.js";

const stamp = v.optional(v.string());

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

/** The answer to a contact: what is known now, and the held messages as stored, in order. */
export const Identified = object({ contact: Contact, messages: v.array(Message), latest: Seq, stamp });
export type Identified = v.InferOutput<typeof Identified>;
