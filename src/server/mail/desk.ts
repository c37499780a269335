/** One conversation, from one side, held for one step of the forwarding: its writes are part of the transaction that holds the row. */
import type { LetterParts } from "../../forwarding/letter/parts.js";
import type { Desk } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";
import { agentRow } from "./agent-row.js";
import { conversationRow } from "./conversation-row.js";
import { columnsOf, tokensOf } from "./delivery-row.js";
import type { Side } from "./side.js";
import { suppress } from "./suppression.js";
import type { Loaded } from "./thread.js";

export interface Held extends Loaded {
  readonly siteId: string;
  readonly side: Side;
  readonly now: number;
}

export function createDesk(tx: Database, held: Held, letter: (seqs: readonly number[]) => Promise<LetterParts>): Desk {
  const { thread, rules, siteId, side, now } = held;
  const { conversationId, agentId } = side;
  const row = agentId === null ? conversationRow(tx, conversationId, now) : agentRow(tx, conversationId, agentId);
  return {
    thread,
    rules,
    letter,
    async claim(claim, frozen) {
      const { delivery } = claim;
      if (!(await row.claim(claim, thread.forwardedCursor))) throw new Error("The forwarded cursor moved under the claim");
      // An index allows one open delivery a side: a second one breaks it, and with it this step.
      await tx
        .insertInto("deliveries")
        .values({
          conversation_id: conversationId,
          agent_id: agentId,
          n: delivery.n,
          site_id: siteId,
          ...columnsOf(delivery),
          raw: Buffer.from(frozen.raw),
          envelope_from: frozen.envelope.from,
          envelope_to: frozen.envelope.to,
        })
        .execute();
      await tx
        .insertInto("mail_tokens")
        .values(tokensOf(frozen, side, delivery.n, delivery.to, now))
        .execute();
    },
    async frozen(n) {
      const row = await tx
        .selectFrom("deliveries")
        .select(["raw", "envelope_from", "envelope_to"])
        .where("conversation_id", "=", conversationId)
        .where("agent_id", "is not distinct from", agentId)
        .where("n", "=", n)
        .executeTakeFirst();
      if (!row?.raw || row.envelope_from === null || row.envelope_to === null) throw new Error(`Delivery ${n} has no letter`);
      return { raw: row.raw, envelope: { from: row.envelope_from, to: row.envelope_to } };
    },
    async update(delivery) {
      // What has gone, or will never go, needs its bytes no more: they hold the tokens in clear.
      const spent = delivery.state === "claimed" ? {} : { raw: null };
      const { numUpdatedRows } = await tx
        .updateTable("deliveries")
        .set({ ...columnsOf(delivery), ...spent })
        .where("conversation_id", "=", conversationId)
        .where("agent_id", "is not distinct from", agentId)
        .where("n", "=", delivery.n)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Error(`There is no delivery ${delivery.n} to update`);
    },
    async suppress(email, because) {
      await suppress(tx, siteId, email, because, now);
    },
    async schedule(at) {
      // A lease that runs out is an event nobody reports: whatever waits for the reader is looked at again then.
      const leaseEnds = held.presentUntil ?? Number.POSITIVE_INFINITY;
      await row.schedule(at === undefined ? null : Math.ceil(Math.min(at, leaseEnds)));
    },
    record: row.record,
  };
}
