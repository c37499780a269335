/** All that a chat knows at one moment, as signals. The parts write here, face.ts is what others may read of it. */
import { batch, type Signal, signal } from "@preact/signals-core";
import type { Availability, Contact, Face, Instant, Seq, Site } from "../protocol/index.js";
import { type Cursor, UNREAD } from "./cursor.js";
import type { Connection, Notes } from "./face.js";
import { type Outbox, unseen, without } from "./outbox.js";
import { NOTHING_KNOWN, type Timeline } from "./timeline.js";

/** Whose conversation this is. */
export interface Identity {
  readonly token: string;
  readonly conversation: string;
  /** The server has opened it for this page; what the device or another tab say of it may be out of date. */
  readonly isVouched?: true;
  /** The host's id of the user, once its server has vouched for them. */
  readonly subject?: string | undefined;
}

/** From when on, by this device's clock, and for how many milliseconds. */
export type Quiet = readonly number[];

export const NO_NOTES: Notes = { unsent: "", isMuted: false };

/** What chat.ts passes on as it is. */
export interface Shown {
  readonly site: Signal<Site | undefined>;
  readonly availability: Signal<Availability | undefined>;
  readonly opensAt: Signal<Instant | undefined>;
  readonly connection: Signal<Connection>;
  readonly agentsReadUpTo: Signal<Seq>;
  readonly typing: Signal<Face | undefined>;
  readonly contact: Signal<Contact | undefined>;
  readonly needsGesture: Signal<boolean>;
  readonly visit: Signal<number>;
  readonly isSaved: Signal<boolean>;
  readonly notes: Signal<Notes>;
}

export interface State extends Shown {
  readonly identity: Signal<Identity | undefined>;
  readonly known: Signal<Timeline>;
  readonly outbox: Signal<Outbox>;
  readonly cursor: Signal<Cursor>;
  /** By how much the server's clock is ahead of the device's, in milliseconds, if that is known: for times shown, and a draft's age. */
  readonly ahead: Signal<number | undefined>;
  /** What is sent was too much for the server, for now. */
  readonly isRefused: Signal<boolean>;
  /** What the server has last asked for. */
  readonly quiet: Signal<Quiet | undefined>;
}

export function emptyState(): { readonly shown: Shown; readonly state: State } {
  const shown: Shown = {
    site: signal(undefined),
    availability: signal(undefined),
    opensAt: signal(undefined),
    connection: signal("idle"),
    agentsReadUpTo: signal(0),
    typing: signal(undefined),
    contact: signal(undefined),
    needsGesture: signal(false),
    visit: signal(0),
    isSaved: signal(true),
    notes: signal(NO_NOTES),
  };
  const state = {
    identity: signal(undefined),
    known: signal(NOTHING_KNOWN),
    outbox: signal([]),
    cursor: signal(UNREAD),
    ahead: signal(undefined),
    isRefused: signal(false),
    quiet: signal(undefined),
  };
  return { shown, state: { ...shown, ...state } };
}

/** Back to the state of somebody whose conversation has not begun. What is known of the site is nobody's secret and stays. */
export function forgetConversation(state: State): void {
  batch(() => {
    state.identity.value = undefined;
    state.known.value = NOTHING_KNOWN;
    state.cursor.value = UNREAD;
    // What has been sent is there, where it is out of reach.
    state.outbox.value = without(unseen(state.outbox.peek()), (pending) => pending.state.at === "sent");
    state.agentsReadUpTo.value = 0;
    state.typing.value = undefined;
    state.contact.value = undefined;
    state.needsGesture.value = false;
  });
}
