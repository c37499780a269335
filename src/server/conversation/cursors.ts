/** Read cursors only grow, and never pass the last message: repeats and stale numbers change nothing. */
import { sql } from "kysely";
import type { Seq } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { type Moved, tell } from "./news.js";

/** The visitor has read up to here. Returns where the cursor stands. */
export async function visitorRead(ground: Ground, visitor: Moved, upTo: Seq): Promise<Seq> {
  const at = ground.now();
  const row = await ground.db
    .updateTable("conversations")
    .set({ read_cursor: sql`least(${upTo}::bigint, last_seq)`, due_at: at })
    .where("id", "=", visitor.id)
    .where(sql<boolean>`read_cursor < least(${upTo}::bigint, last_seq)`)
    .returning("read_cursor")
    .executeTakeFirst();
  if (row !== undefined) {
    tell(ground, visitor);
    return row.read_cursor;
  }
  const standing = await ground.db
    .selectFrom("conversations")
    .select("read_cursor")
    .where("id", "=", visitor.id)
    .executeTakeFirst();
  return standing?.read_cursor ?? 0;
}

/** An agent has read up to here; `leavesMarks` when visitors may know, which is only while that agent is online. */
export async function agentRead(ground: Ground, conversation: Moved, upTo: Seq, leavesMarks: boolean): Promise<void> {
  const reached = sql<number>`greatest(agents_read_cursor, least(${upTo}::bigint, last_seq))`;
  await ground.db
    .updateTable("conversations")
    .set({
      agents_read_cursor: reached,
      ...(leavesMarks && { agents_read_shown: sql<number>`greatest(agents_read_shown, least(${upTo}::bigint, last_seq))` }),
    })
    .where("id", "=", conversation.id)
    .execute();
  // No bell: what agents read changes nothing for the mail.
  ground.hub.publish({ about: "conversation", ...conversation });
}
