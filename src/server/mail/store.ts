/** The forwarding's store on PostgreSQL: what is due is a column of the conversation, and its row is the lock. */
import type { ForwardingStore } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { createDesk } from "./desk.js";
import { letterParts, type Sender } from "./letter-parts.js";
import { loadThread } from "./thread.js";

export function forwardingStore(ground: Ground, sender: Sender): ForwardingStore {
  const { db, hub } = ground;
  return {
    async due(now, limit) {
      const rows = await db
        .selectFrom("conversations")
        .select("id")
        .where("due_at", "<=", now)
        .orderBy("due_at")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async nextDue() {
      const row = await db
        .selectFrom("conversations")
        .select("due_at")
        .where("due_at", "is not", null)
        .orderBy("due_at")
        .limit(1)
        .executeTakeFirst();
      return row?.due_at ?? undefined;
    },
    async locked(id, now, patience, work) {
      const done = await db.transaction().execute(async (tx) => {
        const siteId = await hold(tx, id, patience === "skip");
        const loaded = siteId === undefined ? undefined : await loadThread(tx, id, now);
        if (siteId === undefined || loaded === undefined) return undefined;
        const desk = createDesk(tx, { ...loaded, siteId, now }, (seqs) => letterParts(tx, ground, sender, id, seqs));
        return { siteId, result: await work(desk) };
      });
      if (done === undefined) return undefined;
      // The desk shows deliveries and the plan; a step may have changed either.
      hub.publish({ about: "conversation", site: done.siteId, id });
      return done.result;
    },
  };
}

async function hold(tx: Database, id: string, skipIfHeld: boolean): Promise<string | undefined> {
  const query = tx.selectFrom("conversations").select("site_id").where("id", "=", id).forUpdate();
  return (await (skipIfHeld ? query.skipLocked() : query).executeTakeFirst())?.site_id;
}
