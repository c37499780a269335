/**
 * Whether a visitor is there: a stream is held, by its beats, or one poll follows the other. Every end of the last stream is an "away since", and a crashed
 * server's visitors become away by themselves when their lease runs out.
 */
import { sql } from "kysely";
import { together } from "../database/together.js";
import { type Ground, presenceLeaseMs } from "../ground.js";
import { type Moved, tell } from "./news.js";

export interface Presence {
  /** A stream starts. It counts also when another one is held: they opened the page again. */
  arrive(visitor: Moved): Promise<void>;
  stay(visitor: Moved): Promise<void>;
  /** A stream ends, or ended at `since`; while another one of this visitor is held here, they are still there. */
  leave(visitor: Moved, since?: number): Promise<void>;
}

export function createPresence(ground: Ground): Presence {
  const held = new Map<string, number>();
  const until = () => ground.now() + presenceLeaseMs(ground);
  const prolonged = () => ground.db.updateTable("conversations").set({ present_until: until(), away_since: null });
  /** Many at once wait for nobody, so there is no order of locks to keep; which conversation somebody holds goes alone. */
  const prolongedTogether = together(
    (id: string) => id,
    async (ids) => {
      const free = sql<string>`(select id from conversations where id = any(${ids}::text[]) for no key update skip locked)`;
      const rows = await prolonged().where("id", "in", free).returning("id").execute();
      return new Map(rows.map(({ id }) => [id, true]));
    },
  );
  return {
    async arrive(visitor) {
      await ground.db
        .updateTable("conversations")
        .set({ present_until: until(), away_since: null, in_mail_thread: false, due_at: ground.now() })
        .where("id", "=", visitor.id)
        .execute();
      // Counted when it is written down: one that failed has no leaving either.
      held.set(visitor.id, (held.get(visitor.id) ?? 0) + 1);
      tell(ground, visitor);
    },
    async stay({ id }) {
      if (!(await prolongedTogether(id))) await prolonged().where("id", "=", id).execute();
    },
    async leave(visitor, since = ground.now()) {
      const left = (held.get(visitor.id) ?? 0) - 1;
      if (left > 0) {
        held.set(visitor.id, left);
        return;
      }
      held.delete(visitor.id);
      await ground.db
        .updateTable("conversations")
        .set({ present_until: null, away_since: since, due_at: ground.now() })
        .where("id", "=", visitor.id)
        .execute();
      tell(ground, visitor);
    },
  };
}

export type Whereabouts = { readonly state: "present" } | { readonly state: "away"; readonly since: number };

/** Reads the two columns at a moment: a lease that ran out unheard ended when it ended. */
export function whereabouts(
  row: { present_until: number | null; away_since: number | null; created_at: number },
  now: number,
): Whereabouts {
  if (row.present_until !== null && row.present_until > now) return { state: "present" };
  return { state: "away", since: row.present_until ?? row.away_since ?? row.created_at };
}
