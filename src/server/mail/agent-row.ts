/** Where the mail to one agent keeps its place in a conversation. Of its verdicts the last one is enough: it says how things stand. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";
import type { Row } from "./conversation-row.js";

export function agentRow(tx: Database, conversationId: string, agentId: string): Row {
  const update = () =>
    tx.updateTable("agent_threads").where("conversation_id", "=", conversationId).where("agent_id", "=", agentId);
  return {
    async claim({ forwardedCursor }, before) {
      const { numUpdatedRows } = await update()
        .set({ forwarded_cursor: sql<number>`greatest(forwarded_cursor, ${forwardedCursor}::bigint)` })
        .where("forwarded_cursor", "=", before)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async schedule(at) {
      await update().set({ due_at: at }).execute();
    },
    async record(verdict) {
      await update()
        .set({ verdict: JSON.stringify(verdict) })
        .execute();
    },
  };
}
