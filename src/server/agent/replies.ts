/** What agents do in a conversation of their site: answer, read, type. An id of another site answers as if it were none. */
import { sql } from "kysely";
import type { Face, Message, Reply } from "../../protocol/index.js";
import { leave, leaveAgain } from "../channels/leave.js";
import { append, type Entry } from "../conversation/append.js";
import { appendWithFiles } from "../conversation/append-files.js";
import { lockConversation } from "../conversation/begin.js";
import { agentRead } from "../conversation/cursors.js";
import { type Moved, tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { loadSite, rulesOf } from "../site/site.js";
import type { AgentCaller } from "./caller.js";

export const faceOf = ({ id, name }: AgentCaller): Face => ({ id, name });

interface Own extends Moved {
  /** With somebody at an account elsewhere, which a conversation is from its beginning or never. */
  readonly isElsewhere: boolean;
}

/** Every agent route with an id begins here. */
export async function ownConversation(ground: Ground, agent: AgentCaller, id: string): Promise<Own> {
  const query = ground.db
    .selectFrom("conversations")
    .leftJoin("channel_people as person", "person.conversation_id", "conversations.id")
    .select("person.kind")
    .where("conversations.id", "=", id)
    .where("site_id", "=", agent.siteId);
  const found = id.includes("\0") ? undefined : await query.executeTakeFirst();
  if (found === undefined) throw new Refusal("not-found", "There is no such conversation");
  return { site: agent.siteId, id, isElsewhere: found.kind !== null };
}

export async function reply(ground: Ground, agent: AgentCaller, conversation: Own, draft: Reply): Promise<Message> {
  const author = { by: "agent", from: faceOf(agent), quickReplies: draft.quickReplies } as const;
  const entry = {
    conversationId: conversation.id,
    id: draft.id,
    author,
    channel: "widget",
    text: draft.text,
    at: ground.now(),
  } as const;
  const message = await stored(ground, agent, conversation, entry, draft.files);
  tell(ground, conversation);
  return message;
}

/** Nearly all replies are words alone and go no further: they are one statement, and no transaction. */
async function stored(ground: Ground, agent: AgentCaller, { id, isElsewhere }: Own, entry: Entry, files: Reply["files"]) {
  if (files === undefined && !isElsewhere) return append(ground.db, entry);
  // Said at once: a file that never reaches them must not stand in the conversation as if it had.
  if (files !== undefined && isElsewhere)
    throw new Refusal("kind-refused", "Files cannot be sent to an account elsewhere", { field: "files" });
  return ground.db.transaction().execute(async (tx) => {
    await lockConversation(tx, id);
    const message = await appendWithFiles(tx, entry, agent.id, files);
    await leave(tx, ground.accounts, { conversationId: id, seq: message.seq, text: entry.text, at: entry.at });
    return message;
  });
}

export async function read(ground: Ground, agent: AgentCaller, { site, id }: Moved, upTo: number): Promise<void> {
  const leavesMarks = agent.status === "online";
  await agentRead(ground.db, { conversationId: id, agentId: agent.id, upTo, leavesMarks, isAtDesk: true });
  // No bell: a mail that is due is looked at when it goes, and reading makes none due.
  ground.hub.publish({ about: "conversation", site, id });
}

/** Typing holds a mail back, whoever types; visitors see only those who are online. */
export async function type(ground: Ground, agent: AgentCaller, { site, id }: Moved, on: boolean): Promise<void> {
  const now = ground.now();
  const rules = rulesOf(await loadSite(ground.db, agent.siteId));
  // "Stopped" ends what was announced; of nobody typing it makes nothing.
  const until = on
    ? now + rules.typingTtlMs
    : sql<number | null>`case when typing_until > ${now} then ${now} else typing_until end`;
  await ground.db.updateTable("conversations").set({ typing_until: until, due_at: now }).where("id", "=", id).execute();
  ground.ring();
  if (agent.status === "online") ground.hub.publish({ about: "typing", site, id, on, from: faceOf(agent) });
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
