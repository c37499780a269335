/** Closing: an agent has done what there was to do. The visitor's next message, or a reply, opens it again. */
import { sql } from "kysely";
import type { Ground } from "../ground.js";
import { newId } from "../secrets.js";
import { append } from "./append.js";
import { lockConversation } from "./begin.js";
import { type Moved, tell } from "./news.js";

/** Closing what is closed changes nothing: the first closing counts. */
export async function closeConversation(ground: Ground, { site, id }: Moved): Promise<void> {
  const at = ground.now();
  const hasClosed = await ground.db.transaction().execute(async (tx) => {
    await lockConversation(tx, id);
    const row = await tx
      .selectFrom("conversations")
      .select(["channel", "last_seq"])
      .where("id", "=", id)
      .where("closed_at", "is", null)
      .executeTakeFirst();
    if (row === undefined) return false;
    const line = await append(tx, {
      conversationId: id,
      id: newId(),
      author: { by: "system", news: { kind: "closed" } },
      channel: row.channel,
      text: "",
      at,
    });
    await tx
      .updateTable("conversations")
      .set({
        closed_at: at,
        closed_seq: line.seq,
        waiting_since: null,
        // Like a reply, it shows what had been read: whoever closes has dealt with it, and nobody is mailed about it any more.
        agents_read_shown: sql<number>`greatest(agents_read_shown, agents_read_cursor)`,
        due_at: at,
      })
      .where("id", "=", id)
      .execute();
    return true;
  });
  if (hasClosed) tell(ground, { site, id });
}
