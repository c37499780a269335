/** What a visitor may know of their conversation at this moment; zeros where there is none yet. */
import type { Contact, Seq } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { Refusal } from "../refusal.js";
import { availabilityOf, type Told } from "../site/availability.js";

export interface Snapshot extends Told {
  readonly latest: Seq;
  readonly readUpTo: Seq;
  readonly agentsReadUpTo: Seq;
  readonly contact: Contact | undefined;
}

export async function snapshot(db: Database, siteId: string, visitorId: string, now: number): Promise<Snapshot> {
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
    ...(await availabilityOf(db, siteId, now)),
    contact: row.contact ?? undefined,
  };
}
