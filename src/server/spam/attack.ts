/**
 * Whether a site is under attack: judged here, from what the database has, so that every node says the same. Too many forms that
 * only programs send, or more conversations begun than people begin.
 */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";

export interface SpamRules {
  /** Forms in ten minutes that show signs of a program. */
  readonly signs: number;
  /** Conversations begun in ten minutes. */
  readonly begun: number;
  /** Nobody reads the question, types an address and presses the button sooner: a form is answered so long after it can have been there. */
  readonly soonestMs: number;
}
/** An office of 200 begins fewer. */
export const SPAM_RULES: SpamRules = { signs: 5, begun: 300, soonestMs: 2_000 };

const WINDOW_MS = 10 * 60_000;
/** A judgement holds for so long, so that a flood does not ask for it with each of its messages. */
const HOLDS_MS = 5_000;

export interface Watch {
  isUnderAttack(site: string): Promise<boolean>;
  /** A form of this site was a program's, as it seems. */
  sign(site: string): Promise<void>;
}

export function watchFor(db: Database, now: () => number, rules: Pick<SpamRules, "signs" | "begun">): Watch {
  const judged = new Map<string, { readonly at: number; readonly verdict: Promise<boolean> }>();

  async function judge(site: string): Promise<boolean> {
    // In the statement and not beside it: only who knows since when can plan how to look for the few there are (database/prepared.ts).
    const since = sql.lit(now() - WINDOW_MS);
    // No more of them than decide is read.
    const { rows } = await sql<{ signs: number; begun: number }>`
      select
        (select count(*) from (
          select from spam_signs where site_id = ${site} and at > ${since} limit ${rules.signs}
        ) as sign) as signs,
        (select count(*) from (
          select from conversations
          where site_id = ${site} and last_message_at > ${since} and created_at > ${since} limit ${rules.begun}
        ) as conversation) as begun`.execute(db);
    const { signs = 0, begun = 0 } = rows[0] ?? {};
    return signs >= rules.signs || begun >= rules.begun;
  }

  return {
    isUnderAttack(site) {
      const last = judged.get(site);
      // A clock that was set back ends a judgement as well.
      if (last !== undefined && Math.abs(now() - last.at) < HOLDS_MS) return last.verdict;
      const verdict = judge(site);
      judged.set(site, { at: now(), verdict });
      // What could not be found out is asked again by the next.
      verdict.catch(() => judged.delete(site));
      return verdict;
    },
    async sign(site) {
      await db
        .deleteFrom("spam_signs")
        .where("site_id", "=", site)
        .where("at", "<", now() - WINDOW_MS)
        .execute();
      await db.insertInto("spam_signs").values({ site_id: site, at: now() }).execute();
      judged.delete(site);
    },
  };
}
