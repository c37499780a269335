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
  let removed = 0;
  for (const { id, keptMs } of await sitesToSweep(db, ground.now())) {
    for (let piece = AT_ONCE; piece > 0 && !closing.aborted; removed += piece) {
      const ids = await db.transaction().execute((tx) => expirePiece(tx, id, ground.now() - keptMs, ground.now()));
      for (const visitor of ids) tellErased(ground, id, visitor);
      piece = ids.length;
    }
  }
  return removed;
}

/** Those with something to lose: of the others nothing more is asked. */
async function sitesToSweep(db: Database, now: number): Promise<{ id: string; keptMs: number }[]> {
  const days = sql<number>`(settings ->> 'retentionDays')::bigint`;
  const { rows } = await sql<{ id: string; days: number }>`
    select id, ${days} as days from sites
    where settings ->> 'retentionDays' is not null and ${now}::bigint - ${days} * ${DAY_MS} > least(
      (select min(last_message_at) from conversations where site_id = sites.id),
      (select min(created_at) from visitors where site_id = sites.id and not has_written))`.execute(db);
  return rows.map((row) => ({ id: row.id, keptMs: row.days * DAY_MS }));
}

/** What somebody holds at this moment is in use, and has time: nobody is waited for, so there is no order of locks to keep. */
async function expirePiece(tx: Database, site: string, before: number, now: number): Promise<string[]> {
  const old = await sql<{ id: string }>`
    select id from conversations where site_id = ${site} and last_message_at < ${before}
    order by last_message_at limit ${sql.lit(AT_ONCE)} for update skip locked`.execute(tx);
  const talked = old.rows.map(({ id }) => id);
  const visitors = await sql<{ id: string }>`
    select id from visitors where id = any(${talked}::text[]) for no key update skip locked`.execute(tx);
  const silent = await sql<{ id: string }>`
    select id from visitors
    where site_id = ${site} and not has_written and created_at < ${before}
      and not exists (select from conversations where conversations.id = visitors.id)
    order by created_at limit ${sql.lit(AT_ONCE)} for no key update skip locked`.execute(tx);
  const ids = [...visitors.rows, ...silent.rows].map(({ id }) => id);
  if (ids.length > 0) await eraseRows(tx, ids, now);
  return ids;
}
