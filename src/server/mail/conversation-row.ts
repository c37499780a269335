/** Where the forwarding to the visitor keeps its place: columns of the conversation, and the log of its verdicts. */
import { sql } from "kysely";
import type { Claim, Desk } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";

export interface Row {
  /** False when the forwarded cursor is not where it was. */
  claim(claim: Claim, forwardedCursor: number): Promise<boolean>;
  schedule(at: number | null): Promise<void>;
  readonly record: Desk["record"];
}

/** Kept of one conversation. A reply takes about four: it waits, goes, and then there is nothing to forward. */
const MOST_VERDICTS = 200;

export function conversationRow(tx: Database, id: string, now: number): Row {
  return {
    async claim({ forwardedCursor, transcriptCursor }, before) {
      const { numUpdatedRows } = await tx
        .updateTable("conversations")
        .set({
          forwarded_cursor: sql<number>`greatest(forwarded_cursor, ${forwardedCursor}::bigint)`,
          transcript_cursor: sql<number>`greatest(transcript_cursor, ${transcriptCursor}::bigint)`,
        })
        .where("id", "=", id)
        .where("forwarded_cursor", "=", before)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async schedule(at) {
      await tx.updateTable("conversations").set({ due_at: at }).where("id", "=", id).execute();
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
