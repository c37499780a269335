/** The loop that waits: starts what is due, sleeps until the next due time or the bell. All the deciding is in step.ts. */
import type { Bell } from "./bell.js";
import { type Clock, systemClock } from "./clock.js";
import { type Carrier, forwardOne } from "./forward-one.js";

/** What the worker needs: store, mailer, bell, and who is told of troubles. */
export interface Forwarding extends Omit<Carrier, "now" | "sleep"> {
  readonly bell: Bell;
  readonly clock?: Clock;
  /** Conversations worked on at once; about the size of the mailer's pool. */
  readonly lanes?: number;
}

/** Found with one look for each lane: one that is done takes the next, instead of waiting for another look. */
const AHEAD = 20;
/** Between two looks, whatever happens: a store that answers nonsense must not become a busy loop. */
const FLOOR_MS = 100;
/** Other nodes write events whose bell nobody here hears. */
const LONGEST_SLEEP_MS = 30_000;
/** A conversation whose step fails is left alone for so long, else the same few would stand at the head of the queue for ever. */
const SICK_LEAVE_MS = 60_000;
/** Where not even that can be written down, this worker remembers it, for less long: it may be the store that is ill. */
const REST_MS = 5_000;

/** Runs until the signal aborts, and resolves when the letters then on their way have arrived or failed. Never rejects once it runs. */
export async function runForwarding(forwarding: Forwarding, signal: AbortSignal): Promise<void> {
  const { store, bell, report, clock = systemClock, lanes = 5 } = forwarding;
  if (!Number.isInteger(lanes) || lanes < 1) throw new RangeError(`Forwarding needs at least one lane, not ${lanes}`);
  const carrier: Carrier = { ...forwarding, now: clock.now, sleep: clock.sleep };
  const running = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();
  let ready: string[] = [];

  while (!signal.aborted) {
    let restMs = LONGEST_SLEEP_MS;
    try {
      // Those running or resting still look due: asked for on top, so that they cannot fill the answer.
      const due = await store.due(clock.now(), running.size + resting.size + lanes * AHEAD);
      for (const [id, until] of resting) if (until <= clock.now()) resting.delete(id);
      ready = spread(
        due.filter((id) => !running.has(id) && !resting.has(id)),
        lanes,
      );
      while (running.size < lanes && ready.length > 0) startNext();
      const next = await store.nextDue();
      // With every lane taken only an ending one makes room, and that rings.
      if (next !== undefined && running.size < lanes) restMs = Math.min(next - clock.now(), LONGEST_SLEEP_MS);
    } catch (error) {
      report({ during: "sweep", error });
    }
    await clock.sleep(FLOOR_MS, signal);
    await sleepOrBell(restMs - FLOOR_MS);
  }
  await Promise.all(running.values());

  // One slow mail server holds one lane, never the loop.
  function startNext(): void {
    const id = ready.shift();
    if (id === undefined || running.has(id)) return;
    const ends = () => {
      running.delete(id);
      if (ready.length > 0 && !signal.aborted) startNext();
      else bell.ring();
    };
    const rest = () => void resting.set(id, clock.now() + REST_MS);
    running.set(id, forwardOrPostpone(carrier, id, rest).then(ends, ends));
  }

  async function sleepOrBell(ms: number): Promise<void> {
    const awake = new AbortController();
    const either = AbortSignal.any([signal, awake.signal]);
    await Promise.race([clock.sleep(Math.max(0, ms), either), bell.heard(either)]);
    awake.abort();
  }
}

/**
 * Two workers that look at the same moment find the same: each goes through it in an order of its own, or both would always be at
 * the same conversation. All of it is overdue, and a hundred of them are a second of work.
 */
function spread(due: readonly string[], lanes: number, chance = Math.random): string[] {
  if (due.length <= lanes) return [...due];
  return due
    .map((id) => ({ id, at: chance() }))
    .sort((one, other) => one.at - other.at)
    .map(({ id }) => id);
}

/** One sick conversation never stops the others, and does not stand in their way either. */
async function forwardOrPostpone(carrier: Carrier, conversationId: string, rest: () => void): Promise<void> {
  const { store, now, report } = carrier;
  try {
    await forwardOne(carrier, conversationId);
  } catch (error) {
    report({ during: "step", conversationId, error });
    try {
      await store.locked(conversationId, now(), "skip", (desk) => desk.schedule(now() + SICK_LEAVE_MS));
    } catch (sick) {
      rest();
      report({ during: "sweep", conversationId, error: sick });
    }
  }
}
