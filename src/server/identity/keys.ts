/** A site's identity keys: made and shown on the desk, used to check what the host's server has signed. */
import type { IdentityKeys } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { newId, newSecret } from "../secrets.js";

/** How long the key before goes on: somebody has to carry the new one to the host's server. */
const OVERLAP_MS = 86_400_000;

export interface IdentityKey {
  readonly id: string;
  readonly secret: string;
}

/** Those that count now, the newest first. */
export async function liveKeys(db: Database, siteId: string, now: number) {
  return db
    .selectFrom("identity_keys")
    .selectAll()
    .where("site_id", "=", siteId)
    .where((is) => is.or([is("ends_at", "is", null), is("ends_at", ">", now)]))
    .orderBy("created_at", "desc")
    .execute();
}

export async function shownKeys({ db, now }: Ground, siteId: string): Promise<IdentityKeys> {
  const keys = await liveKeys(db, siteId, now());
  const current = keys.find(({ ends_at }) => ends_at === null);
  return {
    ...(current && { key: { secret: current.secret, createdAt: current.created_at } }),
    old: keys.flatMap(({ ends_at }) => (ends_at === null ? [] : [{ endsAt: ends_at }])),
  };
}

/** Two agents who press at once make two, one after the other; the later one is the site's. */
export async function newKey(ground: Ground, siteId: string): Promise<IdentityKeys> {
  const at = ground.now();
  await ground.db.transaction().execute(async (tx) => {
    await tx.selectFrom("sites").select("id").where("id", "=", siteId).forUpdate().execute();
    await tx
      .updateTable("identity_keys")
      .set({ ends_at: at + OVERLAP_MS })
      .where("site_id", "=", siteId)
      .where("ends_at", "is", null)
      .execute();
    await tx
      .insertInto("identity_keys")
      .values({ id: newId(), site_id: siteId, secret: newSecret(), created_at: at, ends_at: null })
      .execute();
  });
  return shownKeys(ground, siteId);
}

/** The sessions they opened end as well: whoever had the key may be in any of them. Their owners are signed in again by the host's page. */
export async function endOldKeys(ground: Ground, siteId: string): Promise<IdentityKeys> {
  const visitors = await ground.db.transaction().execute(async (tx) => {
    const old = tx.selectFrom("identity_keys").select("id").where("site_id", "=", siteId).where("ends_at", "is not", null);
    const ended = await tx.selectFrom("visitor_sessions").select("visitor_id").distinct().where("signed_by", "in", old).execute();
    await tx.deleteFrom("identity_keys").where("site_id", "=", siteId).where("ends_at", "is not", null).execute();
    return ended;
  });
  for (const { visitor_id } of visitors) ground.hub.publish({ about: "sessions", site: siteId, id: visitor_id });
  return shownKeys(ground, siteId);
}
