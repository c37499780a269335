/**
 * What an owner no longer keeps: conversations so many days after their last message, and visitors who never had one. Piece by
 * piece, each in a transaction of its own: a server that dies leaves the rest to the next sweep, and two of them take different
 * pieces.
 */
import { sql } from "kysely";
import { systemClock } from "../../forwarding/clock.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { describe } from "../log.js";
import { eraseRows, tellErased } from "../visitor/erase.js";

const EVERY_MS = 600_000;
const DAY_MS = 86_400_000;
const AT_ONCE = 100;

/** Until the server closes. Never rejects: what could not be removed is tried again. */
export async function keepExpiring(ground: Ground): Promise<void> {
  const { closing, log } = ground;
  while (!closing.aborted) {
    await expire(ground).catch((error: unknown) => log.warn(describe(error), "What has expired could not be removed"));
    await systemClock.sleep(EVERY_MS, closing);
  }
}

/** Resolves with how many visitors went. */
export async function expire(ground: Pick<Ground, "db" | "closing" | "now" | "hub" | "ring">): Promise<number> {
  const { db, closing } = ground;
  const sites = await db
    .selectFrom("sites")
    .select(["id", sql<number>`(settings->>'retentionDays')::bigint`.as("days")])
    .where(sql<boolean>`settings->>'retentionDays' is not null`)
    .execute();
  let removed = 0;
  for (const { id, days } of sites) {
    for (let piece = AT_ONCE; piece > 0 && !closing.aborted; removed += piece) {
      const ids = await db.transaction().execute((tx) => expirePiece(tx, id, ground.now() - days * DAY_MS, ground.now()));
      for (const visitor of ids) tellErased(ground, id, visitor);
      piece = ids.length;
    }
  }
  return removed;
}

async function expirePiece(tx: Database, site: string, before: number, now: number): Promise<string[]> {
  // Visitors before conversations, as everybody locks them; what somebody holds at this moment is in use, and has time.
  const found = await sql<{ id: string; talked: boolean }>`
    select visitor.id, conversation.id is not null as talked
    from visitors as visitor left join conversations as conversation on conversation.id = visitor.id
    where visitor.site_id = ${site} and coalesce(conversation.last_message_at, visitor.created_at) < ${before}
    limit ${AT_ONCE} for no key update of visitor skip locked`.execute(tx);
  const talked = found.rows.filter((row) => row.talked).map(({ id }) => id);
  // Once more under its own lock: a message that came meanwhile keeps it.
  const old = await sql<{ id: string }>`
    select id from conversations where id = any(${talked}) and last_message_at < ${before} for update skip locked`.execute(tx);
  const ids = [...old.rows, ...found.rows.filter((row) => !row.talked)].map(({ id }) => id);
  if (ids.length > 0) await eraseRows(tx, ids, now);
  return ids;
}
