/** All that a chat knows at one moment, as signals. The parts write here, face.ts is what others may read of it. */
import { type Signal, signal } from "@preact/signals-core";
import type { Availability, Contact, Face, Seq, Site } from "../protocol/index.js";
import { type Cursor, UNREAD } from "./cursor.js";
import type { Connection } from "./face.js";
import type { Outbox } from "./outbox.js";
import { NOTHING_KNOWN, type Timeline } from "./timeline.js";

/** Whose conversation this is. */
export interface Identity {
  readonly token: string;
  readonly conversation: string;
}

export interface State {
  readonly site: Signal<Site | undefined>;
  readonly availability: Signal<Availability | undefined>;
  readonly connection: Signal<Connection>;
  readonly identity: Signal<Identity | undefined>;
  readonly known: Signal<Timeline>;
  readonly outbox: Signal<Outbox>;
  readonly cursor: Signal<Cursor>;
  readonly agentsReadUpTo: Signal<Seq>;
  readonly typing: Signal<Face | undefined>;
  readonly contact: Signal<Contact | undefined>;
  readonly needsGesture: Signal<boolean>;
  readonly isSaved: Signal<boolean>;
}

export function emptyState(): State {
  return {
    site: signal(undefined),
    availability: signal(undefined),
    connection: signal("idle"),
    identity: signal(undefined),
    known: signal(NOTHING_KNOWN),
    outbox: signal([]),
    cursor: signal(UNREAD),
    agentsReadUpTo: signal(0),
    typing: signal(undefined),
    contact: signal(undefined),
    needsGesture: signal(false),
    isSaved: signal(true),
  };
}

/** Back to the state of somebody who never wrote. What is known of the site is nobody's secret and stays. */
export function forgetVisitor(state: State): void {
  const fresh = emptyState();
  state.identity.value = undefined;
  state.known.value = fresh.known.peek();
  state.outbox.value = [];
  state.cursor.value = UNREAD;
  state.agentsReadUpTo.value = 0;
  state.typing.value = undefined;
  state.contact.value = undefined;
  state.needsGesture.value = false;
}
