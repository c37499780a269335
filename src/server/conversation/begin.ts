/** A visitor's conversation: made by their first message, locked by whoever changes more than one thing in it. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";
import { type Ground, presenceLeaseMs } from "../ground.js";

/** There is one afterwards. Repeats, also at the same moment, are harmless. */
export async function beginConversation(db: Database, ground: Ground, visitorId: string, at: number): Promise<void> {
  // They have just written: present, until a stream says more or none ever comes.
  const presentUntil = at + presenceLeaseMs(ground);
  // The visitor's row is held for this statement: a contact form sent at the same moment either is in the address already, or
  // finds the conversation and changes it there. And retention finds them among those who have written, or takes them before.
  await sql`
    with visitor as (
      update visitors set has_written = true where id = ${visitorId} returning id, site_id, contact
    )
    insert into conversations (id, site_id, channel, created_at, last_message_at, address, address_verified, present_until)
    select id, site_id, 'widget', ${at}::bigint, ${at}::bigint, contact ->> 'email',
      exists (select from identities where visitor_id = visitor.id and lower(email) = lower(contact ->> 'email')),
      ${presentUntil}::bigint
    from visitor
    on conflict (id) do nothing`.execute(db);
}

/** Holds the row until the transaction ends. False when there is no conversation. */
export async function lockConversation(tx: Database, id: string): Promise<boolean> {
  const row = await tx.selectFrom("conversations").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  return row !== undefined;
}
