/** A delivery and its letter's tokens as rows. What a delivery is and when it changes is forwarding/'s. */
import type { Delivery } from "../../forwarding/delivery.js";
import type { FrozenLetter } from "../../forwarding/store.js";
import type { Side } from "./side.js";

const DAY_MS = 86_400_000;
/** From the claim. A resume link is for the mail's reader, not for whoever finds the mail in a year. */
const RESUME_MS = 30 * DAY_MS;
const REPLY_MS = 180 * DAY_MS;

export function columnsOf(delivery: Delivery) {
  return {
    state: delivery.state,
    address: delivery.to.toLowerCase(),
    accepted_at: delivery.state === "sent" ? delivery.acceptedAt : null,
    delivery: JSON.stringify(delivery),
  };
}

/** The hashes alone: the tokens are in the letter, and nowhere else. A letter to an agent opens no conversation and unsubscribes nobody. */
export function tokensOf({ hashes }: FrozenLetter, { conversationId, agentId }: Side, n: number, address: string, now: number) {
  const ends = { reply: now + REPLY_MS, bounce: now + REPLY_MS, resume: now + RESUME_MS, unsubscribe: null };
  const kinds = agentId === null ? (["reply", "bounce", "resume", "unsubscribe"] as const) : (["reply", "bounce"] as const);
  return kinds.map((kind) => ({
    hash: hashes[kind],
    kind,
    conversation_id: conversationId,
    agent_id: agentId,
    n,
    address,
    expires_at: ends[kind],
  }));
}
