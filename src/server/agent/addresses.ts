/**
 * "Everything about ana@example.com", for the owner who is asked for it: which conversations of the site speak of this address, all
 * of it as a file, all of it deleted. An address proves nothing about who typed it: what is confirmed is told apart. People who came
 * by Messenger or Instagram have none, and are not found; nor does an unsubscription go, which is a wish of theirs.
 */
import { sql } from "kysely";
import type { AddressedConversation, DossierFormat } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import { dossier } from "../dossier/dossier.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { loadSite } from "../site/site.js";
import { eraseRows, tellErased } from "../visitor/erase.js";

/** The latest last. Also where it is only what they were mailed at, or had given, before. */
export async function conversationsOf(db: Database, siteId: string, email: string): Promise<AddressedConversation[]> {
  const address = email.toLowerCase();
  const { rows } = await sql<{ id: string; name: string | null; at: number; messages: number; confirmed: boolean }>`
    select visitor.id, visitor.contact ->> 'name' as name,
      coalesce(conversation.last_message_at, visitor.created_at) as at, coalesce(conversation.last_seq, 0) as messages,
      coalesce(conversation.address_verified and lower(conversation.address) = ${address}, false) as confirmed
    from visitors as visitor left join conversations as conversation on conversation.id = visitor.id
    where visitor.site_id = ${siteId} and (
      lower(visitor.contact ->> 'email') = ${address}
      or lower(conversation.address) = ${address}
      or exists (select from identities where visitor_id = visitor.id and lower(email) = ${address})
      or exists (select from deliveries where conversation_id = conversation.id and agent_id is null and address = ${address})
      or exists (select from messages where conversation_id = conversation.id and lower(news ->> 'email') = ${address}))
    order by at, visitor.id`.execute(db);
  return rows.map(({ name, ...row }) => ({ ...row, ...(name !== null && { name }) }));
}

export async function addressDossier(ground: Ground, siteId: string, email: string, as: DossierFormat): Promise<string> {
  const { db, now } = ground;
  const visitors = (await conversationsOf(db, siteId, email)).map(({ id }) => id);
  if (visitors.length === 0) throw new Refusal("not-found", "Nothing is kept about this address");
  return dossier(db, { site: await loadSite(db, siteId), visitors, as, unconfirmed: true, now: now() });
}

/** Those that were shown, and no other: what has begun since is not deleted unseen. Resolves with how many went. */
export async function eraseAddress(ground: Ground, siteId: string, email: string, shown: readonly string[]): Promise<number> {
  const erased = await ground.db.transaction().execute(async (tx) => {
    const ids = (await conversationsOf(tx, siteId, email)).map(({ id }) => id).filter((id) => shown.includes(id));
    if (ids.length > 0) await eraseRows(tx, ids, ground.now());
    return ids;
  });
  for (const id of erased) tellErased(ground, siteId, id);
  return erased.length;
}
