/** One conversation held for one step of the forwarding: its writes are part of the transaction that holds the row. */
import { sql } from "kysely";
import type { LetterParts } from "../../forwarding/letter/parts.js";
import type { Desk } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";
import { columnsOf, tokensOf } from "./delivery-row.js";
import { suppress } from "./suppression.js";
import type { Loaded } from "./thread.js";

/** Kept of one conversation. A reply takes about four: it waits, goes, and then there is nothing to forward. */
const MOST_VERDICTS = 200;

export interface Held extends Loaded {
  readonly siteId: string;
  readonly now: number;
}

export function createDesk(tx: Database, held: Held, letter: (seqs: readonly number[]) => Promise<LetterParts>): Desk {
  const { thread, rules, siteId, now } = held;
  const id = thread.conversationId;
  return {
    thread,
    rules,
    letter,
    async claim({ delivery, forwardedCursor, transcriptCursor }, frozen) {
      const { numUpdatedRows } = await tx
        .updateTable("conversations")
        .set({
          forwarded_cursor: sql<number>`greatest(forwarded_cursor, ${forwardedCursor}::bigint)`,
          transcript_cursor: sql<number>`greatest(transcript_cursor, ${transcriptCursor}::bigint)`,
        })
        .where("id", "=", id)
        .where("forwarded_cursor", "=", thread.forwardedCursor)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Error("The forwarded cursor moved under the claim");
      // An index allows one open delivery a conversation: a second one breaks it, and with it this step.
      await tx
        .insertInto("deliveries")
        .values({
          conversation_id: id,
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
        .values(tokensOf(frozen, id, delivery.n, delivery.to, now))
        .execute();
    },
    async frozen(n) {
      const row = await tx
        .selectFrom("deliveries")
        .select(["raw", "envelope_from", "envelope_to"])
        .where("conversation_id", "=", id)
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
        .where("conversation_id", "=", id)
        .where("n", "=", delivery.n)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Error(`There is no delivery ${delivery.n} to update`);
    },
    async suppress(email, because) {
      await suppress(tx, siteId, email, because, now);
    },
    async schedule(at) {
      // A lease that runs out is an event nobody reports: whatever waits for the visitor is looked at again then.
      const leaseEnds = held.presentUntil ?? Number.POSITIVE_INFINITY;
      await tx
        .updateTable("conversations")
        .set({ due_at: at === undefined ? null : Math.ceil(Math.min(at, leaseEnds)) })
        .where("id", "=", id)
        .execute();
    },
    async record(verdict) {
      const kept = JSON.stringify(verdict);
      // goesOn() in SQL: an equal verdict changes nothing, the same wait for another moment moves the one kept.
      await sql`
        with last as (select id, verdict from verdicts where conversation_id = ${id} order by id desc limit 1),
        moved as (
          update verdicts set verdict = ${kept}::jsonb
          where id = (select id from last where verdict ->> 'do' = 'wait' and verdict - 'until' = ${kept}::jsonb - 'until')
          returning id
        )
        insert into verdicts (conversation_id, at, verdict)
        select ${id}, ${now}::bigint, ${kept}::jsonb
        where not exists (select from moved) and ${kept}::jsonb is distinct from (select verdict from last)`.execute(tx);
      // Whoever opens and closes the chat all day changes the verdict each time; what was decided long ago answers no question.
      await sql`
        delete from verdicts where conversation_id = ${id} and id <= (
          select id from verdicts where conversation_id = ${id} order by id desc offset ${MOST_VERDICTS} limit 1)`.execute(tx);
    },
  };
}
