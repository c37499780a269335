/** Mails that came in, on the desk: who they claim to be from, the original to look at, and "This is Ana". */
import type { Context } from "hono";
import { sql } from "kysely";
import type { Attachment, Message, ReceivedMail } from "../../protocol/index.js";
import { type Moved, tell } from "../conversation/news.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { vouch } from "../mail/inbound/keep.js";
import { Refusal } from "../refusal.js";
import type { AgentCaller } from "./caller.js";

/** The last ones, oldest first. */
const MOST_MAILS = 100;

export async function lastMails(db: Database, conversationId: string): Promise<ReceivedMail[]> {
  const rows = await db
    .selectFrom("received_mails as mail")
    .leftJoin("agents as agent", "agent.id", "mail.agent_id")
    .select(["agent.id as agent", "agent.name"])
    // Not the bytes: they are as large as somebody's pictures.
    .select(["mail.id", "standing", "because", "seq", "at", "from_shown", "subject", "text", "files"])
    .where("conversation_id", "=", conversationId)
    .orderBy("at", "desc")
    .limit(MOST_MAILS)
    .execute();
  const attachments = await attachmentsOf(
    db,
    conversationId,
    rows.map(({ id }) => id),
  );
  return rows.reverse().map(({ id, agent, name, standing, because, seq, at, from_shown, subject, text, files }) => ({
    id,
    ...(agent !== null && name !== null && { agent: { id: agent, name } }),
    standing,
    ...(because !== null && { because }),
    ...(seq !== null && { seq }),
    at,
    from: from_shown,
    subject,
    text: seq === null ? text : "",
    files: files.map(({ name }) => name),
    ...(attachments.has(id) && { attachments: attachments.get(id) }),
  }));
}

/** By the mail they came with. */
async function attachmentsOf(
  db: Database,
  conversationId: string,
  mails: readonly string[],
): Promise<ReadonlyMap<string, Attachment[]>> {
  // Mail by mail, which the offset keeps: the conversation may have files of thousands.
  const { rows } = await sql<Attachment & { mail: string }>`
    select mail, file.* from unnest(${mails}::text[]) as mail cross join lateral (
      select id, name, type, bytes from files where conversation_id = ${conversationId} and mail_id = mail order by n offset 0
    ) as file`.execute(db);
  const of = new Map<string, Attachment[]>();
  for (const { mail, ...file } of rows) of.set(mail, [...(of.get(mail) ?? []), file]);
  return of;
}

export async function vouchFor(ground: Ground, agent: AgentCaller, conversation: Moved, mailId: string): Promise<Message> {
  const of = { conversationId: conversation.id, mailId, agentId: agent.id, at: ground.now() };
  if (mailId.includes("\0")) throw noSuchMail();
  const message = await ground.db.transaction().execute((tx) => vouch(tx, of));
  tell(ground, conversation);
  return message;
}

/** A file to save and never a page to show: it is somebody's, and may be anything. */
export async function handOriginal(c: Context, db: Database, conversationId: string, mailId: string): Promise<Response> {
  const query = db.selectFrom("received_mails").select("raw").where("conversation_id", "=", conversationId);
  const mail = mailId.includes("\0") ? undefined : await query.where("id", "=", mailId).executeTakeFirst();
  if (mail === undefined) throw noSuchMail();
  c.header("Content-Type", "message/rfc822");
  c.header("Content-Disposition", 'attachment; filename="mail.eml"');
  c.header("Content-Security-Policy", "default-src 'none'; sandbox");
  c.header("Cache-Control", "no-store");
  return c.body(new Uint8Array(mail.raw));
}

const noSuchMail = () => new Refusal("not-found", "There is no such mail");
