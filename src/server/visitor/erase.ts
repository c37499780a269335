/** "Delete my conversation": what was said, who said it, what is on its way by mail, and every key to it. */
import { sql } from "kysely";
import { tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import { LIFE_MS } from "./session.js";

/** Files go with the next sweep. Repeats are answered "gone" at the door. */
export async function erase(ground: Ground, site: string, visitorId: string): Promise<void> {
  const now = ground.now();
  await ground.db.transaction().execute(async (tx) => {
    // A browser that held one of these tokens would keep it for so long without using it.
    await sql`
      insert into erased_sessions (hash, expires_at)
      select hash, ${now + LIFE_MS}::bigint from visitor_sessions where visitor_id = ${visitorId}
      on conflict do nothing`.execute(tx);
    await tx.deleteFrom("erased_sessions").where("expires_at", "<=", now).execute();
    // Also those that no message has claimed yet.
    await tx.updateTable("files").set({ laid_at: 0 }).where("owner", "=", visitorId).execute();
    await tx.deleteFrom("visitors").where("id", "=", visitorId).execute();
  });
  ground.hub.publish({ about: "sessions", site, id: visitorId });
  tell(ground, { site, id: visitorId });
}
