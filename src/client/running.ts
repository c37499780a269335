/**
 * The parts of one life, wired: who wakes whom. Woken by the state itself: a draft that may leave, a gap, an unreported
 * cursor each call their worker, so that nobody who changes something can forget to.
 */
import { effect, untracked } from "@preact/signals-core";
import type { Session, Site } from "../protocol/index.js";
import { asker } from "./ask.js";
import { type CatchUp, catchUp } from "./catch-up.js";
import type { Company } from "./company.js";
import { type Courier, courier } from "./courier.js";
import { isOwed } from "./cursor.js";
import { releases } from "./gate.js";
import { type Keeper, keeper } from "./keeper.js";
import type { Life } from "./life.js";
import type { Live, LiveParts } from "./live.js";
import { next, releaseAll } from "./outbox.js";
import { afresh } from "./platform/afresh.js";
import { type Receipts, receipts } from "./receipts.js";
import type { Records } from "./records.js";
import { type Access, access } from "./session.js";
import { isBehind } from "./timeline.js";
import { oneTabAtATime } from "./turns.js";
import type { Typing } from "./typing.js";
import type { Word } from "./word.js";
import { type Work, worker } from "./worker.js";

export interface RunningParts extends Pick<LiveParts, "wantedUntil" | "isShared" | "hearing" | "since" | "forgotten"> {
  readonly records: Records;
  readonly siteSettings: () => Promise<Site>;
  /** Without a session: the link has expired. */
  readonly onResumed: (session?: Session) => Promise<void>;
  /** Before a conversation is begun: another tab may have done it meanwhile. */
  readonly onFirst: () => Promise<void>;
  readonly onGone: () => void;
  /** Called until what is on this page is kept on the device. */
  readonly settle: Work;
  /** The visitor's word has arrived: an answer is awaited from now on. */
  readonly onSent: () => void;
  /** The other tabs. */
  readonly company: Pick<Company, "say" | "turn">;
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
  /** Once there is somebody to tell. */
  typing(): Typing | undefined;
  /** What is on the device has been read: from here on the workers may work. */
  begin(): void;
  /** Something outside has changed (the panel, the page, the network): nobody waits any longer. */
  hurry(): void;
  /** The page was away, or the network is another one. */
  resumed(): void;
  /** Another tab says something of the conversation that both have. */
  hear(said: unknown): void;
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
  let lively: Live | undefined;
  let attempt = 0;
  const unheard: unknown[] = [];

  const notes = keeper(state, parts.records, signal);
  const doors = access(life, { ...parts, onSignedOut: notes.forgetConversation });
  const reading = receipts(life, doors);
  const gaps = catchUp(life, doors, notes);
  const inTurn = (name: string) => oneTabAtATime(parts.company, name, life);
  const [sending, telling] = [inTurn("send"), inTurn("read")];
  const carrier = courier(life, {
    ...parts,
    ...{ access: doors, keeper: notes, confirm: reading.confirm, inTurn: sending },
    onStored(messages) {
      for (const message of messages) say({ event: { type: "message", message } });
    },
  });

  // Whoever has nothing to do asks for no turn.
  const send = worker(
    life,
    async () => (next(outbox.peek()) ? carrier.work() : "rest"),
    (error) => {
      // No answer, and no line either: the visitor may know.
      if (error.isTransient && connection.peek() !== "live") connection.value = "offline";
    },
  );
  const fill = worker(life, gaps.work);
  const report = worker(life, async () => (isOwed(state.cursor.peek()) ? telling(reading.work) : reading.work()));
  const save = worker(life, parts.settle);
  /** Brings the code of what listens, once there is something to hear. */
  const listen = worker(
    life,
    async () => {
      if (!doors.isExpected() && unheard.length === 0) return "rest";
      if (lively === undefined) {
        if (doors.isExpected() && connection.peek() === "idle" && parts.wantedUntil() > life.clock.now())
          connection.value = "opening";
        const code = await afresh(() => import("./live.js"), attempt++);
        if (signal.aborted) return "rest";
        lively = code.live(life, doors, { ...parts, gaps, fill });
      }
      for (const said of unheard.splice(0)) lively.hear(said);
      lively.wake();
      return "rest";
    },
    () => {
      connection.value = "offline";
    },
  );

  function say(word: Word): void {
    if (parts.isShared()) parts.company.say(word);
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
    typing: () => lively?.typing,
    begin,
    hurry() {
      if (hasBegun) for (const wake of [lively?.wake ?? listen, send, fill, report]) wake("hurry");
    },
    resumed: () => lively?.resumed(),
    hear(said) {
      if (lively) return lively.hear(said);
      unheard.push(said);
      listen();
    },
    isOver: () => signal.aborted,
    end: () => lifetime.abort(),
  };
}
