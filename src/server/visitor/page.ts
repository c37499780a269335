/** The pages a visitor was on since their first message, as they told us: origin and path. Before that nobody is followed. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";

/** Kept once in a row, and only for a conversation: without one this writes nothing. */
export async function notePage(db: Database, conversationId: string, page: string | undefined, at: number): Promise<void> {
  if (page === undefined) return;
  await sql`
    insert into pages (conversation_id, at, page)
    select id, ${at}::bigint, ${page} from conversations
    where id = ${conversationId}
      and ${page} is distinct from (select page from pages where conversation_id = ${conversationId} order by id desc limit 1)`.execute(
    db,
  );
}
