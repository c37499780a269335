/**
 * The one way a message comes into being. The number is taken and the message written in one statement under the
 * conversation's row lock: numbers have no holes, and a draft that is already there takes none.
 *
 * Whoever appends tells the hub and the forwarding after the commit (news.ts).
 */
import { sql } from "kysely";
import type { Attachment, Channel, Face, Message, Seq, SystemNews } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "./message.js";
import { agentsSide, traces } from "./traces.js";

export interface Entry {
  readonly conversationId: string;
  /** Named by the sender: the same id and text again is the same message. */
  readonly id: string;
  readonly author: Author;
  readonly channel: Channel;
  readonly text: string;
  /** The files that go along with it, claimed in the same transaction. */
  readonly attachments?: readonly Attachment[];
  readonly at: number;
}

export type Author =
  /** `seen`: the highest seq on display when it was written. */
  | { readonly by: "visitor"; readonly seen: Seq }
  | { readonly by: "agent"; readonly from: Face; readonly quickReplies?: readonly string[] | undefined }
  | { readonly by: "bot"; readonly asks?: string }
  | { readonly by: "system"; readonly news?: SystemNews };

/**
 * Stores it once and returns what is stored. Throws "id-reused" when the id already stands for something else, "not-found"
 * without a conversation. Inside a transaction, lock the conversation first: two equal drafts at once would break it.
 */
export async function append(db: Database, entry: Entry): Promise<Message> {
  const written = await write(db, entry).catch((error: unknown) => {
    if (isRepeat(error)) return undefined; // The same draft, over another connection, was a moment faster.
    throw error;
  });
  const stored = written ?? (await findStored(db, entry));
  if (stored !== undefined) return stored;
  throw new Refusal("not-found", "There is no such conversation");
}

type Draftlike = Pick<Entry, "conversationId" | "id" | "text" | "author"> & {
  readonly attachments?: readonly Pick<Attachment, "id">[];
};

const idsOf = (files: readonly Pick<Attachment, "id">[] | null | undefined) => (files ?? []).map(({ id }) => id).join();

/** The message this draft has already become, if it has. Throws "id-reused" when the id stands for another one. */
export async function findStored(db: Database, draft: Draftlike): Promise<Message | undefined> {
  const row = await db
    .selectFrom("messages")
    .select([...MESSAGE_COLUMNS, "edits"])
    .where("conversation_id", "=", draft.conversationId)
    .where("id", "=", draft.id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { author } = draft;
  const isSame =
    row.by === author.by &&
    row.text === draft.text &&
    idsOf(row.attachments) === idsOf(draft.attachments) &&
    (author.by !== "agent" || row.agent_id === author.from.id);
  // An edited or deleted message is still that message: its first text is gone, and a late retry must not fail for it.
  if (!isSame && row.edits === 0 && row.deleted_at === null) {
    throw new Refusal("id-reused", "Another message already has this id", { field: "id" });
  }
  return toMessage(row);
}

/** Undefined when the draft is there already, or the conversation is not. */
async function write(db: Database, entry: Entry): Promise<Message | undefined> {
  const { conversationId, id, author, channel, text, attachments, at } = entry;
  const from = author.by === "agent" ? author.from : undefined;
  const quickReplies = author.by === "agent" ? author.quickReplies : undefined;
  const asks = author.by === "bot" ? (author.asks ?? null) : null;
  const news = author.by === "system" && author.news !== undefined ? JSON.stringify(author.news) : null;
  const { rows } = await sql<MessageRow>`
    with turn as (
      update conversations set last_seq = last_seq + 1, ${traces(entry)}
      where id = ${conversationId}
        and not exists (select from messages where conversation_id = ${conversationId} and id = ${id})
      returning id, last_seq, site_id, last_message_at
    )${agentsSide(entry)}
    insert into messages (conversation_id, seq, id, by, agent_id, from_name, channel, text, news, asks, quick_replies, attachments, at)
    select ${conversationId}, last_seq, ${id}, ${author.by}, ${from?.id ?? null}::text, ${from?.name ?? null}::text, ${channel},
      ${text}, ${news}::jsonb, ${asks}::text, ${quickReplies ?? null}::text[],
      ${attachments === undefined ? null : JSON.stringify(attachments)}::jsonb, ${at}::bigint
    from turn
    returning ${sql.join(MESSAGE_COLUMNS.map((name) => sql.ref(name)))}`.execute(db);
  return rows[0] && toMessage(rows[0]);
}

const UNIQUE_VIOLATION = "23505";

function isRepeat(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || !("constraint" in error)) return false;
  return error.code === UNIQUE_VIOLATION && error.constraint === "messages_draft";
}
