/** Where the mail to one agent keeps its place in a conversation. Of its verdicts the last one is enough: it says how things stand. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";
import { MOVED, type Row } from "./conversation-row.js";
import type { Side } from "./side.js";

export function agentRow(tx: Database, { conversationId, agentId }: Side): Row {
  return ({ due, claim, verdict }) => {
    const query = tx
      .updateTable("agent_threads")
      .where("conversation_id", "=", conversationId)
      .where("agent_id", "=", agentId)
      .$if(due !== undefined, (update) => update.set({ due_at: due ?? null }))
      .$if(verdict !== undefined, (update) => update.set({ verdict: JSON.stringify(verdict) }))
      .$if(claim !== undefined, (update) =>
        update
          .set({ forwarded_cursor: sql<number>`greatest(forwarded_cursor, ${claim?.forwardedCursor}::bigint)` })
          .where("forwarded_cursor", "=", claim?.before ?? 0),
      )
      .returning("agent_id");
    return due === undefined && claim === undefined && verdict === undefined ? [] : [{ name: "placed", query, missing: MOVED }];
  };
}
