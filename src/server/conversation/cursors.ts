/** Read cursors only grow, and never pass the last message: repeats and stale numbers change nothing. */
import { sql } from "kysely";
import type { Seq } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
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

export interface AgentReading {
  readonly conversationId: string;
  readonly agentId: string;
  readonly upTo: Seq;
  /** Whether visitors may know, which is only while that agent is online. */
  readonly leavesMarks: boolean;
  /** On the desk, and not in their mailbox. */
  readonly isAtDesk: boolean;
}

/** An agent has read up to here. What they have read is not mailed to them, and what somebody online has read to nobody. */
export async function agentRead(db: Database, reading: AgentReading): Promise<void> {
  const { conversationId, agentId, upTo, leavesMarks, isAtDesk } = reading;
  const reached = sql`least(${upTo}::bigint, last_seq)`;
  await sql`
    with standing as (
      update conversations set
        agents_read_cursor = greatest(agents_read_cursor, ${reached}),
        agents_read_shown = case when ${leavesMarks} then greatest(agents_read_shown, ${reached}) else agents_read_shown end
      where id = ${conversationId}
      returning ${reached} as upto
    )
    insert into agent_threads (conversation_id, agent_id, read_cursor)
    select ${conversationId}, ${agentId}, upto from standing
    on conflict (conversation_id, agent_id) do update set
      read_cursor = greatest(agent_threads.read_cursor, excluded.read_cursor),
      in_mail_thread = agent_threads.in_mail_thread and not ${isAtDesk}`.execute(db);
}
