/**
 * The port: what the client asks of any backend. An adapter bends to it. Every method may be repeated without harm and
 * takes a signal; every rejection is a ChatError. What a service cannot do it says in `can`, and the widget hides the control.
 */
import type {
  Attachment,
  Contact,
  Draft,
  Identified,
  Message,
  Page,
  Position,
  Range,
  Rating,
  Seq,
  ServerEvent,
  Session,
  Site,
  Ticket,
} from "../protocol/index.js";

/** What a backend can do: a control for anything it cannot do is not there. */
export interface Abilities {
  /** Visitor's typing can be told to the agents. */
  readonly typing: boolean;
  /** Read cursors reach the agents: without it the widget sends no receipts. */
  readonly readReceipts: boolean;
  /** A resume link can be exchanged for a session. */
  readonly resume: boolean;
  /** A closed conversation can be rated; the agents see it. */
  readonly rate: boolean;
  /** Visitors can delete what the backend has of them. */
  readonly erase: boolean;
  /** What the host's server has signed opens its user's conversation. */
  readonly signed: boolean;
  /** Files can go along with a message; what a site takes is in its settings. */
  readonly uploads: boolean;
  /** Visitors can have everything the backend holds of them as a file. Absent: no. */
  readonly dossier?: boolean;
}

/** A file on its way, under an id that its message's draft names. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly content: Blob;
}

/**
 * The port of the client, in the client's words: an adapter bends a service to it. Every call is idempotent, takes a signal,
 * and rejects with a ChatError.
 */
export interface Backend {
  readonly can: Abilities;
  /** Settings and availability of the site; cacheable, says nothing about the visitor. */
  site(signal: AbortSignal): Promise<Site>;
  /**
   * Opens or resumes the visitor's session. Called for the first message, a stored session, a resume link or a signed
   * identity (never without `can.signed`; rejects "bad-request", or "unauthorized" where a fresh token is all it takes); never for a page view. The adapter keeps the token for the calls that follow. `unsent` will be sent next, and may have been before: a service
   * that does not keep a draft's id recognises there what it already has.
   */
  open(ticket: Ticket, signal: AbortSignal, unsent?: readonly Draft[]): Promise<Session>;
  /** Tells that a trusted click or key followed a resume link. Without `can.resume` it is never called. */
  confirm(signal: AbortSignal): Promise<void>;
  /** A gap-free stretch: right after `after`, right before `before`, or the last ones. */
  pull(range: Range, signal: AbortSignal): Promise<Page>;
  /** Stores a draft once: the same id again returns the message already stored. Rejects "contact-required" when the site wants the contact first. */
  send(draft: Draft, signal: AbortSignal): Promise<Message>;
  /** Moves the visitor's read cursor; a lower number is ignored. Resolves with where it stands. */
  markRead(upTo: Seq, signal: AbortSignal): Promise<Seq>;
  /** Gives the contact together with the drafts held for it: all or nothing, once, in order. */
  identify(contact: Contact, held: readonly Draft[], signal: AbortSignal): Promise<Identified>;
  /** Tells the agents that the visitor is writing. Without `can.typing` it is never called. */
  typing(on: boolean, signal: AbortSignal): Promise<void>;
  /** How it went, of the line that says the conversation was closed; resolves with that line as it is now. Never called without `can.rate`. */
  rate?(seq: Seq, rating: Rating, signal: AbortSignal): Promise<Message>;
  /** Deletes the conversation and everything known of the visitor: every later call rejects "gone". Never called without `can.erase`. */
  erase?(signal: AbortSignal): Promise<void>;
  /** Everything held of the visitor: JSON, or a readable page in this language. Never called without `can.dossier`. */
  dossier?(as: "html" | "json", language: string, signal: AbortSignal): Promise<string>;
  /**
   * Brings a file in, once: under the same id it goes on where an earlier attempt was cut, or begins anew, and is the same file.
   * Tells how many bytes have arrived. The id to fetch it by is the one its message has: a service may number files only then. Without `can.uploads` it is never called; nor is the next.
   */
  upload?(file: Upload, onProgress: (received: number) => void, signal: AbortSignal): Promise<Attachment>;
  /** Where a file of the conversation can be fetched for some minutes, by whoever has the address. */
  fileAddress?(id: string, signal: AbortSignal): Promise<string>;
  /** Live events, beginning with `hello`, until the signal ends (then resolves); rejects when the line breaks. */
  listen(after: Position | undefined, onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void>;
}
