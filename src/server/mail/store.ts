/**
 * The forwarding's store on PostgreSQL: what is due is a column, of the conversation for its visitor and of each agent's side of it.
 * The conversation's row is the lock of all of them.
 */
import type { LetterParts } from "../../forwarding/letter/parts.js";
import type { ForwardingStore } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { agentLetterParts } from "./agent-letter-parts.js";
import { holdBudget } from "./budget.js";
import { createDesk } from "./desk.js";
import { letterParts, type Sender } from "./letter-parts.js";
import { loadSide } from "./load-side.js";
import { type Side, sideOf, threadIdOf } from "./side.js";

export function forwardingStore(ground: Ground, sender: Sender): ForwardingStore {
  const { db, hub } = ground;

  /** Of either kind the first ones; whoever is not among them cannot be among the first of both. */
  async function first(until: number, limit: number): Promise<{ side: Side; at: number }[]> {
    const visitors = await db
      .selectFrom("conversations")
      .select(["id", "due_at"])
      .where("due_at", "<=", until)
      .orderBy("due_at")
      .limit(limit)
      .execute();
    const agents = await db
      .selectFrom("agent_threads")
      .select(["conversation_id", "agent_id", "due_at"])
      .where("due_at", "<=", until)
      .orderBy("due_at")
      .limit(limit)
      .execute();
    const all = [
      ...visitors.map(({ id, due_at }) => ({ side: { conversationId: id, agentId: null }, at: due_at ?? 0 })),
      ...agents.map((row) => ({ side: { conversationId: row.conversation_id, agentId: row.agent_id }, at: row.due_at ?? 0 })),
    ];
    return all.sort((a, b) => a.at - b.at).slice(0, limit);
  }

  const letter = ({ conversationId, agentId }: Side, tx: Database, seqs: readonly number[]): Promise<LetterParts> =>
    agentId === null
      ? letterParts(tx, ground, sender, conversationId, seqs)
      : agentLetterParts(tx, ground, sender, { conversationId, agentId }, seqs);

  return {
    async due(now, limit) {
      return (await first(now, limit)).map(({ side }) => threadIdOf(side));
    },
    async nextDue() {
      return (await first(Number.MAX_SAFE_INTEGER, 1))[0]?.at;
    },
    async locked(id, now, patience, work) {
      const side = sideOf(id);
      const done = await db.transaction().execute(async (tx) => {
        const siteId = await hold(tx, side.conversationId, patience === "skip");
        if (siteId !== undefined && patience === "skip") await holdBudget(tx, siteId, side);
        const loaded = siteId === undefined ? undefined : await loadSide(tx, side, now);
        if (siteId === undefined || loaded === undefined) return undefined;
        const desk = createDesk(tx, { ...loaded, siteId, side, now }, (seqs) => letter(side, tx, seqs));
        return { siteId, result: await work(desk) };
      });
      if (done === undefined) return undefined;
      // The desk shows deliveries and the plan; a step may have changed either.
      hub.publish({ about: "conversation", site: done.siteId, id: side.conversationId });
      return done.result;
    },
  };
}

async function hold(tx: Database, id: string, skipIfHeld: boolean): Promise<string | undefined> {
  const query = tx.selectFrom("conversations").select("site_id").where("id", "=", id).forUpdate();
  return (await (skipIfHeld ? query.skipLocked() : query).executeTakeFirst())?.site_id;
}
