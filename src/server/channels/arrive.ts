/**
 * What happened at an account elsewhere, kept. All of it may come twice and in any order: people's messages are known by their
 * `mid`, what we sent by the name we gave it, cursors only grow.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { ChannelNews } from "../../forwarding/index.js";
import { append } from "../conversation/append.js";
import { lockConversation } from "../conversation/begin.js";
import { visitorRead } from "../conversation/cursors.js";
import { tell } from "../conversation/news.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import type { Account } from "./accounts.js";

const HOUR_MS = 3_600_000;
const WINDOW_MS = 24 * HOUR_MS;
/** After a click on an advertisement. */
const LONG_WINDOW_MS = 7 * 24 * HOUR_MS;

type News<Was extends ChannelNews["was"]> = Extract<ChannelNews, { was: Was }>;

export async function arrived(ground: Ground, { site }: Account, news: ChannelNews): Promise<void> {
  const id = await ground.db.transaction().execute((tx) => kept(tx, ground, site, news));
  if (id === undefined) return;
  tell(ground, { site, id });
  if (news.was === "read") await readUpTo(ground, { site, id }, news);
}

/** The conversation it belongs to. Only somebody's first message makes one. */
async function kept(tx: Database, ground: Ground, site: string, news: ChannelNews): Promise<string | undefined> {
  const id = news.was === "message" ? await conversationOf(tx, site, news) : await findConversation(tx, news);
  if (id === undefined || !(await lockConversation(tx, id))) return undefined;
  if (news.was === "message") await heard(tx, ground, id, news);
  else if (news.was === "echo") await echoed(tx, ground, id, news);
  else if (news.was === "deleted") await takenBack(tx, ground, id, news);
  return id;
}

async function findConversation(tx: Database, { kind, account, person }: ChannelNews): Promise<string | undefined> {
  const found = await tx
    .selectFrom("channel_people")
    .select("conversation_id")
    .where("kind", "=", kind)
    .where("account", "=", account)
    .where("person", "=", person)
    .executeTakeFirst();
  return found?.conversation_id;
}

async function conversationOf(tx: Database, site: string, news: News<"message">): Promise<string> {
  const { kind, account, person, at } = news;
  // Two first messages at the same moment: the second one waits here, and finds what the first has made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${kind}:${account}:${person}`}, 0))`.execute(tx);
  const known = await findConversation(tx, news);
  if (known !== undefined) return known;
  const id = randomUUID();
  await tx.insertInto("visitors").values({ id, site_id: site, locale: null, created_at: at, has_written: true }).execute();
  await tx
    .insertInto("conversations")
    .values({ id, site_id: site, channel: kind, created_at: at, last_message_at: at })
    .execute();
  await tx
    .insertInto("channel_people")
    .values({ kind, account, person, conversation_id: id, heard_at: 0, window_ends_at: 0 })
    .execute();
  return id;
}

async function heard(tx: Database, ground: Ground, id: string, news: News<"message">): Promise<void> {
  const { kind, mid, text, files, at, isFromAd } = news;
  const said = [text, ...files].filter((part) => part !== "").join("\n");
  // A sticker we know nothing of, or a story's mention: somebody has come, and there is nothing to read.
  if (said !== "")
    await append(tx, {
      conversationId: id,
      id: `${kind}:${mid}`,
      author: { by: "visitor", seen: 0 },
      channel: kind,
      text: said,
      at: ground.now(),
    });
  const endsAt = at + (isFromAd ? LONG_WINDOW_MS : WINDOW_MS);
  await tx
    .updateTable("channel_people")
    .set({ heard_at: sql`greatest(heard_at, ${at}::bigint)`, window_ends_at: sql`greatest(window_ends_at, ${endsAt}::bigint)` })
    .where("conversation_id", "=", id)
    .execute();
}

/** Ours: then it went out, whatever its call said. Somebody else's: a reply that the desk must not miss. */
async function echoed(tx: Database, ground: Ground, id: string, news: News<"echo">): Promise<void> {
  const { kind, mid, text, files, at } = news;
  if (news.id !== undefined) {
    await tx
      .updateTable("channel_parts")
      .set({ state: "sent", mid, ended_at: at, because: null, reason: null })
      .where("id", "=", news.id)
      .where("conversation_id", "=", id)
      .where("state", "!=", "sent")
      .execute();
    return;
  }
  const said = [text, ...files].filter((part) => part !== "").join("\n");
  if (said === "") return;
  await append(tx, {
    conversationId: id,
    id: `${kind}:${mid}`,
    author: { by: "bot" },
    channel: kind,
    text: said,
    at: ground.now(),
  });
}

/** What somebody takes back is theirs to take: nothing of it stays. */
async function takenBack(tx: Database, ground: Ground, id: string, { kind, mid }: News<"deleted">): Promise<void> {
  await tx
    .updateTable("messages")
    .set({ text: "", deleted_at: ground.now(), edits: sql`edits + 1` })
    .where("conversation_id", "=", id)
    .where("id", "=", `${kind}:${mid}`)
    .where("deleted_at", "is", null)
    .execute();
}

/** Messenger names the moment until which all was seen, Instagram the message. */
async function readUpTo(ground: Ground, conversation: { site: string; id: string }, news: News<"read">): Promise<void> {
  let query = ground.db
    .selectFrom("channel_parts")
    .select(({ fn }) => fn.max("seq").as("seq"))
    .where("conversation_id", "=", conversation.id)
    .where("state", "=", "sent");
  query = "mid" in news ? query.where("mid", "=", news.mid) : query.where("ended_at", "<=", news.until);
  const row = await query.executeTakeFirst();
  if (row?.seq) await visitorRead(ground, conversation, Number(row.seq));
}
