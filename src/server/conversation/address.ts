/** The address replies are forwarded to: given, changed, confirmed. The same moves as forwarding/apply-address.ts, in SQL. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";

/**
 * An address the visitor typed. The same one again keeps its state. Another one begins unconfirmed, and what was said before is
 * withheld from it until it is confirmed: whoever types an address must not be sent what was not theirs.
 */
export async function changeAddress(tx: Database, conversationId: string, email: string | undefined, at: number): Promise<void> {
  if (email === undefined) return;
  await closeDoorsOf(tx, conversationId, email, at);
  await tx
    .updateTable("conversations")
    .set({
      address: email,
      address_verified: false,
      address_withheld_up_to: sql<number>`case when address is null then 0 else last_seq end`,
      due_at: at,
    })
    .where("id", "=", conversationId)
    .where(sql<boolean>`lower(address) is distinct from lower(${email})`)
    .execute();
  await verifySigned(tx, conversationId, at);
}

/** The address that the host has signed needs no other proof, however it came to be the present one. */
export async function verifySigned(tx: Database, conversationId: string, at: number): Promise<void> {
  const signed = await tx.selectFrom("identities").select("email").where("visitor_id", "=", conversationId).executeTakeFirst();
  if (signed?.email) await verifyAddress(tx, conversationId, signed.email, at);
}

/**
 * An unconfirmed address that is taken back was perhaps a slip of the keyboard: whoever sits there has a mail with a link into
 * this conversation. The link ends, and so does what it opened and nobody has touched yet.
 */
async function closeDoorsOf(tx: Database, conversationId: string, email: string, at: number): Promise<void> {
  const replaced = await tx
    .selectFrom("conversations")
    .select("address")
    .where("id", "=", conversationId)
    .where("address_verified", "=", false)
    .where(sql<boolean>`lower(address) <> lower(${email})`)
    .executeTakeFirst();
  if (replaced === undefined) return;
  await tx
    .updateTable("mail_tokens")
    .set({ revoked_at: at })
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "resume")
    .where("revoked_at", "is", null)
    .where(sql<boolean>`lower(address) <> lower(${email})`)
    .execute();
  await tx
    .deleteFrom("visitor_sessions")
    .where("visitor_id", "=", conversationId)
    .where("needs_gesture", "=", true)
    .where(sql<boolean>`lower(resumed_address) <> lower(${email})`)
    .execute();
}

/** Proof that a mail to `email` reached its reader. It confirms the present address only; a suppression stays. */
export async function verifyAddress(db: Database, conversationId: string, email: string, at: number): Promise<boolean> {
  const row = await db
    .updateTable("conversations")
    .set({ address_verified: true, due_at: at })
    .where("id", "=", conversationId)
    .where(sql<boolean>`lower(address) = lower(${email})`)
    .where("address_verified", "=", false)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
