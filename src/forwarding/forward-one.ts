/** Takes one conversation as far as it goes now: decide, claim, look again, carry, settle, and once more until there is nothing due. */
import type { Random } from "./letter/tokens.js";
import type { Mailer } from "./mailer.js";
import { advance, conclude, type Step } from "./step.js";
import type { ForwardingStore } from "./store.js";

export interface Carrier {
  readonly store: ForwardingStore;
  readonly mailer: Mailer;
  readonly random: Random;
  readonly now: () => number;
  /** Told of everything that went wrong, with the conversation it went wrong in. Never gets texts, addresses or tokens. */
  readonly report: (trouble: Trouble) => void;
}

export interface Trouble {
  readonly during: "step" | "carry" | "sweep";
  readonly conversationId?: string;
  readonly error: unknown;
}

/** A claim, a lease, a cancelled mail and its successor: a handful. More means rules that chase their own tail; the next look is then later. */
const MOST_STEPS = 20;

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

/** False when nobody knows what became of the letter: the lease runs out then, and the same bytes go again. */
async function carry(carrier: Carrier, conversationId: string, step: Extract<Step, { did: "lease" }>): Promise<boolean> {
  const { store, mailer, now, report } = carrier;
  // Over before the lease is, so that no two workers ever carry the same letter at once.
  const limit = AbortSignal.timeout(Math.floor(step.leaseMs * 0.9));
  try {
    const outcome = await Promise.race([mailer.send(step.letter, limit), rejectsWith(limit)]);
    await store.locked(conversationId, now(), "wait", (desk) => conclude(desk, step.delivery, outcome, now()));
    return true;
  } catch (error) {
    report({ during: "carry", conversationId, error });
    return false;
  }
}

/** For a mailer that does not listen to its signal. */
function rejectsWith(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
