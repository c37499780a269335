/** What a visitor may know of their conversation at this moment; zeros where there is none yet. */
import type { Availability, Contact, Seq } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";
import { availabilityOf } from "../site/site.js";

export interface Snapshot {
  readonly latest: Seq;
  readonly readUpTo: Seq;
  readonly agentsReadUpTo: Seq;
  readonly availability: Availability;
  readonly contact: Contact | undefined;
}

export async function snapshot(db: Database, siteId: string, visitorId: string): Promise<Snapshot> {
  const row = await db
    .selectFrom("visitors as visitor")
    .leftJoin("conversations as conversation", "conversation.id", "visitor.id")
    .select(["visitor.contact", "conversation.last_seq", "conversation.read_cursor", "conversation.agents_read_shown"])
    .where("visitor.id", "=", visitorId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("unauthorized", "This visitor's data was deleted");
  return {
    latest: row.last_seq ?? 0,
    readUpTo: row.read_cursor ?? 0,
    agentsReadUpTo: row.agents_read_shown ?? 0,
    availability: await availabilityOf(db, siteId),
    contact: row.contact ?? undefined,
  };
}
