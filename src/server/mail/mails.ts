/**
 * Of one side of a conversation: its last mails, ours and theirs, whether its reader takes any, what they and their site had today,
 * and what was said last. In one statement, which is one look: a mail that arrives between two would be in neither.
 */
import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import { BUDGET_WINDOW_MS } from "../../forwarding/due.js";
import { mailsReached } from "../../forwarding/reach.js";
import { RULES } from "../../forwarding/rules.js";
import type { Line, Thread } from "../../forwarding/thread.js";
import type { Database } from "../database/tables.js";
import { rulesOf, SITE_COLUMNS, type SiteRecord, siteOf } from "../site/site.js";
import { type Counted, countedOf, hoursOf } from "./budget.js";
import { lastLines } from "./lines.js";
import { agentIs, type Side } from "./side.js";
import { suppressedOf } from "./suppression.js";

export interface Mails extends Pick<Thread, "deliveries" | "inbound" | "suppressed"> {
  readonly site: SiteRecord;
  readonly counted: Counted;
  /** For linesOf(). */
  readonly lastLines: readonly Line[];
}

export interface Reader {
  readonly side: Side;
  readonly siteId: string;
  /** Theirs at present. */
  readonly address: string | null;
}

/**
 * The last ones, in the order in which they came: so many as the rules reach, and of ours `shown` in any case. Undefined where the site is
 * gone, and all of it with it.
 */
export async function loadMails(
  db: Database,
  reader: Reader,
  now: number,
  shown = 0,
  most = mailsReached(RULES),
): Promise<Mails | undefined> {
  const { conversationId, agentId } = reader.side;
  const last = { ours: Math.max(most.ours, shown), theirs: most.theirs };
  // Ordered by the agent as well, who is one: else PostgreSQL does not see that the index has them in this order.
  const own = db
    .selectFrom("deliveries")
    .select(["n", "delivery"])
    .where("conversation_id", "=", conversationId)
    .where(...agentIs(agentId));
  const lastOnes = db.selectFrom(own.orderBy("agent_id", "desc").orderBy("n", "desc").limit(last.ours).as("last")).selectAll();
  // An open one counts wherever it stands: what comes along from another conversation stands behind it.
  const deliveries = lastOnes.unionAll(own.where("state", "=", sql.lit("claimed"))).orderBy("n");
  const inbound = db
    .selectFrom("received_mails")
    .select([sql<string>`message_id`.as("id"), "at"])
    .where("conversation_id", "=", conversationId)
    .where(...agentIs(agentId))
    .where("seq", "is not", null)
    .where("message_id", "is not", null)
    .orderBy("agent_id", "desc")
    .orderBy("at", "desc")
    .orderBy("seq", "desc")
    .limit(last.theirs);
  const since = now - BUDGET_WINDOW_MS;
  const row = await db
    .selectFrom("sites")
    .select(SITE_COLUMNS)
    .select([
      jsonArrayFrom(deliveries).as("deliveries"),
      jsonArrayFrom(inbound).as("inbound"),
      jsonArrayFrom(suppressedOf(db, reader)).as("suppressed"),
      jsonArrayFrom(countedOf(db, reader, since)).as("mails"),
      jsonArrayFrom(hoursOf(db, reader, since)).as("hours"),
      jsonArrayFrom(lastLines(db, conversationId)).as("lines"),
    ])
    .where("id", "=", reader.siteId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const site = siteOf(row);
  const reached = mailsReached(rulesOf(site));
  // Only where the site's own numbers reach further than those of nearly all.
  const isShort = row.deliveries.length >= last.ours && reached.ours > last.ours;
  if (isShort || reached.theirs > last.theirs) return loadMails(db, reader, now, shown, reached);
  return {
    site,
    deliveries: [...new Map(row.deliveries.map(({ n, delivery }) => [n, delivery])).values()],
    inbound: row.inbound.reverse(),
    suppressed: row.suppressed.map(({ email }) => email),
    counted: { mails: row.mails, hours: row.hours },
    lastLines: row.lines,
  };
}
