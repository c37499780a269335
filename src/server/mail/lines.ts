/** What was said, as far back as the forwarding rules look (forwarding/reach.ts) and little further: a long conversation costs what a short one does. */
import { type ExpressionBuilder, sql } from "kysely";
import type { Reach } from "../../forwarding/reach.js";
import type { Author, Line } from "../../forwarding/thread.js";
import type { Database, Tables } from "../database/tables.js";

type Public = readonly Exclude<Author, "system" | "note">[];
const PUBLIC: Public = ["visitor", "agent", "bot"];

/** So many of the last come along with the mails: nearly always the rules look no further, and these need no question of their own. */
const ALONG = 20;

export const lastLines = (db: Database, conversationId: string) =>
  linesIn(db, conversationId).orderBy("seq", "desc").limit(ALONG);

/** Ascending: `last`, as lastLines() brought them, where they reach that far. */
export async function linesOf(db: Database, conversationId: string, last: readonly Line[], reach: Reach): Promise<Line[]> {
  const lines = reaches(last, reach) ? last : await linesBack(db, conversationId, reach);
  return [...new Map(lines.map((line) => [line.seq, line])).values()].sort((one, other) => one.seq - other.seq);
}

/** Some of what counts here may not be after `after`: then the last ones go back beyond it, and hold all that is. */
function reaches(last: readonly Line[], { from, before, agentsBefore }: Reach): boolean {
  if (last.length < ALONG) return true;
  const earlier = last.filter(({ seq, deleted }) => seq < from && !deleted);
  const has = (by: Public, most: number) => earlier.filter((line) => (by as readonly Author[]).includes(line.by)).length >= most;
  return last.some(({ seq }) => seq <= from) && has(PUBLIC, before) && has(["agent"], agentsBefore);
}

function linesBack(db: Database, conversationId: string, { from, before, agentsBefore, after }: Reach): Promise<Line[]> {
  const all = linesIn(db, conversationId);
  const lastBefore = (by: Public, most: number) => {
    const isPublic = (is: ExpressionBuilder<Tables, "messages">) =>
      is.and([
        is(
          "by",
          "in",
          by.map((one) => sql.lit(one)),
        ),
        is("deleted_at", "is", null),
        is("seq", ">", after),
        is("seq", "<", from),
      ]);
    return db.selectFrom(all.where(isPublic).orderBy("seq", "desc").limit(most).as("earlier")).selectAll();
  };
  return all
    .where("seq", ">=", from)
    .$if(before > 0, (lines) => lines.unionAll(lastBefore(PUBLIC, before)))
    .$if(agentsBefore > 0, (lines) => lines.unionAll(lastBefore(["agent"], agentsBefore)))
    .execute();
}

const linesIn = (db: Database, conversationId: string) =>
  db
    .selectFrom("messages")
    .select(["seq", "by", "at", "edits", sql<boolean>`deleted_at is not null`.as("deleted")])
    .where("conversation_id", "=", conversationId);
