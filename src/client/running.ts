/**
 * The parts of one life, wired: who wakes whom. Woken by the state itself: a draft that may leave, a gap, an unreported
 * cursor each call their worker, so that nobody who changes something can forget to.
 */
import { effect, untracked } from "@preact/signals-core";
import type { Contact, ServerEvent, Session, Site } from "../protocol/index.js";
import { catchUp } from "./catch-up.js";
import { courier } from "./courier.js";
import { isOwed } from "./cursor.js";
import { releases } from "./gate.js";
import { identify } from "./identify.js";
import { type Keeper, keeper } from "./keeper.js";
import type { Life } from "./life.js";
import { line } from "./line.js";
import { next, releaseAll } from "./outbox.js";
import { type Receipts, receipts } from "./receipts.js";
import type { Records } from "./records.js";
import { type Access, access } from "./session.js";
import { isBehind } from "./timeline.js";
import { toldEvent } from "./told.js";
import { turns } from "./turns.js";
import { type Typing, typing } from "./typing.js";
import { type WorkerPorts, worker } from "./worker.js";

export interface RunningParts {
  readonly records: Records;
  readonly siteSettings: () => Promise<Site>;
  readonly lineWantedUntil: () => number;
  readonly onResumed: (session: Session) => Promise<void>;
  readonly onNotResumed: () => Promise<void>;
  readonly onGone: () => void;
  /** The visitor's word has arrived: an answer is awaited from now on. */
  readonly onSent: () => void;
}

/** Runs `then` now and whenever what `when` looks at changes, as long as it says yes. */
function whenever(when: () => boolean, then: () => void): () => void {
  return effect(() => {
    if (when()) untracked(then);
  });
}

export interface Running {
  readonly access: Access;
  readonly keeper: Keeper;
  readonly receipts: Receipts;
  readonly typing: Typing;
  /** What is on the device has been read: from here on the workers may work. */
  begin(): void;
  /** Something outside has changed (the panel, the page, the network): nobody waits any longer. */
  hurry(): void;
  identify(contact: Contact): Promise<void>;
  /** For a conversation that does not exist yet: told with its first word. */
  introduce(contact: Contact): void;
}

export function run(life: Life, parts: RunningParts): Running {
  const { state, signal } = life;
  const inTurn = turns();
  let introduction: Contact | undefined;
  let hasBegun = false;

  const doors = access(life, {
    onResumed: parts.onResumed,
    onNotResumed: parts.onNotResumed,
    onSignedOut: () => notes.forgetConversation(),
    onGone: parts.onGone,
  });
  const notes = keeper(state, parts.records, signal);
  const reading = receipts(life, doors);
  const writing = typing(life);
  const gaps = catchUp(life, doors);
  const ear = line(life, { access: doors, wantedUntil: parts.lineWantedUntil, onEvent });

  const ports: WorkerPorts = { ...life, onTrouble: () => {} };
  /** No answer, and no line either: the visitor may know. */
  const onTrouble: WorkerPorts["onTrouble"] = (error) => {
    if (error.isTransient && state.connection.peek() !== "live") state.connection.value = "offline";
  };
  const onLineTrouble: WorkerPorts["onTrouble"] = (error) => {
    if (state.connection.peek() !== "gone") state.connection.value = error.isTransient ? "offline" : "idle";
  };
  const send = worker(
    courier(life, {
      access: doors,
      keeper: notes,
      confirm: reading.confirm,
      siteSettings: parts.siteSettings,
      introduction: {
        take() {
          const contact = introduction;
          introduction = undefined;
          return contact;
        },
        giveBack(contact) {
          introduction ??= contact;
        },
      },
      inTurn,
      onSent: parts.onSent,
    }),
    { ...ports, onTrouble },
  );
  const fill = worker(gaps.work, ports);
  const report = worker(reading.work, ports);
  const listen = worker(ear.work, { ...ports, onTrouble: onLineTrouble });

  function onEvent(event: ServerEvent): void {
    if (event.type === "gone") parts.onGone();
    else if (event.type === "typing") writing.heard(event);
    else toldEvent(state, event);
    if (event.type === "message" && event.message.by === "agent") writing.arrived();
    if (event.type === "hello") {
      gaps.refresh();
      fill();
    }
  }

  function begin(): void {
    if (hasBegun || signal.aborted) return;
    hasBegun = true;
    const hasIdentity = () => state.identity.value !== undefined;
    const ends = [
      whenever(() => next(state.outbox.value) !== undefined && !state.needsGesture.value, send),
      whenever(() => hasIdentity() && isBehind(state.known.value), fill),
      whenever(() => hasIdentity() && isOwed(state.cursor.value) && !state.needsGesture.value, report),
      whenever(() => hasIdentity() || doors.isExpected(), listen),
      whenever(() => releases(life.gate, state.site.peek(), state.contact.value), release),
    ];
    const stop = () => {
      for (const end of ends) end();
    };
    signal.addEventListener("abort", stop, { once: true });
  }

  function release(): void {
    state.outbox.value = releaseAll(state.outbox.peek());
  }

  return {
    access: doors,
    keeper: notes,
    receipts: reading,
    typing: writing,
    begin,
    hurry() {
      if (!hasBegun) return;
      ear.review(listen);
      for (const wake of [send, fill, report]) wake("hurry");
    },
    identify: (contact) =>
      inTurn(async () => {
        await identify(life, { access: doors, keeper: notes, confirm: reading.confirm }, contact);
        introduction = undefined;
        parts.onSent();
      }),
    introduce(contact) {
      introduction = contact;
    },
  };
}
