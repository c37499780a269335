/** Two at one conversation at the same moment, as often as asked for: a reader and a worker (F28), two workers (F29). */
import { randomBytes } from "node:crypto";
import {
  type Carrier,
  type ForwardingStore,
  forwardOne,
  type MemoryMailer,
  memoryMailer,
} from "../../../src/forwarding/index.js";
import type { VectorWorld } from "../vector-world.js";

const ID = "v";
const MINUTE_MS = 60_000;

export interface Race {
  readonly mailed: number;
  /** Rounds in which the mail was not sent, because it was read first. */
  readonly withheld: number;
}

/**
 * F28. Throws when a letter is handed over although the reading was on record before the worker took its last look, or when one that was
 * neither read in time nor mailed is left. The reader starts between nothing and some steps of the worker later.
 */
export async function readAtTheClaim(world: VectorWorld, rounds: number): Promise<Race> {
  let [lookedAt, recordedAt, now, mailed] = [0, Number.POSITIVE_INFINITY, 0, 0];
  const mailer = memoryMailer(() => {
    mailed++;
    if (recordedAt < lookedAt) throw new Error("A mail left after its reading had been recorded");
  });
  const store: ForwardingStore = {
    ...world.store,
    locked(...all) {
      lookedAt = performance.now();
      return world.store.locked(...all);
    },
  };
  const carrier = carrierOf(store, mailer, () => now);
  for (let round = 1; round <= rounds; round++) {
    [now, recordedAt] = [round * 60 * MINUTE_MS, Number.POSITIVE_INFINITY];
    const seq = round + 2;
    await world.happen({ t: 0, type: "agent", seq }, now - 30 * MINUTE_MS);
    const read = async () => {
      await world.happen({ t: 0, type: "read", seq }, now);
      recordedAt = performance.now();
    };
    // Which is first is certain in two rounds of every eight; in the others they meet where they may.
    if (round % 8 === 0) await read();
    if (round % 8 === 4) await forwardOne(carrier, ID);
    await Promise.all([forwardOne(carrier, ID), round % 8 === 0 ? undefined : pause((round % 8) ** 2).then(read)]);
    await forwardOne(carrier, ID);
    const { deliveries, readCursor } = await world.thread();
    const open = deliveries.filter(({ state }) => state === "claimed");
    if (readCursor !== seq || open.length > 0)
      throw new Error(`Round ${round}: read up to ${readCursor}, ${open.length} mails open`);
  }
  return { mailed, withheld: rounds - mailed };
}

/** F29. Throws unless every job is one mail. */
export async function twoWorkers(world: VectorWorld, rounds: number): Promise<Race> {
  let now = 0;
  const mailer = memoryMailer();
  const carrier = carrierOf(world.store, mailer, () => now);
  for (let round = 1; round <= rounds; round++) {
    now = round * 60 * MINUTE_MS;
    await world.happen({ t: 0, type: "agent", seq: round + 2 }, now - 30 * MINUTE_MS);
    await Promise.all([forwardOne(carrier, ID), forwardOne(carrier, ID)]);
    // Whoever found it held has left it to the other.
    if (mailer.taken.length !== round) throw new Error(`Round ${round}: ${mailer.taken.length} mails`);
  }
  return { mailed: rounds, withheld: 0 };
}

function carrierOf(store: ForwardingStore, mailer: MemoryMailer, now: () => number): Carrier {
  return {
    store,
    mailer,
    random: randomBytes,
    now,
    report: ({ error }) => {
      throw error;
    },
  };
}

/** So many turns of the event loop. */
async function pause(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
