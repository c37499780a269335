/** What the client shows to whoever draws it (our widget, or somebody's own): signals out, actions in. chat.ts makes it. */
import type { ReadonlySignal } from "@preact/signals-core";
import type { Availability, Contact, Draft, Face, Instant, Message, Rating, Seq, Site } from "../protocol/index.js";
import type { Abilities } from "./backend.js";
import type { ChatError } from "./errors.js";

/** One line of the timeline. `id` is the draft's id from the first keystroke on, so a bubble stays one bubble when its message is acknowledged. */
export type Entry =
  | { readonly kind: "message"; readonly id: string; readonly message: Message }
  | {
      readonly kind: "draft";
      readonly id: string;
      readonly draft: Draft;
      readonly files?: readonly DraftFile[] | undefined;
      /** By the server's clock as far as it is known, never before the message above. */
      readonly writtenAt: number;
      readonly state: DraftState;
    };

/** A file that goes along with a draft. */
export interface DraftFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Undefined where the device had no room for it, on the next page view. Its type is anybody's word. */
  readonly content?: Blob | undefined;
  /** How much of it has arrived, while this page carries it. */
  readonly received?: number;
}

/** Both reject with a ChatError. */
export interface FileDesk {
  /** Where a file of a message can be fetched for some minutes, by whoever has the address. */
  address(id: string): Promise<string>;
  /** What is in it: a page needs to allow us no more than to connect. */
  content(id: string): Promise<Blob>;
}

/** Where a message is that has no number yet. */
export type DraftState =
  /** Waits for the contact form. */
  | { readonly at: "held" }
  | { readonly at: "queued" }
  | { readonly at: "sending" }
  /** Refused for good: the text is kept, the visitor may retry or copy it. */
  | { readonly at: "failed"; readonly error: ChatError };

/**
 * `idle`: no conversation, no connection · `opening`: first answer awaited · `live`: events arrive ·
 * `offline`: trying again by itself · `busy`: so many ask at once that the backend wants us to wait; we do, and try again ·
 * `gone`: erased or signed out.
 */
export type Connection = "idle" | "opening" | "live" | "offline" | "busy" | "gone";

/** What this device remembers for whoever draws the chat: kept with the conversation, gone with it, told to nobody. */
export interface Notes {
  /** What stands in the composer. */
  readonly unsent: string;
  readonly isMuted: boolean;
}

/**
 * The conversation as it can be seen (signals) and what can be done in it (actions). Signals are read-only: actions are the
 * only way in.
 */
export interface Chat {
  /** What the backend can do: a control for anything else is not there. */
  readonly can: Abilities;
  readonly site: ReadonlySignal<Site | undefined>;
  /** The freshest word on it: an event, a session, the site's settings. */
  readonly availability: ReadonlySignal<Availability | undefined>;
  /** The next opening, where it is the site's hours that say "away". */
  readonly opensAt: ReadonlySignal<Instant | undefined>;
  readonly connection: ReadonlySignal<Connection>;
  /** Messages by seq, contiguous, then drafts as written. */
  readonly timeline: ReadonlySignal<readonly Entry[]>;
  /** Whether the timeline begins later than the conversation. */
  readonly hasOlder: ReadonlySignal<boolean>;
  /** Agent and bot messages above the read cursor. */
  readonly unread: ReadonlySignal<number>;
  readonly readUpTo: ReadonlySignal<Seq>;
  /** The visitor's own messages up to here are "Seen". */
  readonly agentsReadUpTo: ReadonlySignal<Seq>;
  /** The agent who is writing; clears itself after 6 s. */
  readonly typing: ReadonlySignal<Face | undefined>;
  readonly contact: ReadonlySignal<Contact | undefined>;
  /** After a resume link, until the first trusted click or key: show, but do not read or write. */
  readonly needsGesture: ReadonlySignal<boolean>;
  /** Another number is another person: somebody has logged out, here or in another tab. */
  readonly visit: ReadonlySignal<number>;
  /** False when the device refuses storage: "not saved on this device". */
  readonly isSaved: ReadonlySignal<boolean>;
  /** As long as there is no conversation they are only in memory. */
  readonly notes: ReadonlySignal<Notes>;

  /** The server's time as far as it is known: the visitor's own clock may be years off, and then "today" is not what it says. */
  now(): number;
  /** Shows what is cached, then connects if there is a session (or a resume secret). Resolves when the cache has been read. */
  start(resumeSecret?: string): Promise<void>;
  /** Asks for the site's settings unless they are here; called when the panel opens. */
  loadSite(): Promise<void>;
  /** Puts a message on its way; it is in the timeline at once and in the outbox before the first attempt. Throws ChatError "bad-request" for an empty or too long text. With files it leaves when all of them have arrived. */
  send(text: string, files?: readonly File[]): void;
  /** A failed message once more. */
  retry(id: string): void;
  /** Away with a failed message, or with one whose files have not all arrived. */
  discard(id: string): void;
  /** For the files of messages. Rejects with a ChatError when its code could not be loaded. */
  files(): Promise<FileDesk>;
  /**
   * Gives the contact and, together with it, everything held. Rejects with a ChatError and keeps all of it held.
   *
   * Or signs in whom the host's server has vouched for in a signed token: their conversation on every device, together with what
   * was begun here; of another user nothing stays. Rejects with "unauthorized" for a token that is too old and "bad-request" for a bad one, and then all is as before;
   * with "aborted" where somebody signs out meanwhile, here or in another tab. A page that shows what a mail's link leads to takes the word for the next page, and asks nobody.
   */
  identify(who: Contact | string): Promise<void>;
  /** Attention rested on the messages up to here; the cursor never falls and never passes what is on display. Means nothing while `needsGesture`: say it again afterwards. */
  attended(upTo: Seq): void;
  /** A trusted click or key happened in the widget. */
  gesture(): void;
  note(change: Partial<Notes>): void;
  /** Whether the panel is on screen: as long as it is, the line is kept; otherwise while a reply is awaited (30 min). */
  setOpen(isOpen: boolean): void;
  /** The page's address or its language may be another one: told, if it is. Routers that change the address are noticed without it. */
  moved(): void;
  /** Keystrokes in the composer; throttled here, ends by itself. */
  writing(): void;
  loadOlder(): Promise<void>;
  /** The whole conversation, from its first message; the timeline stays as it is. Rejects with a ChatError when it cannot be had. */
  transcript(): Promise<readonly Message[]>;
  /** Everything the backend holds of the visitor, as a file. Rejects with a ChatError when it cannot be had. */
  dossier(as: "html" | "json", language: string): Promise<string>;
  /** How it went, of the line that says the conversation was closed. Rejects with a ChatError. */
  rate(seq: Seq, rating: Rating): Promise<void>;
  /** "Delete my conversation": there and here, in every tab. Rejects with a ChatError when the backend could not be told; then nothing is deleted anywhere. */
  erase(): Promise<void>;
  /** Logout: leaves nothing in storage, memory or other tabs, and is ready for the next person. */
  reset(): Promise<void>;
  /** The visitor's consent to be remembered is another one: what is on the device goes, or is kept there from now on. */
  consent(isGiven: boolean): void;
  /** Ends every connection and timer; what is stored stays. */
  destroy(): void;
}

/** What a gate is told about the moment a draft wants to leave. */
export interface GateFacts {
  readonly site: Site;
  readonly availability: Availability;
  readonly contact: Contact | undefined;
}

/** May this draft leave, or must it wait for the contact? The contact form provides one; without it everything leaves. */
export type Gate = (facts: GateFacts) => "send" | "hold";
