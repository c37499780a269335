/** The day's mails of an address and of its site, counted: what the daily limits of forwarding/due.ts are held against. */
import { sql } from "kysely";
import { BUDGET_WINDOW_MS } from "../../forwarding/due.js";
import type { Rules } from "../../forwarding/rules.js";
import type { Budget } from "../../forwarding/thread.js";
import type { Database } from "../database/tables.js";
import type { Side } from "./side.js";

interface Counted {
  readonly side: Side;
  readonly siteId: string;
  readonly address: string;
}

/** Over all conversations of the site: an address typed in a hundred of them still gets no more than its budget. */
export async function budgetOf(
  db: Database,
  { side: { conversationId, agentId }, siteId, address }: Counted,
  { siteDailyCount }: Pick<Rules, "siteDailyCount">,
  now: number,
): Promise<Budget> {
  const since = now - BUDGET_WINDOW_MS;
  const forReader = db
    .selectFrom("deliveries")
    .where("site_id", "=", siteId)
    // An agent who writes to their own site as a visitor has two budgets.
    .where("agent_id", "is not distinct from", agentId)
    .where("address", "=", address.toLowerCase());
  // In one statement, which is one look: a mail that arrives between two would be in neither.
  const mails = await forReader
    .select("accepted_at")
    .where("state", "=", "sent")
    .where("accepted_at", ">", since)
    .unionAll(
      forReader
        .select(sql<null>`null::bigint`.as("accepted_at"))
        .where("state", "=", "claimed")
        .where("conversation_id", "<>", conversationId),
    )
    .execute();
  const accepted = mails.flatMap(({ accepted_at }) => (accepted_at === null ? [] : [accepted_at]));
  const siteFullSince = await fullSince(db, siteId, siteDailyCount, since);
  return {
    acceptedForAddress: accepted,
    openForAddress: mails.length - accepted.length,
    ...(siteFullSince !== undefined && { siteFullSince }),
  };
}

/** To the hour, and rather too late than too early. */
async function fullSince(db: Database, siteId: string, most: number, since: number): Promise<number | undefined> {
  const hours = await db
    .selectFrom("site_mails")
    .select(["hour", "mails"])
    .where("site_id", "=", siteId)
    .where("hour", ">=", Math.floor(since / HOUR_MS))
    .orderBy("hour", "desc")
    .execute();
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
 * conversation's row, and by whoever decides alone, so that nobody waits in a circle.
 */
export async function holdBudget(tx: Database, siteId: string, { conversationId, agentId }: Side): Promise<void> {
  const reader = agentId ?? sql`(select coalesce(lower(address), id) from conversations where id = ${conversationId})`;
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${siteId}::text || ':' || ${reader}::text, ${BUDGETING}))`.execute(tx);
}
