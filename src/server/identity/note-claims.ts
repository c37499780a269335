/** What the host says of its user becomes their contact, and its address a confirmed one: a signature is proof enough. */
import type { Contact } from "../../protocol/index.js";
import { changeAddress, verifySigned } from "../conversation/address.js";
import { lockConversation } from "../conversation/begin.js";
import type { Database } from "../database/tables.js";
import { reportContact } from "../visitor/report-contact.js";
import type { Claims } from "./claims.js";

/** Only what is news: who has given another address in the chat since keeps it, however often the host repeats its own. */
export async function noteClaims(
  tx: Database,
  siteId: string,
  visitorId: string,
  { subject, email, name }: Claims,
  at: number,
): Promise<void> {
  const before = await tx
    .selectFrom("identities as identity")
    .innerJoin("visitors as visitor", "visitor.id", "identity.visitor_id")
    .select(["identity.email", "identity.name", "visitor.contact"])
    .where("identity.site_id", "=", siteId)
    .where("identity.subject", "=", subject)
    .executeTakeFirstOrThrow();
  const contact: Contact = {
    ...before.contact,
    ...(email !== undefined && (email !== before.email || !before.contact?.email) && { email }),
    ...(name !== undefined && (name !== before.name || !before.contact?.name) && { name }),
  };
  await tx
    .updateTable("identities")
    .set({ email: email ?? null, name: name ?? null })
    .where("site_id", "=", siteId)
    .where("subject", "=", subject)
    .execute();
  const hasConversation = await lockConversation(tx, visitorId);
  if (hasConversation) await changeAddress(tx, visitorId, contact.email, at);
  if (hasConversation) await verifySigned(tx, visitorId, at);
  if (contact.email === before.contact?.email && contact.name === before.contact?.name) return;
  await tx
    .updateTable("visitors")
    .set({ contact: JSON.stringify(contact) })
    .where("id", "=", visitorId)
    .execute();
  if (hasConversation) await reportContact(tx, visitorId, contact, at);
}
