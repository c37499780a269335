/** What the worker's tests are made of: a clock that jumps, letters with something in them, a store with conversations in it. */
import { type Clock, type LetterParts, type MemoryStore, memoryStore, type Rules } from "../../../src/forwarding/index.js";

export interface JumpingClock extends Clock {
  /** How long the sleepers slept, in all. */
  readonly slept: readonly number[];
}

/** Sleeping takes no time but moves the clock. Timers of the real world stay away from these tests. */
export function jumpingClock(start = 0): JumpingClock {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms, signal) {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
      slept.push(ms);
      now += ms;
    },
  };
}

export const SITE: LetterParts["site"] = {
  name: "Flora Garden Shop",
  from: "chat@flora.example",
  mailDomain: "mail.flora.example",
  resumeLink: "https://flora.example/chat#recado={token}",
  unsubscribeLink: "https://chat.flora.example/unsubscribe/{token}",
  inbound: { host: "reply.flora.example", isRead: true },
};

export const parts = (_id: string, seqs: readonly number[]): LetterParts => ({
  locale: "en",
  site: SITE,
  lines: seqs.map((seq) => ({ seq, by: "agent", name: "Amélie", text: `Message ${seq}`, at: seq })),
});

/** Conversations each with one reply at 0 that is due at 120 s. */
export async function storeWith(
  ids: readonly string[],
  options: { rules?: Rules; letter?: typeof parts } = {},
): Promise<MemoryStore> {
  const store = memoryStore({ letter: parts, ...options });
  for (const id of ids) {
    store.open(id, {
      address: { email: `${id}@example.com`, verified: true, withheldUpTo: 0 },
      presence: { state: "away", since: 0 },
    });
    await store.happen(id, { type: "agent", seq: 1, at: 0 });
  }
  return store;
}
