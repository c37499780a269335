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
  const mails = db.selectFrom("deliveries").where("site_id", "=", siteId);
  const forAddress = await mails
    .select(["accepted_at", "conversation_id"])
    .where("state", "in", ["sent", "claimed"])
    // An agent who writes to their own site as a visitor has two budgets.
    .where("agent_id", "is not distinct from", agentId)
    .where("address", "=", address.toLowerCase())
    .where((is) => is.or([is("accepted_at", ">", since), is("state", "=", "claimed")]))
    .execute();
  const oldest = await mails
    .select("accepted_at")
    .where("state", "=", "sent")
    .where("accepted_at", ">", since)
    .orderBy("accepted_at", "desc")
    .offset(siteDailyCount - 1)
    .limit(1)
    .executeTakeFirst();
  return {
    acceptedForAddress: forAddress.flatMap(({ accepted_at }) => (accepted_at === null ? [] : [accepted_at])),
    openForAddress: forAddress.filter((one) => one.accepted_at === null && one.conversation_id !== conversationId).length,
    ...(oldest?.accepted_at != null && { siteFullSince: oldest.accepted_at }),
  };
}

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
