/**
 * One conversation, from one side, held for one step of the forwarding. What the step puts down is gathered and kept with its end,
 * in one statement of the transaction that holds the row.
 */

import type { Delivery } from "../../forwarding/delivery.js";
import type { LetterParts } from "../../forwarding/letter/parts.js";
import type { Desk, FrozenLetter } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";
import { agentRow } from "./agent-row.js";
import { conversationRow, type Place } from "./conversation-row.js";
import { claimWrites, updateWrite } from "./delivery-row.js";
import { writeAll } from "./one-statement.js";
import { agentIs, type Side } from "./side.js";
import { suppress } from "./suppression.js";
import type { Loaded } from "./thread.js";

export interface Held extends Loaded {
  readonly side: Side;
  readonly now: number;
}

interface Gathered extends Place {
  readonly letter?: FrozenLetter;
  readonly delivery?: Delivery;
}

export function createDesk(
  tx: Database,
  held: Held,
  letter: (seqs: readonly number[]) => Promise<LetterParts>,
): { readonly desk: Desk; keep(): Promise<void> } {
  const { thread, rules, site, side, now } = held;
  const row = side.agentId === null ? conversationRow(tx, side.conversationId, now) : agentRow(tx, side);
  let gathered: Gathered = {};

  async function keep(): Promise<void> {
    const { claim, letter, delivery } = gathered;
    const writes = [
      ...row(gathered),
      ...(claim && letter ? claimWrites(tx, { side, siteId: site.id, delivery: claim.delivery, letter, now }) : []),
      ...(delivery ? [updateWrite(tx, side, delivery)] : []),
    ];
    gathered = {};
    await writeAll(tx, writes);
  }
  /** A step puts each thing down once. Where one does so again, what is there is kept before: one statement writes a row once. */
  const put = async (more: Gathered, ...before: readonly (keyof Gathered)[]) => {
    if (before.some((kind) => gathered[kind] !== undefined)) await keep();
    gathered = { ...gathered, ...more };
  };

  const desk: Desk = {
    thread,
    rules,
    letter,
    claim: (claim, letter) => put({ claim: { ...claim, before: thread.forwardedCursor }, letter }, "claim", "delivery"),
    async frozen(n) {
      if (gathered.claim !== undefined) await keep();
      const row = await tx
        .selectFrom("deliveries")
        .select(["raw", "envelope_from", "envelope_to"])
        .where("conversation_id", "=", side.conversationId)
        .where(...agentIs(side.agentId))
        .where("n", "=", n)
        .executeTakeFirst();
      if (!row?.raw || row.envelope_from === null || row.envelope_to === null) throw new Error(`Delivery ${n} has no letter`);
      return { raw: row.raw, envelope: { from: row.envelope_from, to: row.envelope_to } };
    },
    update: (delivery) => put({ delivery }, "claim", "delivery"),
    async suppress(email, because) {
      await suppress(tx, site.id, email, because, now);
    },
    async schedule(at) {
      // A lease that runs out is an event nobody reports: whatever waits for the reader is looked at again then.
      const leaseEnds = held.presentUntil ?? Number.POSITIVE_INFINITY;
      await put({ due: at === undefined ? null : Math.ceil(Math.min(at, leaseEnds)) });
    },
    record: (verdict) => put({ verdict }, "verdict"),
  };
  return { desk, keep };
}
