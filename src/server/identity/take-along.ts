/**
 * What was begun in a browser before its visitor signed in goes on in the conversation they have already: behind it, in its own
 * order, and everything that names one of its numbers goes with it. Nothing of it is lost, nothing is mailed twice.
 *
 *      theirs  1 2 3 4            with the user's 1 2 3 4 5 6 7
 *      begun here      1 2 3                              └─ 1 2 3 there
 */
import { sql } from "kysely";
import type { Delivery } from "../../forwarding/delivery.js";
import { changeAddress } from "../conversation/address.js";
import { beginConversation, lockConversation } from "../conversation/begin.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { agentIs } from "../mail/side.js";
import { ENDED, type SessionRecord } from "../visitor/session.js";

/** In a transaction that holds the visitor `from`, who is no more afterwards. */
export async function takeAlong(tx: Database, ground: Ground, from: string, to: string, at: number): Promise<void> {
  const base = (await lockConversation(tx, from)) ? await moveConversation(tx, ground, from, to, at) : undefined;
  await mergeContact(tx, from, to);
  await tx.updateTable("files").set({ owner: to }).where("owner", "=", from).execute();
  if (base !== undefined) await inheritAddress(tx, from, to, at);
  await tx
    .updateTable("visitor_sessions")
    .set({ ...ENDED, visitor_id: to })
    .where("visitor_id", "=", from)
    .execute();
  await tx.deleteFrom("visitors").where("id", "=", from).execute();
}

/**
 * Whoever else had a key to what is now a user's: sessions that a mail's link has opened, and the links. The browser that
 * signs in goes on; its token is replaced.
 */
export async function closeDoors(tx: Database, { visitorId, hash }: SessionRecord, at: number): Promise<void> {
  await tx.updateTable("visitor_sessions").set(ENDED).where("visitor_id", "=", visitorId).where("hash", "<>", hash).execute();
  await revokeLinks(tx, visitorId, at);
}

async function revokeLinks(tx: Database, conversationId: string, at: number): Promise<void> {
  await tx
    .updateTable("mail_tokens")
    .set({ revoked_at: at })
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "resume")
    .where("revoked_at", "is", null)
    .execute();
}

/** Returns the number behind which it now stands. */
async function moveConversation(tx: Database, ground: Ground, from: string, to: string, at: number): Promise<number> {
  await beginConversation(tx, ground, to, at);
  const { last_seq: base } = await tx
    .selectFrom("conversations")
    .select("last_seq")
    .where("id", "=", to)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await revokeLinks(tx, from, at);
  await moveMails(tx, from, to, base, at);
  await moveAgentsSide(tx, from, to, base, at);
  // One by one, which the offset keeps, here and below: else PostgreSQL may read all that the other conversation has.
  // An id that is in both was chosen by somebody who knows both; it names one message all the same.
  await sql`
    update messages set conversation_id = ${to}, seq = seq + ${base}::bigint,
      id = case when exists (select from messages as other where other.conversation_id = ${to} and other.id = messages.id offset 0)
        then gen_random_uuid()::text else id end
    where conversation_id = ${from}`.execute(tx);
  await tx.updateTable("pages").set({ conversation_id: to }).where("conversation_id", "=", from).execute();
  await tx.updateTable("files").set({ conversation_id: to }).where("conversation_id", "=", from).execute();
  // A cursor goes on into what came along only if it had reached the end: what is unread stays unread.
  const onward = (cursor: "read_cursor" | "agents_read_cursor" | "agents_read_shown" | "transcript_cursor") =>
    sql`case when mine.${sql.ref(cursor)} >= ${base}::bigint then ${base}::bigint + begun.${sql.ref(cursor)} else mine.${sql.ref(cursor)} end`;
  await sql`
    update conversations as mine set
      last_seq = mine.last_seq + begun.last_seq,
      last_message_at = greatest(mine.last_message_at, begun.last_message_at),
      waiting_since = least(mine.waiting_since, begun.waiting_since),
      closed_at = case when begun.closed_at is null then null else mine.closed_at end,
      closed_seq = case when begun.closed_at is null then null else mine.closed_seq end,
      read_cursor = ${onward("read_cursor")},
      agents_read_cursor = ${onward("agents_read_cursor")},
      agents_read_shown = ${onward("agents_read_shown")},
      transcript_cursor = ${onward("transcript_cursor")},
      forwarded_cursor = case when greatest(mine.forwarded_cursor, mine.read_cursor) >= ${base}::bigint
        then ${base}::bigint + begun.forwarded_cursor else mine.forwarded_cursor end,
      due_at = ${at}::bigint
    from conversations as begun
    where mine.id = ${to} and begun.id = ${from}`.execute(tx);
  return base;
}

/** Letters of ours, their secrets and what came back. One still on its way is given up: its replies are unread in the place they have now. */
async function moveMails(tx: Database, from: string, to: string, base: number, at: number): Promise<void> {
  const letters = await tx
    .selectFrom("deliveries")
    .select(["agent_id as agentId", "n", "delivery"])
    .where("conversation_id", "=", from)
    .execute();
  for (const agentId of new Set(letters.map((letter) => letter.agentId))) {
    const before = await lastLetter(tx, to, agentId);
    const own = letters.filter((letter) => letter.agentId === agentId);
    const moved = own.map(({ delivery }) => behind(delivery, base, before, at));
    // None of them is on its way any more, so that none needs its bytes.
    await sql`
      update deliveries set conversation_id = ${to}, n = deliveries.n + ${before}::bigint,
        state = moved.state, delivery = moved.delivery::jsonb, raw = null
      from unnest(${own.map(({ n }) => n)}::bigint[], ${moved.map(({ state }) => state)}::text[],
        ${moved.map((delivery) => JSON.stringify(delivery))}::text[]) as moved (n, state, delivery)
      where conversation_id = ${from} and deliveries.n = moved.n and agent_id is not distinct from ${agentId}::text`.execute(tx);
    await tx
      .updateTable("mail_tokens")
      .set(({ eb }) => ({ conversation_id: to, n: eb("n", "+", before) }))
      .where("conversation_id", "=", from)
      .where(...agentIs(agentId))
      .execute();
  }
  await sql`
    update received_mails set conversation_id = ${to}, seq = seq + ${base}::bigint
    where conversation_id = ${from}
      and not exists (select from received_mails as other where other.conversation_id = ${to} and other.id = received_mails.id offset 0)`.execute(
    tx,
  );
}

/** The number of the last one to this reader, or none: 0. */
async function lastLetter(tx: Database, conversationId: string, agentId: string | null): Promise<number> {
  const last = await tx
    .selectFrom("deliveries")
    .select("n")
    .where("conversation_id", "=", conversationId)
    .where(...agentIs(agentId))
    .orderBy("agent_id", "desc")
    .orderBy("n", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.n ?? 0;
}

function behind(delivery: Delivery, base: number, before: number, at: number): Delivery {
  const shift = (seqs: readonly number[]) => seqs.map((seq) => seq + base);
  const moved = {
    ...delivery,
    n: delivery.n + before,
    new: shift(delivery.new),
    context: shift(delivery.context),
    interleaved: shift(delivery.interleaved),
  };
  if (moved.state !== "claimed") return moved;
  const { nextAttemptAt: _, reason: __, ...kept } = moved;
  return { ...kept, state: "cancelled", cancelledAt: at, because: "address-changed" };
}

async function moveAgentsSide(tx: Database, from: string, to: string, base: number, at: number): Promise<void> {
  await sql`
    insert into agent_threads (conversation_id, agent_id, read_cursor, forwarded_cursor, due_at)
    select ${to}, agent_id,
      case when coalesce(mine.read_cursor, 0) >= ${base}::bigint then ${base}::bigint + begun.read_cursor else coalesce(mine.read_cursor, 0) end,
      case when greatest(mine.forwarded_cursor, mine.read_cursor, 0) >= ${base}::bigint
        then ${base}::bigint + begun.forwarded_cursor else coalesce(mine.forwarded_cursor, 0) end,
      ${at}::bigint
    from (select * from agent_threads where conversation_id = ${from}) as begun
    left join (select * from agent_threads where conversation_id = ${to}) as mine using (agent_id)
    on conflict (conversation_id, agent_id) do update set
      read_cursor = excluded.read_cursor, forwarded_cursor = excluded.forwarded_cursor, due_at = excluded.due_at`.execute(tx);
}

/** What the user's own contact lacks. */
async function mergeContact(tx: Database, from: string, to: string): Promise<void> {
  await sql`
    update visitors as mine set contact = begun.contact || coalesce(mine.contact, '{}')
    from visitors as begun where mine.id = ${to} and begun.id = ${from} and begun.contact is not null`.execute(tx);
}

/** Where there was none, as it was typed: unconfirmed. */
async function inheritAddress(tx: Database, from: string, to: string, at: number): Promise<void> {
  const [begun, mine] = await Promise.all(
    [from, to].map((id) => tx.selectFrom("conversations").select("address").where("id", "=", id).executeTakeFirst()),
  );
  if (mine?.address === null && begun?.address) await changeAddress(tx, to, begun.address, at);
}
