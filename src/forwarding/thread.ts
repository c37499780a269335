/**
 * What the forwarding rules see of one conversation: plain data, no texts. The store fills it, apply.ts says how every event
 * moves it, decide.ts and carry.ts read it. Every time here is in milliseconds since 1970, every number of a message is its seq.
 */
import type { Channel } from "../protocol/index.js";
import type { Delivery } from "./delivery.js";

/** What the site wants forwarded; `Thread.mode` is the site's setting at this moment. */
export type Mode = "nothing" | "unread" | "transcript";
/** Whose words a line has. */
export type Author = "visitor" | "agent" | "bot" | "system" | "note";

/** One message, as the rules see it: whose, when, and whether it is still there. */
export interface Line {
  readonly seq: number;
  /** `note` is an agent's note for agents; a bot that answers in the name of the site is still `bot`. */
  readonly by: Author;
  readonly at: number;
  readonly deleted: boolean;
  /** How often the text was changed. A counter and not a time: an edit in the same millisecond as a claim still shows. */
  readonly edits: number;
}

/**
 * `present` = the server holds a stream or long poll of this visitor. `away.since` is the end of the **last** one: it moves on
 * with every end of a stream, also when the visitor was away already.
 */
export type Presence = { readonly state: "present" } | { readonly state: "away"; readonly since: number };

/** Where replies are forwarded to, and how far that is known to be the visitor's. */
export interface Address {
  readonly email: string;
  /** Signed identity, a click or key in the widget after the mail's resume link, or an authenticated answer. Never lowered while the address stays. */
  readonly verified: boolean;
  /**
   * Set to the last seq when this address took the place of another one, else 0. While the address is not verified, messages up
   * to here count as if they did not exist: whoever types an address must not be sent what was said before it was theirs.
   */
  readonly withheldUpTo: number;
}

/** One conversation, as far as forwarding cares. */
export interface Thread {
  readonly conversationId: string;
  readonly mode: Mode;
  /** Where the conversation lives. Only `widget` and `email` are mailed: the others carry replies on their own transport. */
  readonly channel: Channel;
  /** Everything with a seq, ascending, deleted ones included (their text is gone, their seq is not). */
  readonly lines: readonly Line[];
  /** R: the visitor has read up to here. Only ever grows. */
  readonly readCursor: number;
  /** M: the last new reply any delivery has claimed. Only ever grows. */
  readonly forwardedCursor: number;
  /** T: the last public message a whole mail has claimed. Only ever grows. */
  readonly transcriptCursor: number;
  readonly presence: Presence;
  /**
   * True from a visitor's message by e-mail until their next message from the widget or the next **start** of a stream (also when
   * they are already present): they sit in their mailbox, so the thread there is quick and needs no context.
   */
  readonly inMailThread: boolean;
  /** Until when an agent's typing counts: its last signal + `typingTtlMs`, pulled back to now by "stopped" and by an agent's message. */
  readonly typingUntil?: number;
  /** Set by closing, kept by a second closing, cleared by a message of the visitor or an agent. `lastSeq` is the conversation's last seq then. */
  readonly closed?: { readonly at: number; readonly lastSeq: number };
  readonly address?: Address;
  /** The suppressed ones among the addresses this conversation uses or has used; at least the present one if it is. Lower case. */
  readonly suppressed: readonly string[];
  /** In the order of their claims, the last one and so many before it as are reached (reach.ts). */
  readonly deliveries: readonly Delivery[];
  /** Authenticated mails of the visitor that became messages, in time order: `id` is their Message-ID with its angle brackets. As many as are reached. */
  readonly inbound: readonly { readonly id: string; readonly at: number }[];
  /** When mails were accepted for the present address in the last 24 h, over **all** conversations of the site. Any order. */
  readonly acceptedForAddress: readonly number[];
  /** Mails for that address that are on their way in other conversations. */
  readonly openForAddress: number;
  /** Where the site has had all its mails in the last 24 h: when the oldest of its last `siteDailyCount` was accepted, or a little later. */
  readonly siteFullSince?: number;
}

/** What a day's mails are counted by beyond the conversation itself. */
export type Budget = Pick<Thread, "acceptedForAddress" | "openForAddress" | "siteFullSince">;

/** A conversation in which nothing has happened yet, with what is known of it in place. */
export function thread(conversationId: string, known: Partial<Thread> = {}): Thread {
  return {
    conversationId,
    mode: "unread",
    channel: "widget",
    lines: [],
    readCursor: 0,
    forwardedCursor: 0,
    transcriptCursor: 0,
    presence: { state: "present" },
    inMailThread: false,
    suppressed: [],
    deliveries: [],
    inbound: [],
    acceptedForAddress: [],
    openForAddress: 0,
    ...known,
  };
}
