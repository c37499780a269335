/**
 * Claim, carry, settle as a game of all that may happen next: two workers, two replies, a read receipt, a mail server with one bad
 * answer in it, and one fault. Every transaction is the product's own advance() or conclude() on the memory store's own desk, begun
 * and committed apart, so that others have their turn in between.
 *
 *   idle ─▶ picked ─begin─▶ step ─commit─▶ carry ─▶ tell ─begin─▶ record ─commit─▶ idle, or again ─begin─▶ step …
 *
 * A place is plain data and never changes. Whatever is not said here is as in forward-one.ts and worker.ts.
 */
import { createHash } from "node:crypto";
import {
  advance,
  apply,
  type CarriedLetter,
  type Claimed,
  conclude,
  type Desk,
  type Event,
  type Outcome,
  RULES,
  type Step,
  thread,
} from "../../../src/forwarding/index.js";
import { desk, type Kept } from "../../../src/forwarding/memory-desk.js";
import { parts } from "./fakes.js";

export interface Place {
  readonly now: number;
  readonly kept: Kept;
  readonly workers: readonly [Worker, Worker];
  /** Whose transaction holds the row. */
  readonly holder: 0 | 1 | undefined;
  /** What the mail server has taken, in order. */
  readonly taken: readonly Taken[];
  /** What may still happen. */
  readonly left: { readonly replies: number; readonly receipts: number; readonly badAnswers: number; readonly faults: number };
}

interface Taken {
  readonly id: string;
  readonly seqs: readonly number[];
  /** SHA-256 of its bytes. */
  readonly bytes: string;
}

type Worker =
  | { readonly at: "idle" | "picked" | "again" | "sick" }
  | { readonly at: "step"; readonly after: Kept; readonly step: Step }
  | { readonly at: "carry"; readonly carried: Claimed; readonly letter: CarriedLetter; readonly until: number }
  | { readonly at: "tell"; readonly carried: Claimed; readonly outcome: Outcome }
  | {
      readonly at: "record";
      readonly carried: Claimed;
      readonly outcome: Outcome;
      readonly after: Kept;
      readonly isAtRest: boolean;
    };

export interface Move {
  readonly name: string;
  readonly to: Place;
}

/** What is played with; a test brings a broken one to see that the game notices. */
export interface Protocol {
  readonly advance: typeof advance;
  readonly conclude: typeof conclude;
  /** Whether a row that is held keeps others out. */
  readonly locks: boolean;
}

export const PROTOCOL: Protocol = { advance, conclude, locks: true };

const ID = "ana";
const IDLE = { at: "idle" } as const;
/** As forward-one.ts: the carrying is over so long before the lease is. */
const MARGIN_MS = RULES.leaseMs / 10;
/** As worker.ts, after a step that failed. */
const SICK_LEAVE_MS = 60_000;
const A_WHILE_MS = 30_000;
const ACCEPTED: Outcome = { was: "accepted", response: "250 ok" };
const BAD_ANSWERS: readonly Outcome[] = [
  { was: "deferred", reason: "451 later" },
  { was: "refused", status: "5.7.1", reason: "554 5.7.1 policy" },
  { was: "refused", status: "5.1.1", reason: "550 5.1.1 nobody" },
];

/** Ana has left; nobody has written anything yet. */
export function start(left: Place["left"]): Place {
  const ana = thread(ID, {
    address: { email: "ana@example.com", verified: true, withheldUpTo: 0 },
    presence: { state: "away", since: 0 },
  });
  return {
    now: 0,
    kept: { thread: ana, due: undefined, verdicts: [], letters: new Map() },
    workers: [IDLE, IDLE],
    holder: undefined,
    taken: [],
    left,
  };
}

/** Nothing will happen any more unless somebody writes or reads. */
export function isAtRest({ workers, kept }: Place): boolean {
  return workers.every(({ at }) => at === "idle") && kept.due === undefined;
}

export async function moves(place: Place, protocol: Protocol): Promise<readonly Move[]> {
  const all = [
    ...(await workersMoves(place, 0, protocol)),
    ...(await workersMoves(place, 1, protocol)),
    ...events(place, protocol),
  ];
  const { due } = place.kept;
  if (due === undefined || due <= place.now) return all;
  return [...all, ...later(place, due).map((to) => ({ name: `it is ${due} ms`, to }))];
}

async function workersMoves(place: Place, who: 0 | 1, protocol: Protocol): Promise<Move[]> {
  const worker = place.workers[who];
  const { now, kept, left } = place;
  const isFree = place.holder === undefined || !protocol.locks;
  const move = (name: string, next: Worker, more: Partial<Place> = {}): Move => ({
    name: `${who}: ${name}`,
    to: { ...place, workers: who === 0 ? [next, place.workers[1]] : [place.workers[0], next], ...more },
  });
  const released = { holder: undefined } as const;
  const fault = { left: { ...left, faults: left.faults - 1 } };
  const dies = left.faults > 0 ? [move("dies", IDLE, { ...(place.holder === who && released), ...fault })] : [];

  switch (worker.at) {
    case "idle":
      return kept.due !== undefined && kept.due <= now ? [move("finds it due", { at: "picked" })] : [];
    case "picked":
    case "again": {
      // Whoever found it held before anything was done is where it was.
      if (!isFree) return worker.at === "again" ? [move("leaves it to the other", IDLE)] : [];
      const { after, result } = await once(kept, `${now} ${who}`, (row) => protocol.advance(row, chance(place, who), now));
      return [move(`begins: ${result.did}`, { at: "step", after, step: result }, { holder: who }), ...dies];
    }
    case "step": {
      const { step, after } = worker;
      const committed = { ...released, kept: after };
      return [
        move(`${step.did} committed`, following(step), committed),
        ...dies,
        ...(left.faults === 0
          ? []
          : [
              move(`${step.did} committed, the answer lost`, { at: "sick" }, { ...committed, ...fault }),
              move(`${step.did} undone`, { at: "sick" }, { ...released, ...fault }),
            ]),
      ];
    }
    case "sick":
      if (!isFree) return [move("is sick, leaves it to the other", IDLE)];
      return [move("is sick", IDLE, { kept: { ...kept, due: now + SICK_LEAVE_MS } }), ...dies];
    case "carry": {
      const { carried, letter, until } = worker;
      // Thawed too late: the signal has aborted.
      if (now >= until) return [move("gives up", IDLE)];
      const taken = [...place.taken, { id: carried.messageId, seqs: carried.new, bytes: hashOf(letter.raw) }];
      const tell = (outcome: Outcome): Worker => ({ at: "tell", carried, outcome });
      const bad = { left: { ...left, badAnswers: left.badAnswers - 1 } };
      return [
        move("mail taken", tell(ACCEPTED), { taken }),
        ...dies,
        ...(left.badAnswers === 0
          ? []
          : [
              ...BAD_ANSWERS.map((answer) => move(answer.was, tell(answer), bad)),
              move("no answer, gives up", IDLE, bad),
              move("mail taken, no answer, gives up", IDLE, { taken, ...bad }),
            ]),
      ];
    }
    case "tell": {
      const { carried, outcome } = worker;
      if (!isFree) return dies;
      const { after, result: isAtRest } = await held(kept, (row) => protocol.conclude(row, carried, outcome, now));
      return [move("begins to record", { at: "record", carried, outcome, after, isAtRest }, { holder: who }), ...dies];
    }
    case "record": {
      const { carried, outcome, after, isAtRest } = worker;
      const committed = { ...released, kept: after };
      const again: Worker = { at: "tell", carried, outcome };
      return [
        move("recorded", isAtRest ? IDLE : { at: "again" }, committed),
        ...dies,
        ...(left.faults === 0
          ? []
          : [
              move("recorded, the answer lost", again, { ...committed, ...fault }),
              move("recording undone", again, { ...released, ...fault }),
            ]),
      ];
    }
  }
}

function following(step: Step): Worker {
  if (step.did === "rest") return IDLE;
  if (step.did !== "lease") return { at: "again" };
  return { at: "carry", carried: step.delivery, letter: step.letter, until: step.delivery.nextAttemptAt - MARGIN_MS };
}

/** Whoever stores an event needs the row as well. */
function events(place: Place, { locks }: Protocol): Move[] {
  if (place.holder !== undefined && locks) return [];
  const { left, now } = place;
  const lines = place.kept.thread.lines;
  const happen = (name: string, event: Event, left: Place["left"]): Move[] =>
    later({ ...place, left }, event.at).map((then) => ({
      name,
      to: {
        ...then,
        kept: {
          ...then.kept,
          thread: apply(then.kept.thread, event, RULES),
          due: Math.min(event.at, then.kept.due ?? event.at),
        },
      },
    }));
  const seq = lines.length + 1;
  const fewer = { ...left, replies: left.replies - 1 };
  const replies = [now, now + A_WHILE_MS].flatMap((at) => happen(`reply ${seq} at ${at} ms`, { type: "agent", seq, at }, fewer));
  const read = { ...left, receipts: left.receipts - 1 };
  const receipts = lines.flatMap(({ seq }) => happen(`read ${seq}`, { type: "read", seq, at: now }, read));
  return [...(left.replies > 0 ? replies : []), ...(left.receipts > 0 ? receipts : [])];
}

/**
 * The place at a later time. Workers are quick and only the mail server may take its time: where one of them had something to do,
 * its process was frozen meanwhile, and that is a fault. Empty where no fault is left.
 */
function later(place: Place, now: number): Place[] {
  if (now === place.now) return [place];
  const isFrozen = place.workers.some((worker) => worker.at !== "idle" && !(worker.at === "carry" && now < worker.until));
  const { left } = place;
  if (!isFrozen) return [{ ...place, now }];
  return left.faults === 0 ? [] : [{ ...place, now, left: { ...left, faults: left.faults - 1 } }];
}

const begun = new WeakMap<Kept, Map<string, ReturnType<typeof held<Step>>>>();

/** The same worker beginning at the same moment with the same row does the same: composing a letter is what takes long here. */
function once(kept: Kept, key: string, work: (row: Desk) => Promise<Step>): ReturnType<typeof held<Step>> {
  const known = begun.get(kept) ?? new Map<string, ReturnType<typeof held<Step>>>();
  begun.set(kept, known);
  const found = known.get(key) ?? held(kept, work);
  known.set(key, found);
  return found;
}

/** One transaction as the memory store runs it; `after` is what its commit will keep. Verdicts are no part of the game. */
async function held<T>(kept: Kept, work: (row: Desk) => Promise<T>): Promise<{ after: Kept; result: T }> {
  const draft = desk(kept, RULES, (seqs) => parts(ID, seqs));
  const result = await work(draft.desk);
  return { after: { ...draft.kept(), verdicts: [] }, result };
}

/** Chance differs between any two claims, so that two of them are never the same bytes by luck. */
function chance({ now, kept }: Place, who: number): (bytes: number) => Uint8Array {
  const seed = createHash("sha256").update(`${who} ${now} ${kept.thread.deliveries.length}`).digest();
  return (bytes) => seed.subarray(0, bytes);
}

export function hashOf(raw: Uint8Array): string {
  return createHash("sha256").update(raw).digest("hex");
}
