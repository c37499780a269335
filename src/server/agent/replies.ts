/** What agents do in a conversation of their site: answer, read, type. An id of another site answers as if it were none. */
import { sql } from "kysely";
import type { Face, Message, Reply } from "../../protocol/index.js";
import { leave, leaveAgain } from "../channels/leave.js";
import { appendWithFiles } from "../conversation/append-files.js";
import { lockConversation } from "../conversation/begin.js";
import { agentRead } from "../conversation/cursors.js";
import { type Moved, tell } from "../conversation/news.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { loadSite, rulesOf } from "../site/site.js";
import type { AgentCaller } from "./caller.js";

export const faceOf = ({ id, name }: AgentCaller): Face => ({ id, name });

/** Every agent route with an id begins here. */
export async function ownConversation(ground: Ground, agent: AgentCaller, id: string): Promise<Moved> {
  const query = ground.db.selectFrom("conversations").select("id").where("id", "=", id).where("site_id", "=", agent.siteId);
  if (id.includes("\0") || (await query.executeTakeFirst()) === undefined)
    throw new Refusal("not-found", "There is no such conversation");
  return { site: agent.siteId, id };
}

export async function reply(ground: Ground, agent: AgentCaller, conversation: Moved, draft: Reply): Promise<Message> {
  const { id: conversationId } = conversation;
  const at = ground.now();
  const message = await ground.db.transaction().execute(async (tx) => {
    await lockConversation(tx, conversationId);
    if (draft.files !== undefined) await refuseFilesElsewhere(tx, conversationId);
    const author = { by: "agent", from: faceOf(agent), quickReplies: draft.quickReplies } as const;
    const entry = { conversationId, id: draft.id, author, channel: "widget", text: draft.text, at } as const;
    const stored = await appendWithFiles(tx, entry, agent.id, draft.files);
    await leave(tx, ground.accounts, { conversationId, seq: stored.seq, text: draft.text, at });
    return stored;
  });
  tell(ground, conversation);
  return message;
}

/** Said at once: a file that never reaches them must not stand in the conversation as if it had. */
async function refuseFilesElsewhere(tx: Database, conversationId: string): Promise<void> {
  const query = tx.selectFrom("channel_people").select("kind").where("conversation_id", "=", conversationId);
  if ((await query.executeTakeFirst()) !== undefined)
    throw new Refusal("kind-refused", "Files cannot be sent to an account elsewhere", { field: "files" });
}

export async function read(ground: Ground, agent: AgentCaller, conversation: Moved, upTo: number): Promise<void> {
  const leavesMarks = agent.status === "online";
  await agentRead(ground.db, { conversationId: conversation.id, agentId: agent.id, upTo, leavesMarks, isAtDesk: true });
  // No bell: a mail that is due is looked at when it goes, and reading makes none due.
  ground.hub.publish({ about: "conversation", ...conversation });
}

/** Typing holds a mail back, whoever types; visitors see only those who are online. */
export async function type(ground: Ground, agent: AgentCaller, conversation: Moved, on: boolean): Promise<void> {
  const now = ground.now();
  const site = await loadSite(ground.db, agent.siteId);
  // "Stopped" ends what was announced; of nobody typing it makes nothing.
  const until = on
    ? now + rulesOf(site).typingTtlMs
    : sql<number | null>`case when typing_until > ${now} then ${now} else typing_until end`;
  await ground.db
    .updateTable("conversations")
    .set({ typing_until: until, due_at: now })
    .where("id", "=", conversation.id)
    .execute();
  ground.ring();
  if (agent.status === "online") ground.hub.publish({ about: "typing", ...conversation, on, from: faceOf(agent) });
}

/**
 * The failed mail that was to carry this reply gives its unread ones back, and the forwarding decides about them anew. Only the
 * last mail counts, and only while it has failed: pressed twice, or too late, it changes nothing.
 */
export async function sendAgain(ground: Ground, conversation: Moved, seq: number): Promise<void> {
  const at = ground.now();
  await ground.db.transaction().execute(async (tx) => {
    await lockConversation(tx, conversation.id);
    await sql`
      update deliveries set delivery = delivery || jsonb_build_object('againAt', ${at}::bigint)
      where conversation_id = ${conversation.id} and agent_id is null and state = 'failed' and n = (
        select max(n) from deliveries where conversation_id = ${conversation.id} and agent_id is null and delivery -> 'new' @> to_jsonb(${seq}::bigint))`.execute(
      tx,
    );
    await tx.updateTable("conversations").set({ due_at: at }).where("id", "=", conversation.id).execute();
    await leaveAgain(tx, conversation.id, seq, at);
  });
  tell(ground, conversation);
}
