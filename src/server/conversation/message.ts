/** A row of `messages` as the wire shows it, and stretches of the timeline. Writing is append.ts. */
import type { Selectable } from "kysely";
import type { Message, Page, Range } from "../../protocol/index.js";
import type { Database, Tables } from "../database/tables.js";
import { Refusal } from "../refusal.js";

/** One by one, as every row that is asked for in a transaction: `*` loses it once another node has added a column (prepared.ts). */
export const MESSAGE_COLUMNS = [
  ...(["seq", "id", "by", "agent_id", "from_name", "channel", "text", "news", "asks", "quick_replies", "attachments"] as const),
  ...(["at", "edited_at", "deleted_at"] as const),
] as const;
export type MessageRow = Pick<Selectable<Tables["messages"]>, (typeof MESSAGE_COLUMNS)[number]>;

const PAGE = 50;

export function toMessage(row: MessageRow): Message {
  return {
    seq: row.seq,
    id: row.id,
    by: row.by,
    ...(row.from_name !== null && row.agent_id !== null && { from: { id: row.agent_id, name: row.from_name } }),
    channel: row.channel,
    text: row.deleted_at === null ? row.text : "",
    ...(row.attachments !== null && row.deleted_at === null && { attachments: [...row.attachments] }),
    ...(row.news !== null && { news: row.news }),
    ...(row.asks !== null && row.deleted_at === null && { asks: row.asks }),
    ...(row.quick_replies !== null && row.deleted_at === null && { quickReplies: row.quick_replies }),
    at: row.at,
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    ...(row.deleted_at !== null && { deletedAt: row.deleted_at }),
  };
}

/** A gap-free stretch: seqs have no holes, and tombstones keep theirs. Without a conversation there is an empty one. */
export async function pull(db: Database, conversationId: string, range: Range, epoch: string): Promise<Page> {
  const { after, before, limit = PAGE } = range;
  if (after !== undefined && before !== undefined) {
    throw new Refusal("bad-request", "Ask for what is after one number or before one, not both", { field: "before" });
  }
  // First the number, then the messages: what comes in between is in the page and above `latest`, which harms nobody.
  const latest = await latestSeq(db, conversationId);
  let query = db.selectFrom("messages").select(MESSAGE_COLUMNS).where("conversation_id", "=", conversationId).limit(limit);
  if (after !== undefined) query = query.where("seq", ">", after).orderBy("seq", "asc");
  else query = query.orderBy("seq", "desc");
  if (before !== undefined) query = query.where("seq", "<", before);
  const rows = await query.execute();
  const messages = rows.map(toMessage).sort((one, other) => one.seq - other.seq);
  return { messages, latest: Math.max(latest, messages.at(-1)?.seq ?? 0), epoch };
}

async function latestSeq(db: Database, conversationId: string): Promise<number> {
  const row = await db.selectFrom("conversations").select("last_seq").where("id", "=", conversationId).executeTakeFirst();
  return row?.last_seq ?? 0;
}
