/** Messages and drafts: what a conversation is made of. The sender names (draft id), the server numbers (seq). */
import * as v from "valibot";
import { Attachment } from "./attachment.js";
import { Email } from "./contact.js";
import { object, oneOf } from "./object.js";

/** 1, 2, 3… without gaps inside one conversation; 0 stands for "before the first". */
export const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export type Seq = v.InferOutput<typeof Seq>;

/** Milliseconds since 1970 by the server's clock; a visitor's clock decides nothing. */
export const Instant = v.pipe(v.number(), v.finite());
export type Instant = v.InferOutput<typeof Instant>;

/** A UUIDv7 made by the sender, stored before the first attempt and never changed by retries. */
export const DraftId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "not a UUIDv7"),
);
export type DraftId = v.InferOutput<typeof DraftId>;

export const Channel = v.picklist(["widget", "email", "messenger", "instagram"]);
export type Channel = v.InferOutput<typeof Channel>;

/** What a visitor may write at once. Mails may be longer (64 KiB); they come in through the server's own door. */
export const LONGEST_TEXT = 4_000;
const LONGEST_STORED_TEXT = 65_536;

/** Where a message was written: origin and path only, never a query string (it may carry somebody's secrets). */
export const PageAddress = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.regex(/^https?:\/\/[^/?#\s@]+(?:\/[^?#\s]*)?$/, "origin and path only"),
);
export type PageAddress = v.InferOutput<typeof PageAddress>;

/** At most this many files go along with one message. */
export const MOST_FILES = 10;

/** Some text, or at least a file. */
export const isSaid = ({ text, files }: { readonly text: string; readonly files?: readonly string[] | undefined }): boolean =>
  /\S/.test(text) || !!files;
export const NOTHING_SAID = "a message needs some text";

/**
 * A visitor's message on its way out. `seen` is the highest seq that was on display: the only evidence of reading in it. `files`
 * are uploads of the same sender (upload.ts), by the ids they were begun under; with them the text may be empty.
 */
export const Draft = v.pipe(
  object({
    id: DraftId,
    text: v.pipe(
      v.string(),
      // A lone surrogate or a NUL has no UTF-8 form that every database keeps: refused at the wall, not mangled behind it.
      v.regex(/^[^\0\p{Cs}]*$/u, "a message is valid Unicode without NUL"),
      v.maxLength(LONGEST_TEXT),
    ),
    files: v.optional(v.pipe(v.array(DraftId), v.minLength(1), v.maxLength(MOST_FILES))),
    seen: Seq,
    page: v.optional(PageAddress),
  }),
  v.check((said) => isSaid(said), NOTHING_SAID),
);
export type Draft = v.InferOutput<typeof Draft>;

/** A person or bot that visitors see beside a message. */
export const Face = object({ id: v.string(), name: v.string() });
export type Face = v.InferOutput<typeof Face>;

/** How it went, as the visitor says when an agent has closed the conversation. */
export const Rating = object({
  score: v.picklist(["good", "bad"]),
  comment: v.optional(
    v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1_000), v.regex(/^[^\0\p{Cs}]*$/u, "valid Unicode without NUL")),
  ),
});
export type Rating = v.InferOutput<typeof Rating>;

/** What a system line reports; its words are the reader's own, so that each side reads it in its language. */
export const SystemNews = oneOf("kind", [
  object({
    kind: v.picklist(["contact"]),
    email: v.optional(Email),
    name: v.optional(v.string()),
    phone: v.optional(v.string()),
  }),
  object({ kind: v.picklist(["closed"]), rating: v.optional(Rating) }),
]);
export type SystemNews = v.InferOutput<typeof SystemNews>;

/** One entry of a conversation. A deleted one keeps its seq as a tombstone, with empty text. */
export const Message = object({
  seq: v.pipe(Seq, v.minValue(1)),
  id: v.string(),
  by: v.picklist(["visitor", "agent", "bot", "system"]),
  from: v.optional(Face),
  channel: Channel,
  text: v.pipe(v.string(), v.maxLength(LONGEST_STORED_TEXT)),
  attachments: v.optional(v.array(Attachment)),
  news: v.optional(SystemNews),
  /** `contact`: the contact form opens below it. */
  asks: v.optional(v.string()),
  /** Answers to choose from, as long as nobody has answered. */
  quickReplies: v.optional(v.array(v.string())),
  at: Instant,
  editedAt: v.optional(Instant),
  deletedAt: v.optional(Instant),
});
export type Message = v.InferOutput<typeof Message>;
