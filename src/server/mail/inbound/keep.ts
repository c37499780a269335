/** Mails that came in, as rows: an answer with the message it becomes, the others for the agents' eyes. Repeats change nothing. */
import { sql } from "kysely";
import type { Delivery } from "../../../forwarding/delivery.js";
import type { Answer } from "../../../forwarding/inbound/read.js";
import type { Face, Message } from "../../../protocol/index.js";
import { claim } from "../../attachments/ledger.js";
import { verifyAddress } from "../../conversation/address.js";
import { type Author, append } from "../../conversation/append.js";
import { lockConversation } from "../../conversation/begin.js";
import { agentRead } from "../../conversation/cursors.js";
import type { Database } from "../../database/tables.js";
import { Refusal } from "../../refusal.js";
import type { MailFiles } from "./files.js";

export interface Kept {
  readonly conversationId: string;
  /** Whose letter it answers, if it was one to an agent. */
  readonly agent: Face | undefined;
  readonly answer: Answer;
  readonly raw: Uint8Array;
  readonly files: MailFiles | undefined;
  readonly at: number;
}

/**
 * The visitor's own message, by e-mail, or a reply of the agent who was mailed. It reads what was new in the letter it answers; the
 * visitor's also verifies the address that letter went to, if it is still the present one: forwarding/apply-message.ts is the rule.
 * In a transaction of its caller.
 */
export async function keepAnswer(tx: Database, kept: Kept, answered: Delivery | undefined): Promise<void> {
  const { conversationId, agent, answer, at } = kept;
  if (!(await lockConversation(tx, conversationId)) || (await isKept(tx, kept))) return;
  const upTo = Math.max(0, ...(answered?.new ?? []));
  // Before the reply: it then shows the visitor what its writer had read.
  if (agent !== undefined) await agentRead(tx, { conversationId, agentId: agent.id, upTo, leavesMarks: false, isAtDesk: false });
  const message = await append(tx, {
    conversationId,
    id: answer.id,
    author: agent === undefined ? { by: "visitor", seen: upTo } : { by: "agent", from: agent },
    channel: "email",
    text: answer.text,
    at,
  });
  await insert(tx, kept, { standing: "answer", seq: message.seq });
  if (agent === undefined && answered !== undefined) await verifyAddress(tx, conversationId, answered.to, at);
}

/** Of nobody we could be sure of: shown to agents as such. Somebody waits all the same, so it stands on top of the desk. */
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

/** "This is Ana": an agent knows better. A message of theirs from now on, and a link of the mail thread; evidence of nothing. */
export async function vouch(
  tx: Database,
  { conversationId, mailId, agentId, at }: { conversationId: string; mailId: string; agentId: string; at: number },
): Promise<Message> {
  await lockConversation(tx, conversationId);
  const mail = await tx
    .selectFrom("received_mails as mail")
    .leftJoin("agents as agent", "agent.id", "mail.agent_id")
    .select(["mail.id", "mail.text", "agent.id as agent", "agent.name"])
    .where("mail.conversation_id", "=", conversationId)
    .where("mail.id", "=", mailId)
    .where("standing", "=", "unconfirmed")
    .executeTakeFirst();
  if (mail === undefined) throw new Refusal("not-found", "There is no unconfirmed mail with this id");
  const author: Author =
    mail.agent === null || mail.name === null
      ? { by: "visitor", seen: 0 }
      : { by: "agent", from: { id: mail.agent, name: mail.name } };
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

async function insert(tx: Database, { conversationId, agent, answer, raw, files, at }: Kept, standing: Standing): Promise<void> {
  await tx
    .insertInto("received_mails")
    .values({
      conversation_id: conversationId,
      agent_id: agent?.id ?? null,
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
