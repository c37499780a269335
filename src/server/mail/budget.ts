/** The day's mails of an address and of its site, counted: what the daily limits of forwarding/due.ts are held against. */
import { sql } from "kysely";
import type { Rules } from "../../forwarding/rules.js";
import type { Budget } from "../../forwarding/thread.js";
import type { Database } from "../database/tables.js";
import type { Reader } from "./mails.js";

/** Rows as they were counted. */
export interface Counted {
  /** When each was accepted; null while it is on its way. */
  readonly mails: readonly { readonly accepted_at: number | null }[];
  /** The latest first. */
  readonly hours: readonly { readonly hour: number; readonly mails: number }[];
}

/** Over all conversations of the site: an address typed in a hundred of them still gets no more than its budget. */
export function countedOf(db: Database, { side: { conversationId, agentId }, siteId, address }: Reader, since: number) {
  const forReader = db
    .selectFrom("deliveries")
    .where("site_id", "=", siteId)
    // An agent who writes to their own site as a visitor has two budgets.
    .where("agent_id", "is not distinct from", agentId)
    .where("address", "=", address?.toLowerCase() ?? null);
  return forReader
    .select("accepted_at")
    .where("state", "=", sql.lit("sent"))
    .where("accepted_at", ">", since)
    .unionAll(
      forReader
        .select(sql<null>`null::bigint`.as("accepted_at"))
        .where("state", "=", sql.lit("claimed"))
        .where("conversation_id", "<>", conversationId),
    );
}

export function hoursOf(db: Database, { siteId }: Pick<Reader, "siteId">, since: number) {
  return db
    .selectFrom("site_mails")
    .select(["hour", "mails"])
    .where("site_id", "=", siteId)
    .where("hour", ">=", Math.floor(since / HOUR_MS))
    .orderBy("hour", "desc");
}

export function budgetOf({ mails, hours }: Counted, { siteDailyCount }: Pick<Rules, "siteDailyCount">): Budget {
  const accepted = mails.flatMap(({ accepted_at }) => (accepted_at === null ? [] : [accepted_at]));
  const siteFullSince = fullSince(hours, siteDailyCount);
  return {
    acceptedForAddress: accepted,
    openForAddress: mails.length - accepted.length,
    ...(siteFullSince !== undefined && { siteFullSince }),
  };
}

/** To the hour, and rather too late than too early. */
function fullSince(hours: Counted["hours"], most: number): number | undefined {
  let sum = 0;
  const filling = hours.find(({ mails }) => {
    sum += mails;
    return sum >= most;
  });
  return filling && (filling.hour + 1) * HOUR_MS;
}

const HOUR_MS = 3_600_000;
const BUDGETING = 13;

/**
 * Until the transaction ends, nobody else decides on a mail for this reader: what is on its way is counted by the next. Taken after the
 * conversation's row, of which this is selected, and by whoever decides alone, so that nobody waits in a circle.
 */
export function budgetHeld(agentId: string | null) {
  const reader = agentId === null ? sql`coalesce(lower(address), id)` : sql`${agentId}::text`;
  return sql`pg_advisory_xact_lock(hashtextextended(site_id || ':' || ${reader}, ${BUDGETING}))`;
}
