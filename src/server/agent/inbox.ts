/** The list on the left of the desk: one row a conversation, newest first. */
import { type Selectable, sql } from "kysely";
import { jsonObjectFrom } from "kysely/helpers/postgres";
import { type ConversationRow, MOST_UNREAD } from "../../protocol/index.js";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "../conversation/message.js";
import { whereabouts } from "../conversation/presence.js";
import type { Database, Tables } from "../database/tables.js";

/** Nobody scrolls further. */
const MOST_ROWS = 200;
const OWN = ["id", "channel", "created_at", "waiting_since", "present_until", "away_since", "closed_at"] as const;
const COLUMNS = OWN.map((name) => `conversation.${name}` as const);

/** Of this site, or one of them alone. An id of another site finds nothing. */
export async function inboxRows(db: Database, siteId: string, now: number, id?: string): Promise<ConversationRow[]> {
  let query = db
    .selectFrom("conversations as conversation")
    .innerJoin("visitors as visitor", "visitor.id", "conversation.id")
    .select(COLUMNS)
    .select("visitor.contact")
    .select((is) => [
      is
        .selectFrom(
          is
            .selectFrom("messages")
            .select("seq")
            .whereRef("messages.conversation_id", "=", "conversation.id")
            .whereRef("messages.seq", ">", "conversation.agents_read_cursor")
            .where("messages.by", "=", sql.lit("visitor"))
            .where("messages.deleted_at", "is", null)
            .orderBy("messages.seq")
            .limit(MOST_UNREAD)
            .as("first"),
        )
        .select((first) => first.fn.countAll<number>().as("count"))
        .as("unread"),
      is
        .selectFrom("received_mails as mail")
        .select((mail) => mail.fn.countAll<number>().as("count"))
        .whereRef("mail.conversation_id", "=", "conversation.id")
        .where("mail.standing", "=", sql.lit("unconfirmed"))
        .where("mail.seq", "is", null)
        .as("unconfirmed"),
      jsonObjectFrom(
        is
          .selectFrom("messages")
          .select(MESSAGE_COLUMNS)
          .whereRef("messages.conversation_id", "=", "conversation.id")
          .where("messages.by", "<>", "system")
          .where("messages.deleted_at", "is", null)
          .orderBy("messages.seq", "desc")
          .limit(1),
      ).as("last"),
    ])
    .where("conversation.site_id", "=", siteId)
    .orderBy("conversation.last_message_at", "desc")
    .orderBy(sql`conversation.id`)
    .limit(MOST_ROWS);
  if (id !== undefined) query = query.where("conversation.id", "=", id);
  return (await query.execute()).map((row) => toRow(row, now));
}

type InboxRow = Pick<Selectable<Tables["conversations"]>, (typeof OWN)[number]> & {
  contact: ConversationRow["contact"] | null;
  unread: number | null;
  unconfirmed: number | null;
  last: MessageRow | null;
};

function toRow(row: InboxRow, now: number): ConversationRow {
  return {
    id: row.id,
    channel: row.channel,
    ...(row.contact && { contact: row.contact }),
    ...(row.last !== null && { last: toMessage(row.last) }),
    unread: row.unread ?? 0,
    ...(row.unconfirmed && { unconfirmed: row.unconfirmed }),
    ...(row.waiting_since !== null && { waitingSince: row.waiting_since }),
    present: whereabouts(row, now).state === "present",
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
  };
}
