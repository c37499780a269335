/** Everything of a visitor goes: what was said, who said it, what is on its way by mail, and every key to it. By whose wish is the caller's affair. */
import { sql } from "kysely";
import { tell } from "../conversation/news.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { LIFE_MS } from "./session.js";

/** "Delete my conversation". Repeats are answered "gone" at the door. */
export async function erase(ground: Ground, site: string, visitorId: string): Promise<void> {
  await ground.db.transaction().execute((tx) => eraseRows(tx, [visitorId], ground.now()));
  tellErased(ground, site, visitorId);
}

/** In a transaction of its caller, who tells it after the commit. Bytes of files go with the next sweep. */
export async function eraseRows(tx: Database, visitorIds: readonly string[], now: number): Promise<void> {
  // First the visitor, then the conversation, as the contact form has them. Not "for update": whoever holds a conversation and writes
  // its row twice has its keys checked, and must not wait for us here.
  await tx.selectFrom("visitors").select("id").where("id", "in", visitorIds).orderBy("id").forNoKeyUpdate().execute();
  await tx.selectFrom("conversations").select("id").where("id", "in", visitorIds).orderBy("id").forUpdate().execute();
  // A browser that held one of these tokens would keep it for so long without using it.
  await sql`
    insert into erased_sessions (hash, expires_at)
    select hash, ${now + LIFE_MS}::bigint from visitor_sessions where visitor_id = any(${visitorIds})
    on conflict do nothing`.execute(tx);
  await tx.deleteFrom("erased_sessions").where("expires_at", "<=", now).execute();
  // Also those that no message has claimed yet.
  await tx.updateTable("files").set({ laid_at: 0 }).where("owner", "in", visitorIds).execute();
  await tx.deleteFrom("visitors").where("id", "in", visitorIds).execute();
}

export function tellErased(ground: Pick<Ground, "hub" | "ring">, site: string, visitorId: string): void {
  ground.hub.publish({ about: "sessions", site, id: visitorId });
  tell(ground, { site, id: visitorId });
}
