/**
 * Whether a visitor is there: a stream is held, by its beats, or one poll follows the other. Every end of the last stream is an "away since", and a crashed
 * server's visitors become away by themselves when their lease runs out.
 */
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/tables.js";
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
  const { db, now } = ground;
  const present = () => sql`present_until = ${now() + presenceLeaseMs(ground)}::bigint, away_since = null`;
  const arrived = written(db, () => sql`${present()}, in_mail_thread = false, due_at = ${now()}::bigint`);
  const prolonged = written(db, present);
  const away = written(db, () => sql`present_until = null, away_since = moved.since, due_at = ${now()}::bigint`);
  return {
    async arrive(visitor) {
      await arrived(visitor.id, now());
      // Counted when it is written down: one that failed has no leaving either.
      held.set(visitor.id, (held.get(visitor.id) ?? 0) + 1);
      tell(ground, visitor);
    },
    stay: ({ id }) => prolonged(id, now()),
    async leave(visitor, since = now()) {
      const left = (held.get(visitor.id) ?? 0) - 1;
      if (left > 0) {
        held.set(visitor.id, left);
        return;
      }
      held.delete(visitor.id);
      await away(visitor.id, since);
      tell(ground, visitor);
    },
  };
}

/**
 * Writes `columns` into a conversation, and into all that are to be written at the same moment in one statement: behind a deploy
 * thousands arrive. Together they wait for nobody, so there is no order of locks to keep; which one somebody holds goes alone.
 */
function written(db: Database, columns: () => RawBuilder<unknown>): (id: string, since: number) => Promise<void> {
  const statement = (all: readonly Moment[], patience: RawBuilder<unknown>) => sql<{ id: string }>`
    with moved as (
      select * from unnest(${all.map(({ id }) => id)}::text[], ${all.map(({ since }) => since)}::bigint[]) as moved (id, since)
    ), free as (
      select id from conversations where id = any(array(select id from moved)) for no key update ${patience}
    ), done as (
      update conversations set ${columns()} from moved
      where conversations.id = moved.id and conversations.id = any(array(select id from free))
    )
    select id from conversations where id = any(array(select id from moved)) and id <> all(array(select id from free))`;
  const heldBySomebody = together<Moment, Moment>(
    ({ id }) => id,
    async (all) => {
      const { rows } = await statement(all, sql`skip locked`).execute(db);
      const held = new Set(rows.map(({ id }) => id));
      return new Map(all.filter(({ id }) => held.has(id)).map((moment) => [moment.id, moment]));
    },
  );
  return async (id, since) => {
    const moment = await heldBySomebody({ id, since });
    if (moment !== undefined) await statement([moment], sql``).execute(db);
  };
}

interface Moment {
  readonly id: string;
  readonly since: number;
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
