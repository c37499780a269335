/** Takes one conversation as far as it goes now: decide, claim, look again, carry, settle, and once more until there is nothing due. */
import { type Clock, systemClock } from "./clock.js";
import type { Claimed } from "./delivery.js";
import type { Random } from "./letter/tokens.js";
import type { Mailer } from "./mailer.js";
import type { Outcome } from "./outcome.js";
import { advance, conclude, type Step } from "./step.js";
import type { ForwardingStore } from "./store.js";

/** What one worker works with. */
export interface Carrier {
  readonly store: ForwardingStore;
  readonly mailer: Mailer;
  readonly random: Random;
  readonly now: () => number;
  /** Between two tries to record what became of a letter. */
  readonly sleep?: Clock["sleep"];
  /** Told of everything that went wrong, with the conversation it went wrong in. Never gets texts, addresses or tokens. */
  readonly report: (trouble: Trouble) => void;
}

/** What went wrong, where. */
export interface Trouble {
  readonly during: "step" | "carry" | "sweep";
  readonly conversationId?: string;
  readonly error: unknown;
}

/** A claim, a lease, a cancelled mail and its successor: a handful. More means rules that chase their own tail; the next look is then later. */
const MOST_STEPS = 20;
/** Of the lease, kept free for what a timer may be late by. */
const MARGIN = 0.1;
const FIRST_REST_MS = 250;
const NEVER = new AbortController().signal;

/** Rejects when a step fails: its transaction is undone then, and nothing was carried. */
export async function forwardOne(carrier: Carrier, conversationId: string): Promise<void> {
  const { store, random, now } = carrier;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = await store.locked(conversationId, now(), "skip", (desk) => advance(desk, random, now()));
    if (step === undefined || step.did === "rest") return;
    if (step.did === "lease" && !(await carry(carrier, conversationId, step))) return;
  }
  throw new Error(`Conversation ${conversationId} did not come to rest in ${MOST_STEPS} steps`);
}

/**
 * True when there may be more to do now: not where all is at rest, nor where nobody knows what became of the letter. Its lease runs
 * out then, and the same bytes go again.
 */
async function carry(carrier: Carrier, conversationId: string, step: Extract<Step, { did: "lease" }>): Promise<boolean> {
  const { mailer, now, report } = carrier;
  // Over before the lease is, so that no two workers ever carry the same letter at once; also where the lease took long to write.
  const limit = AbortSignal.timeout(Math.max(0, Math.floor(step.delivery.nextAttemptAt - now() - step.leaseMs * MARGIN)));
  let outcome: Outcome;
  try {
    outcome = await Promise.race([mailer.send(step.letter, limit), rejectsWith(limit)]);
  } catch (error) {
    report({ during: "carry", conversationId, error });
    return false;
  }
  return record(carrier, conversationId, step.delivery, outcome);
}

/**
 * Tries until the lease ends: a letter that was taken while the database restarted must not go again for that. Recording twice is
 * harmless, so a commit whose answer got lost is simply tried once more.
 */
async function record(carrier: Carrier, conversationId: string, delivery: Claimed, outcome: Outcome): Promise<boolean> {
  const { store, now, report, sleep = systemClock.sleep } = carrier;
  for (let restMs = FIRST_REST_MS; ; restMs *= 2) {
    try {
      const isAtRest = await store.locked(conversationId, now(), "wait", (desk) => conclude(desk, delivery, outcome, now()));
      return !isAtRest;
    } catch (error) {
      report({ during: "carry", conversationId, error });
      if (now() + restMs >= delivery.nextAttemptAt) return false;
      await sleep(restMs, NEVER);
    }
  }
}

/** For a mailer that does not listen to its signal. */
function rejectsWith(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
