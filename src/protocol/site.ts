/** A site as visitors and pages may know it: cacheable, the same for everybody, without a word about the visitor. */
import * as v from "valibot";
import { Face, Instant } from "./message.js";
import { object } from "./object.js";

/** What visitors are told. Invisible agents are away, over the wire too. */
export const Availability = v.picklist(["online", "away"]);
export type Availability = v.InferOutput<typeof Availability>;

export const FormRule = v.picklist(["never", "optional", "required"]);
export type FormRule = v.InferOutput<typeof FormRule>;

export const FormField = object({ name: v.picklist(["email", "name", "phone"]), required: v.boolean() });
export type FormField = v.InferOutput<typeof FormField>;

/** An owner's own question; agent.ts is strict about it. A type younger than its reader is a line of text. */
export const OwnField = object({
  name: v.string(),
  type: v.string(),
  label: v.string(),
  /** What a `select` offers. */
  options: v.optional(v.array(v.string())),
  required: v.boolean(),
});
export type OwnField = v.InferOutput<typeof OwnField>;

/** The owner's wording in place of ours: of one of the bot's phrases, in one language. */
export const BotPhrase = object({ language: v.string(), of: v.string(), text: v.string() });
export type BotPhrase = v.InferOutput<typeof BotPhrase>;

/** When the contact is asked for, and what is asked. */
export const ContactForm = object({
  whenOnline: FormRule,
  whenAway: FormRule,
  /** In the owner's order; `email` is always among them and always required: agent.ts refuses settings without it. */
  fields: v.array(FormField),
  own: v.optional(v.array(OwnField)),
  /** The names of all of them in the owner's order; what it does not name comes last. */
  order: v.optional(v.array(v.string())),
  /** A separate box beside the consent, never ticked beforehand. */
  marketing: v.optional(v.string()),
  phrases: v.optional(v.array(BotPhrase)),
  /** agent.ts is strict about it; whoever draws the link looks at its scheme. */
  consent: v.optional(object({ text: v.string(), link: v.optional(v.string()) })),
});
export type ContactForm = v.InferOutput<typeof ContactForm>;

/** How soon the owner expects an answer while somebody is there. */
export const ReplyTime = v.picklist(["minutes", "hours", "day"]);
export type ReplyTime = v.InferOutput<typeof ReplyTime>;
/** What files a site takes. Kinds are those of kinds.ts; one that is younger than its reader's code is none it could offer. */
export const Uploads = object({ largestBytes: v.number(), kinds: v.array(v.string()) });
export type Uploads = v.InferOutput<typeof Uploads>;

/** A site as every visitor may see it: settings and availability, nothing about anybody. */
export const Site = object({
  id: v.string(),
  name: v.string(),
  availability: Availability,
  /** The next opening, where it is the site's hours that say "away". */
  opensAt: v.optional(Instant),
  /** Up to three agents to show; the same whether they are there or not. */
  faces: v.array(Face),
  contactForm: ContactForm,
  /** Whether an unread reply will be forwarded by e-mail; the widget promises it only then. */
  answersByEmail: v.boolean(),
  /** Without it no time is promised. */
  replyTime: v.optional(ReplyTime),
  accent: v.optional(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, "a colour as #rrggbb"))),
  greeting: v.optional(v.pipe(v.string(), v.maxLength(500))),
  /** Absent: none. */
  uploads: v.optional(Uploads),
});
export type Site = v.InferOutput<typeof Site>;

/** Asks for it. Apart from the other calls, because a page on which nobody has written yet loads no more of the wire than this. */
export const SITE_CALL = { method: "GET", path: "/v1/sites/:site", answer: Site } as const;
