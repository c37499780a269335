/**
 * Of one side of a conversation: its mails, ours and theirs, the addresses among them that take none, and what its reader and its
 * site had today. In one statement, which is one look: a mail that arrives between two would be in neither.
 */
import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import { BUDGET_WINDOW_MS } from "../../forwarding/due.js";
import type { Thread } from "../../forwarding/thread.js";
import type { Database } from "../database/tables.js";
import { SITE_COLUMNS, type SiteRecord, siteOf } from "../site/site.js";
import { type Counted, countedOf, hoursOf } from "./budget.js";
import type { Side } from "./side.js";
import { suppressedOf } from "./suppression.js";

export interface Mails extends Pick<Thread, "deliveries" | "inbound" | "suppressed"> {
  readonly site: SiteRecord;
  readonly counted: Counted;
}

export interface Reader {
  readonly side: Side;
  readonly siteId: string;
  /** Theirs at present. */
  readonly address: string | null;
}

/** Undefined where the site is gone, and all of it with it. */
export async function loadMails(db: Database, reader: Reader, now: number): Promise<Mails | undefined> {
  const { conversationId, agentId } = reader.side;
  const deliveries = db
    .selectFrom("deliveries")
    .select("delivery")
    .where("conversation_id", "=", conversationId)
    .where("agent_id", "is not distinct from", agentId)
    .orderBy("n");
  const inbound = db
    .selectFrom("received_mails")
    .select([sql<string>`message_id`.as("id"), "at"])
    .where("conversation_id", "=", conversationId)
    .where("agent_id", "is not distinct from", agentId)
    .where("seq", "is not", null)
    .where("message_id", "is not", null)
    .orderBy("at")
    .orderBy("seq");
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
    ])
    .where("id", "=", reader.siteId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    site: siteOf(row),
    deliveries: row.deliveries.map(({ delivery }) => delivery),
    inbound: row.inbound,
    suppressed: row.suppressed.map(({ email }) => email),
    counted: { mails: row.mails, hours: row.hours },
  };
}
