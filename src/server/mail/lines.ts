/** What was said, as far back as the forwarding rules look (forwarding/reach.ts) and no further: a long conversation costs what a short one does. */
import { type ExpressionBuilder, sql } from "kysely";
import type { Reach } from "../../forwarding/reach.js";
import type { Author, Line } from "../../forwarding/thread.js";
import type { Database, Tables } from "../database/tables.js";

const PUBLIC = ["visitor", "agent", "bot"] as const satisfies readonly Author[];

/** Ascending. */
export async function linesOf(
  db: Database,
  conversationId: string,
  { from, before, agentsBefore, after }: Reach,
): Promise<Line[]> {
  const all = db
    .selectFrom("messages")
    .select(["seq", "by", "at", "edits", sql<boolean>`deleted_at is not null`.as("deleted")])
    .where("conversation_id", "=", conversationId);
  const lastBefore = (by: readonly (typeof PUBLIC)[number][], most: number) => {
    const isPublic = (is: ExpressionBuilder<Tables, "messages">) =>
      is.and([is("by", "in", by), is("deleted_at", "is", null), is("seq", ">", after), is("seq", "<", from)]);
    return db.selectFrom(all.where(isPublic).orderBy("seq", "desc").limit(most).as("earlier")).selectAll();
  };
  const lines = await all
    .where("seq", ">=", from)
    .$if(before > 0, (lines) => lines.unionAll(lastBefore(PUBLIC, before)))
    .$if(agentsBefore > 0, (lines) => lines.unionAll(lastBefore(["agent"], agentsBefore)))
    .execute();
  return [...new Map(lines.map((line) => [line.seq, line])).values()].sort((one, other) => one.seq - other.seq);
}
