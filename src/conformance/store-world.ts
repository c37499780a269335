/** What the store kit needs around a forwarding store: conversations in which something happens, all of one site. */
import type { Claimed } from "../forwarding/delivery.js";
import type { Claim, Desk, ForwardingStore, FrozenLetter } from "../forwarding/store.js";
import type { Verdict } from "../forwarding/verdict.js";
import { Broken } from "./case.js";

/** A store, and what happens in the conversations it keeps. */
export interface StoreWorld {
  /** The store as one worker has it: two calls are two workers at the same conversations. */
  store(): ForwardingStore;
  /** A new conversation: a visitor with this unconfirmed address has left, and one reply at this time waits for them. Its id. */
  waiting(email: string, at: number): Promise<string>;
  /** One more reply, at this time. May wait while a step holds the conversation. */
  reply(conversation: string, at: number): Promise<void>;
  /** Every verdict that was kept of it, oldest first. */
  verdicts(conversation: string): Promise<readonly Verdict[]>;
}

/** Long after anything that happens in a case: nothing of it is at its time by chance. */
export const LATER = 1_000_000_000;

let made = 0;
/** An address that no other case mails. */
export const anAddress = (): string => `reader-${++made}@example.com`;

/** One step, which has to come to its conversation. */
export async function step<T>(
  store: ForwardingStore,
  conversation: string,
  work: (desk: Desk) => Promise<T>,
  now = LATER,
): Promise<T> {
  const result = await store.locked(conversation, now, "wait", async (desk) => ({ of: await work(desk) }));
  if (result === undefined) throw new Broken(`Nothing was run on the conversation ${conversation}, which is there and free`);
  return result.of;
}

/** What the next step of the conversation is shown. */
export function shown(store: ForwardingStore, conversation: string, now = LATER): Promise<Desk["thread"]> {
  return step(store, conversation, async (desk) => desk.thread, now);
}

/** A claim of everything that is not yet claimed, as the worker makes one. */
export function claimOf({ thread }: Desk): Claim & { readonly delivery: Claimed } {
  const n = thread.deliveries.length + 1;
  const fresh = thread.lines.flatMap(({ seq, by }) => (by === "agent" && seq > thread.forwardedCursor ? [seq] : []));
  const id = (nth: number) => `<${thread.conversationId}.${nth}@mail.example>`;
  return {
    forwardedCursor: Math.max(thread.forwardedCursor, ...fresh),
    transcriptCursor: thread.transcriptCursor,
    delivery: {
      state: "claimed",
      n,
      kind: "unread",
      whole: false,
      new: fresh,
      context: [],
      interleaved: [],
      to: thread.address?.email ?? "",
      messageId: id(n),
      inReplyTo: id(0),
      references: [id(0)],
      re: n > 1,
      claimedAt: LATER,
      editsAtClaim: 0,
      attempts: 0,
      nextAttemptAt: LATER,
    },
  };
}

/** Bytes of every value, so that a store which takes them for text is found out. */
export function letterTo(to: string): FrozenLetter {
  const raw = Uint8Array.from({ length: 512 }, (_, n) => n % 256);
  const hash = () => `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", "");
  const hashes = { reply: hash(), bounce: hash(), unsubscribe: hash(), resume: hash() };
  return { raw, envelope: { from: `b-${to}`, to }, hashes };
}
