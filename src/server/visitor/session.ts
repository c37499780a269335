/** Visitors' sessions: made, found, prolonged, revoked. A token is worth one visitor of one site, and is kept as a hash. */
import { sql } from "kysely";
import type { Contact } from "../../protocol/index.js";
import type { Moved } from "../conversation/news.js";
import type { Database } from "../database/tables.js";
import { together } from "../database/together.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { hashed, newSecret } from "../secrets.js";

export interface SessionRecord {
  readonly hash: string;
  readonly siteId: string;
  readonly visitorId: string;
  readonly contact: Contact | undefined;
  readonly needsGesture: boolean;
  readonly resumedAddress: string | undefined;
  /** The identity key behind it, where the host has vouched for the visitor. */
  readonly signedBy: string | undefined;
  readonly createdAt: number;
  readonly clearedUntil: number;
}

const DAY_MS = 86_400_000;
export const LIFE_MS = 180 * DAY_MS;
/** How long a replaced token goes on if nobody uses the new one: its answer may have been lost. */
const REPLACED_MS = 60_000;
/**
 * What is set of a session that ends before its time: it is worth nothing, and stays for as long as its visitor does. A page that
 * sleeps with its token hears of their deletion, too, and takes nothing of them into the next conversation.
 */
export const ENDED = { expires_at: 0 } as const;

/** The session behind the hash of a token, if it lives and belongs to this site. Using it prolongs it, in steps of a day. */
export type Sessions = (siteId: string, hash: string) => Promise<SessionRecord | undefined>;

/** Doors and streams that ask at the same moment ask the database together. */
export function createSessions(ground: Ground): Sessions {
  const find = together(
    (hash: string) => hash,
    async (hashes) => {
      const rows = await rowsOf(ground.db, hashes);
      return new Map(rows.map((row) => [row.hash, row]));
    },
  );
  return async (siteId, hash) => {
    const row = await find(hash);
    return row !== undefined && row.site_id === siteId && row.expires_at > ground.now() ? used(ground, row) : undefined;
  };
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const rowsOf = (db: Database, hashes: readonly string[]) =>
  db
    .selectFrom("visitor_sessions as session")
    .innerJoin("visitors as visitor", "visitor.id", "session.visitor_id")
    .select(["session.hash", "session.site_id", "session.visitor_id", "session.needs_gesture", "session.resumed_address"])
    .select(["session.expires_at", "session.signed_by", "session.replaces", "session.is_replaced"])
    .select(["session.created_at", "session.cleared_until", "visitor.contact"])
    .where(sql<boolean>`session.hash = any(${hashes}::text[])`)
    .execute();

async function used(ground: Ground, row: Row): Promise<SessionRecord> {
  const { hash, site_id: siteId } = row;
  const now = ground.now();
  if (row.replaces !== null) await endReplaced(ground, { site: siteId, id: row.visitor_id }, hash, row.replaces);
  if (!row.is_replaced && row.expires_at < now + LIFE_MS - DAY_MS) {
    await ground.db
      .updateTable("visitor_sessions")
      .set({ expires_at: now + LIFE_MS })
      .where("hash", "=", hash)
      // It may have ended since it was read.
      .where("expires_at", ">", now)
      .execute();
  }
  return {
    hash,
    siteId,
    visitorId: row.visitor_id,
    contact: row.contact ?? undefined,
    needsGesture: row.needs_gesture,
    resumedAddress: row.resumed_address ?? undefined,
    signedBy: row.signed_by ?? undefined,
    createdAt: row.created_at,
    clearedUntil: row.cleared_until,
  };
}

/** Another token takes its place, whose first use ends it: until then the browser's other tabs, which have not heard of it yet, go on. */
export async function replaceSession(tx: Database, hash: string, at: number): Promise<void> {
  await tx
    .updateTable("visitor_sessions")
    .set({ is_replaced: true, expires_at: at + REPLACED_MS })
    .where("hash", "=", hash)
    .execute();
}

async function endReplaced(ground: Ground, visitor: Moved, hash: string, replaced: string): Promise<void> {
  await ground.db.transaction().execute(async (tx) => {
    await tx.updateTable("visitor_sessions").set(ENDED).where("hash", "=", replaced).execute();
    await tx.updateTable("visitor_sessions").set({ replaces: null }).where("hash", "=", hash).execute();
  });
  ground.hub.publish({ about: "sessions", ...visitor });
}

/** What to say of a token that opens nothing. */
export async function noSession(ground: Ground, hash: string): Promise<Refusal> {
  const erased = await ground.db.selectFrom("erased_sessions").select("hash").where("hash", "=", hash).executeTakeFirst();
  if (erased !== undefined) return new Refusal("gone", "This conversation was deleted");
  return new Refusal("unauthorized", "The session is over, or never was: open a new one");
}

/** Returns the token; only its hash stays here. `resumedAddress`: opened by the link of a mail to it, so a gesture must come first. */
export async function openSession(
  db: Database,
  session: {
    siteId: string;
    visitorId: string;
    at: number;
    resumedAddress?: string;
    signedBy?: string | undefined;
    /** The hash of the session whose place it takes. */
    replaces?: string | undefined;
  },
): Promise<string> {
  const token = newSecret();
  await db
    .insertInto("visitor_sessions")
    .values({
      hash: hashed(token),
      site_id: session.siteId,
      visitor_id: session.visitorId,
      resumed_address: session.resumedAddress ?? null,
      needs_gesture: session.resumedAddress !== undefined,
      signed_by: session.signedBy ?? null,
      replaces: session.replaces ?? null,
      created_at: session.at,
      expires_at: session.at + LIFE_MS,
    })
    .execute();
  return token;
}

/** All tokens of this visitor answer 401 from now on, and their streams end. */
export async function revokeSessions(ground: Ground, site: string, visitorId: string): Promise<void> {
  await ground.db
    .updateTable("visitor_sessions")
    .set(ENDED)
    .where("visitor_id", "=", visitorId)
    .where("site_id", "=", site)
    .execute();
  ground.hub.publish({ about: "sessions", site, id: visitorId });
}
