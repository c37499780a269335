/**
 * The forwarding's store on PostgreSQL: what is due is a column, of the conversation for its visitor and of each agent's side of it.
 * The conversation's row is the lock of all of them.
 */
import type { LetterParts } from "../../forwarding/letter/parts.js";
import type { ForwardingStore, Patience } from "../../forwarding/store.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { agentLetterParts } from "./agent-letter-parts.js";
import { loadAgentThread } from "./agent-thread.js";
import { budgetHeld } from "./budget.js";
import { createDesk, type Held } from "./desk.js";
import { letterParts, type Sender } from "./letter-parts.js";
import { type Side, sideOf, threadIdOf } from "./side.js";
import { THREAD_COLUMNS, threadOf } from "./thread.js";

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

  const letter = ({ side, site }: Held, tx: Database, seqs: readonly number[]): Promise<LetterParts> => {
    const { conversationId, agentId } = side;
    return agentId === null
      ? letterParts(tx, ground, sender, { conversationId, site }, seqs)
      : agentLetterParts(tx, ground, sender, { conversationId, agentId, site }, seqs);
  };

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
        const row = await hold(tx, side, patience);
        const loaded =
          row &&
          (await (side.agentId === null ? threadOf(tx, row, now) : loadAgentThread(tx, side.conversationId, side.agentId, now)));
        if (loaded === undefined) return undefined;
        const held = { ...loaded, side, now };
        const { desk, keep } = createDesk(tx, held, (seqs) => letter(held, tx, seqs));
        const result = await work(desk);
        await keep();
        return { siteId: loaded.site.id, result };
      });
      if (done === undefined) return undefined;
      // The desk shows deliveries and the plan; a step may have changed either.
      hub.publish({ about: "conversation", site: done.siteId, id: side.conversationId });
      return done.result;
    },
  };
}

/** The conversation's row as it stays until the transaction ends, and with it, for whoever may decide, the budget of its reader. */
async function hold(tx: Database, { conversationId, agentId }: Side, patience: Patience) {
  const row = tx.selectFrom("conversations").select(THREAD_COLUMNS).where("id", "=", conversationId).forUpdate();
  // Materialized: the row is locked before anything is selected of it.
  return tx
    .with(
      (held) => held("held").materialized(),
      () => (patience === "skip" ? row.skipLocked() : row),
    )
    .selectFrom("held")
    .selectAll()
    .$if(patience === "skip", (held) => held.select(budgetHeld(agentId).as("budget")))
    .executeTakeFirst();
}
