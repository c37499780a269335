/** A delivery and its letter's tokens as rows. What a delivery is and when it changes is forwarding/'s. */
import type { Delivery } from "../../forwarding/delivery.js";
import type { FrozenLetter } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";
import type { Write } from "./one-statement.js";
import { agentIs, type Side } from "./side.js";

const DAY_MS = 86_400_000;
/** From the claim. A resume link is for the mail's reader, not for whoever finds the mail in a year. */
const RESUME_MS = 30 * DAY_MS;
const REPLY_MS = 180 * DAY_MS;

interface Claimed {
  readonly side: Side;
  readonly siteId: string;
  readonly delivery: Delivery;
  readonly letter: FrozenLetter;
  readonly now: number;
}

/** An index allows one open delivery a side: a second one breaks it, and with it its step. */
export function claimWrites(tx: Database, { side, siteId, delivery, letter, now }: Claimed): Write[] {
  const claimed = tx.insertInto("deliveries").values({
    conversation_id: side.conversationId,
    agent_id: side.agentId,
    n: delivery.n,
    site_id: siteId,
    ...columnsOf(delivery),
    raw: Buffer.from(letter.raw),
    envelope_from: letter.envelope.from,
    envelope_to: letter.envelope.to,
  });
  const tokens = tx.insertInto("mail_tokens").values(tokensOf(letter, side, delivery, now));
  return [
    { name: "claimed", query: claimed },
    { name: "tokens", query: tokens },
  ];
}

export function updateWrite(tx: Database, { conversationId, agentId }: Side, delivery: Delivery): Write {
  // What has gone, or will never go, needs its bytes no more: they hold the tokens in clear.
  const spent = delivery.state === "claimed" ? {} : { raw: null };
  const query = tx
    .updateTable("deliveries")
    .set({ ...columnsOf(delivery), ...spent })
    .where("conversation_id", "=", conversationId)
    .where(...agentIs(agentId))
    .where("n", "=", delivery.n)
    .returning("n");
  return { name: "updated", query, missing: `There is no delivery ${delivery.n} to update` };
}

export function columnsOf(delivery: Delivery) {
  return {
    state: delivery.state,
    address: delivery.to.toLowerCase(),
    accepted_at: delivery.state === "sent" ? delivery.acceptedAt : null,
    delivery: JSON.stringify(delivery),
  };
}

/** The hashes alone: the tokens are in the letter, and nowhere else. A letter to an agent opens no conversation and unsubscribes nobody. */
function tokensOf({ hashes }: FrozenLetter, { conversationId, agentId }: Side, { n, to: address }: Delivery, now: number) {
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
