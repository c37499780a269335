/** Mails that came in, as rows: an answer with the message it becomes, the others for the agents' eyes. Repeats change nothing. */
import { sql } from "kysely";
import type { Delivery } from "../../../forwarding/delivery.js";
import type { Answer } from "../../../forwarding/inbound/read.js";
import type { Message } from "../../../protocol/index.js";
import { claim } from "../../attachments/ledger.js";
import { verifyAddress } from "../../conversation/address.js";
import { append } from "../../conversation/append.js";
import { lockConversation } from "../../conversation/begin.js";
import type { Database } from "../../database/tables.js";
import { Refusal } from "../../refusal.js";
import type { MailFiles } from "./files.js";

export interface Kept {
  readonly conversationId: string;
  readonly answer: Answer;
  readonly raw: Uint8Array;
  readonly files: MailFiles | undefined;
  readonly at: number;
}

/**
 * The visitor's own message, by e-mail. It reads the new replies of the letter it answers and verifies the address that letter went
 * to, if it is still the present one: forwarding/apply-message.ts is the rule. In a transaction of its caller.
 */
export async function keepAnswer(tx: Database, kept: Kept, answered: Delivery | undefined): Promise<void> {
  const { conversationId, answer, at } = kept;
  if (!(await lockConversation(tx, conversationId)) || (await isKept(tx, kept))) return;
  const message = await append(tx, {
    conversationId,
    id: answer.id,
    author: { by: "visitor", seen: Math.max(0, ...(answered?.new ?? [])) },
    channel: "email",
    text: answer.text,
    at,
  });
  await insert(tx, kept, { standing: "answer", seq: message.seq });
  if (answered !== undefined) await verifyAddress(tx, conversationId, answered.to, at);
}

/** Nobody the visitor could be sure to be: shown to agents as such. Somebody waits all the same, so it stands on top of the desk. */
export async function keepUnconfirmed(tx: Database, kept: Kept, because: string): Promise<void> {
  const { conversationId, at } = kept;
  if (!(await lockConversation(tx, conversationId)) || (await isKept(tx, kept))) return;
  await insert(tx, kept, { standing: "unconfirmed", because });
  await tx
    .updateTable("conversations")
    .set({ last_message_at: at, waiting_since: sql<number>`coalesce(waiting_since, ${at}::bigint)` })
    .where("id", "=", conversationId)
    .execute();
}

/** A machine's mail: noted, and nothing moves. */
export async function keepAutomatic(tx: Database, kept: Kept, because: string): Promise<void> {
  if (!(await lockConversation(tx, kept.conversationId)) || (await isKept(tx, kept))) return;
  await insert(tx, kept, { standing: "automatic", because });
}

/** "This is Ana": an agent knows better. A message of the visitor's from now on, and a link of the mail thread; evidence of nothing. */
export async function vouch(
  tx: Database,
  { conversationId, mailId, agentId, at }: { conversationId: string; mailId: string; agentId: string; at: number },
): Promise<Message> {
  await lockConversation(tx, conversationId);
  const mail = await tx
    .selectFrom("received_mails")
    .select(["id", "text", "standing"])
    .where("conversation_id", "=", conversationId)
    .where("id", "=", mailId)
    .where("standing", "=", "unconfirmed")
    .executeTakeFirst();
  if (mail === undefined) throw new Refusal("not-found", "There is no unconfirmed mail with this id");
  const author = { by: "visitor", seen: 0 } as const;
  const message = await append(tx, { conversationId, id: mail.id, author, channel: "email", text: mail.text, at });
  await tx
    .updateTable("received_mails")
    .set({ seq: message.seq, vouched_by: agentId })
    .where("conversation_id", "=", conversationId)
    .where("id", "=", mail.id)
    .where("seq", "is", null)
    .execute();
  return message;
}

export async function isKept(
  db: Database,
  { conversationId, answer }: Pick<Kept, "conversationId" | "answer">,
): Promise<boolean> {
  const query = db.selectFrom("received_mails").select("id").where("conversation_id", "=", conversationId);
  return (await query.where("id", "=", answer.id).executeTakeFirst()) !== undefined;
}

type Standing = { standing: "answer"; seq: number } | { standing: "unconfirmed" | "automatic"; because: string };

async function insert(tx: Database, { conversationId, answer, raw, files, at }: Kept, standing: Standing): Promise<void> {
  await tx
    .insertInto("received_mails")
    .values({
      conversation_id: conversationId,
      id: answer.id,
      ...standing,
      message_id: answer.messageId ?? null,
      from_shown: answer.from,
      subject: answer.subject,
      text: answer.text,
      files: JSON.stringify(files?.left ?? []),
      at,
      raw: Buffer.from(raw),
    })
    .execute();
  await claim(tx, files?.ids ?? [], { conversationId, mailId: answer.id, at });
}
