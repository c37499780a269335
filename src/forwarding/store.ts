/**
 * The store as the forwarding worker needs it. memory-store.ts is the reference reading; a database keeps the same promises.
 *
 * Whoever writes an event of a conversation (apply.ts lists them) sets its due time to now, in the same transaction, and rings
 * the worker's bell: the worker then decides anew and schedules the right time itself. Nobody else computes due times.
 * Only "an agent is typing" may leave the due time alone: it can but delay, and is seen when the mail falls due.
 */
import type { Claimed, Delivery } from "./delivery.js";
import type { LetterParts } from "./letter/parts.js";
import type { Rules } from "./rules.js";
import type { Thread } from "./thread.js";
import type { Verdict } from "./verdict.js";

/** Conversations as the worker needs them: which are due, and one of them held. */
export interface ForwardingStore {
  /** Ids of conversations whose due time is at or before `now`, most overdue first, at most `limit`. */
  due(now: number, limit: number): Promise<readonly string[]>;
  /** The earliest due time there is, so that the worker may sleep until then; undefined when nothing is scheduled. */
  nextDue(): Promise<number | undefined>;
  /**
   * Runs `work` in one transaction that holds the conversation's row: what the desk shows stays true until it ends. All of the
   * desk's writes are kept, or none when `work` throws. Somebody else holds it: `skip` returns undefined at once without running
   * `work` (`FOR UPDATE SKIP LOCKED`), `wait` queues for it (`FOR UPDATE`; the outcome of a carried mail must not get lost).
   * Undefined also when the conversation is gone. `now` bounds the 24 hours of `acceptedForAddress`.
   */
  locked<T>(conversationId: string, now: number, patience: Patience, work: (desk: Desk) => Promise<T>): Promise<T | undefined>;
}

/** What to do where somebody else holds the conversation. */
export type Patience = "skip" | "wait";

/** One conversation, held. `thread` is as it was when the lock was taken; the worker makes one step per lock. */
export interface Desk {
  readonly thread: Thread;
  readonly rules: Rules;
  /** Texts, names and addresses for a letter of these seqs (ascending). */
  letter(seqs: readonly number[]): Promise<LetterParts>;
  /**
   * Inserts the delivery with its bytes and moves both cursors by `max`. Throws, and so undoes the step, when there is an open
   * delivery or the forwarded cursor is not the one of `thread`: cheap insurance against a store whose lock does not hold.
   */
  claim(claim: Claim, letter: FrozenLetter): Promise<void>;
  /** The bytes frozen at the claim of delivery `n`. They may be dropped once the delivery is sent, cancelled or failed: they hold the tokens in clear. */
  frozen(n: number): Promise<CarriedLetter>;
  /** Writes the new state of an existing delivery. */
  update(delivery: Delivery): Promise<void>;
  /** Remembers for good that this address wants or takes no mail; for every conversation of the site. */
  suppress(email: string, because: string): Promise<void>;
  /** When to look at this conversation again; undefined: only when an event comes. Replaces the earlier due time. */
  schedule(at: number | undefined): Promise<void>;
  /** Keeps the verdict with its reason: "why was this (not) mailed". One that only goes on with the last kept one takes its place (`goesOn`). */
  record(verdict: Verdict): Promise<void>;
}

/** A delivery as it begins, and where it moves the cursors. */
export interface Claim {
  readonly delivery: Claimed;
  readonly forwardedCursor: number;
  readonly transcriptCursor: number;
}

/** A full RFC 5322 message and its SMTP envelope. */
export interface CarriedLetter {
  readonly raw: Uint8Array;
  readonly envelope: { readonly from: string; readonly to: string };
}

/** A letter as it is claimed: with the hashes under which its tokens will be recognised. The tokens themselves are only in `raw`. */
export interface FrozenLetter extends CarriedLetter {
  /** SHA-256 in hex of each token's text. Valid from the claim: reply and bounce 180 days, resume 30 days, unsubscribe for good. */
  readonly hashes: { readonly reply: string; readonly bounce: string; readonly unsubscribe: string; readonly resume: string };
}
