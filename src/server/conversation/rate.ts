/** How it went: the visitor's word on a conversation an agent has closed, kept with the line that says so. */
import { sql } from "kysely";
import type { Message, Rating, Seq, SystemNews } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { MESSAGE_COLUMNS, toMessage } from "./message.js";
import { type Moved, tell } from "./news.js";

/** Said again, the last word counts: the comment follows the score. Throws "not-found" where there is no such line. */
export async function rate(ground: Ground, conversation: Moved, seq: Seq, rating: Rating): Promise<Message> {
  const news: SystemNews = { kind: "closed", rating };
  const row = await ground.db
    .updateTable("messages")
    .set({ news: JSON.stringify(news), edits: sql<number>`edits + 1`, edited_at: ground.now() })
    .where("conversation_id", "=", conversation.id)
    .where("seq", "=", seq)
    .where(sql<boolean>`news ->> 'kind' = 'closed'`)
    .returning(MESSAGE_COLUMNS)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found", "The conversation was not closed there", { field: "seq" });
  tell(ground, conversation);
  return toMessage(row);
}
