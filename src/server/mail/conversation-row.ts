/** Where the forwarding to the visitor keeps its place: columns of the conversation, and the log of its verdicts. */
import { sql } from "kysely";
import type { Claim } from "../../forwarding/store.js";
import type { Verdict } from "../../forwarding/verdict.js";
import type { Database } from "../database/tables.js";
import type { Write } from "./one-statement.js";

/** What a step changes of its place; what is not there stays. */
export interface Place {
  readonly due?: number | null;
  /** The cursors of a claim, where the forwarded one is still this. */
  readonly claim?: Claim & { readonly before: number };
  readonly verdict?: Verdict;
}
export type Row = (place: Place) => Write[];

export const MOVED = "The forwarded cursor moved under the claim";
/** Kept of one conversation. A reply takes about three: it waits, goes, and then there is nothing to forward. */
const MOST_VERDICTS = 200;

export function conversationRow(tx: Database, id: string, now: number): Row {
  const placed = ({ due, claim }: Place): Write[] => {
    if (due === undefined && claim === undefined) return [];
    const query = tx
      .updateTable("conversations")
      .where("id", "=", id)
      .$if(due !== undefined, (update) => update.set({ due_at: due ?? null }))
      .$if(claim !== undefined, (update) =>
        update
          .set({
            forwarded_cursor: sql<number>`greatest(forwarded_cursor, ${claim?.forwardedCursor}::bigint)`,
            transcript_cursor: sql<number>`greatest(transcript_cursor, ${claim?.transcriptCursor}::bigint)`,
          })
          .where("forwarded_cursor", "=", claim?.before ?? 0),
      )
      .returning("id");
    return [{ name: "placed", query, missing: MOVED }];
  };
  const said = (verdict: Verdict): Write[] => {
    const kept = sql`${JSON.stringify(verdict)}::jsonb`;
    // goesOn() in SQL: an equal verdict changes nothing, the same wait for another moment moves the one kept.
    return [
      {
        name: "last",
        query: sql`select id, verdict from verdicts where conversation_id = ${id} order by id desc limit 1`,
      },
      {
        name: "moved",
        query: sql`
          update verdicts set verdict = ${kept}
          where id = (select id from last where verdict ->> 'do' = 'wait' and verdict - 'until' = ${kept} - 'until')
          returning id`,
      },
      {
        name: "said",
        query: sql`
          insert into verdicts (conversation_id, at, verdict)
          select ${id}, ${now}::bigint, ${kept}
          where not exists (select from moved) and ${kept} is distinct from (select verdict from last)
          returning id`,
      },
      {
        // Whoever opens and closes the chat all day changes the verdict each time; what was decided long ago answers no question.
        name: "forgotten",
        query: sql`
          delete from verdicts where conversation_id = ${id} and exists (select from said) and id <= (
            select id from verdicts where conversation_id = ${id} order by id desc offset ${MOST_VERDICTS - 1} limit 1)`,
      },
    ];
  };
  return (place) => [...placed(place), ...(place.verdict === undefined ? [] : said(place.verdict))];
}
