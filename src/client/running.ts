/**
 * The parts of one life, wired: who wakes whom. Woken by the state itself: a draft that may leave, a gap, an unreported
 * cursor each call their worker, so that nobody who changes something can forget to.
 */
import { effect, untracked } from "@preact/signals-core";
import type { ServerEvent, Session, Site } from "../protocol/index.js";
import { asker } from "./ask.js";
import { type CatchUp, catchUp } from "./catch-up.js";
import { type Courier, courier } from "./courier.js";
import { isOwed } from "./cursor.js";
import { releases } from "./gate.js";
import { type Keeper, keeper } from "./keeper.js";
import type { Life } from "./life.js";
import { line } from "./line.js";
import { next, releaseAll } from "./outbox.js";
import { type Receipts, receipts } from "./receipts.js";
import type { Records } from "./records.js";
import { type Access, access } from "./session.js";
import { isBehind } from "./timeline.js";
import { toldEvent } from "./told.js";
import { type Typing, typing } from "./typing.js";
import { type Work, worker } from "./worker.js";

export interface RunningParts {
  readonly records: Records;
  readonly siteSettings: () => Promise<Site>;
  readonly lineWantedUntil: () => number;
  /** Without a session: the link has expired. */
  readonly onResumed: (session?: Session) => Promise<void>;
  readonly onGone: () => void;
  /** Called until what is on this page is kept on the device. */
  readonly settle: Work;
  /** The visitor's word has arrived: an answer is awaited from now on. */
  readonly onSent: () => void;
}

/** What all lives share. */
export type Common = Omit<Life, "signal" | "ask">;

/** Runs `then` now and whenever what `when` looks at changes, as long as it says yes. */
function whenever(when: () => boolean, then: () => void): () => void {
  return effect(() => {
    if (when()) untracked(then);
  });
}

export interface Running {
  readonly access: Access;
  readonly courier: Courier;
  readonly gaps: CatchUp;
  readonly keeper: Keeper;
  readonly receipts: Receipts;
  readonly typing: Typing;
  /** What is on the device has been read: from here on the workers may work. */
  begin(): void;
  /** Something outside has changed (the panel, the page, the network): nobody waits any longer. */
  hurry(): void;
  isOver(): boolean;
  end(): void;
}

export function run(common: Common, parts: RunningParts): Running {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const life: Life = { ...common, signal, ask: asker(common.clock, signal) };
  const { state } = life;
  const { connection, identity, needsGesture, outbox } = state;
  let hasBegun = false;

  const notes = keeper(state, parts.records, signal);
  const doors = access(life, { ...parts, onSignedOut: notes.forgetConversation });
  const reading = receipts(life, doors);
  const writing = typing(life);
  const gaps = catchUp(life, doors, notes);
  const listen = line(life, doors, parts.lineWantedUntil, onEvent);
  const carrier = courier(life, { ...parts, access: doors, keeper: notes, confirm: reading.confirm });

  const send = worker(life, carrier.work, (error) => {
    // No answer, and no line either: the visitor may know.
    if (error.isTransient && connection.peek() !== "live") connection.value = "offline";
  });
  const fill = worker(life, gaps.work);
  const report = worker(life, reading.work);
  const save = worker(life, parts.settle);

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
    const mayWrite = () => !needsGesture.value;
    const isKnown = () => identity.value !== undefined;
    const ends = [
      whenever(() => next(outbox.value) !== undefined && mayWrite(), send),
      whenever(() => isKnown() && isBehind(state.known.value), fill),
      whenever(() => isKnown() && isOwed(state.cursor.value) && mayWrite(), report),
      whenever(() => isKnown() || doors.isExpected(), listen),
      whenever(() => !state.isSaved.value, save),
      whenever(() => releases(life.gate, state.site.peek(), state.contact.value), release),
    ];
    signal.addEventListener("abort", () => {
      for (const end of ends) end();
    });
  }

  function release(): void {
    outbox.value = releaseAll(outbox.peek());
  }

  return {
    access: doors,
    courier: carrier,
    gaps,
    keeper: notes,
    receipts: reading,
    typing: writing,
    begin,
    hurry() {
      if (hasBegun) for (const wake of [listen, send, fill, report]) wake("hurry");
    },
    isOver: () => signal.aborted,
    end: () => lifetime.abort(),
  };
}
