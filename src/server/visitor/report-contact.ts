/** What is known of a visitor has changed: one line in the conversation, for both sides, in each reader's own words. */
import type { Contact, SystemNews } from "../../protocol/index.js";
import { append } from "../conversation/append.js";
import type { Database } from "../database/tables.js";
import { newId } from "../secrets.js";

/** The consent text is kept with the contact, not repeated here. */
export async function reportContact(
  tx: Database,
  conversationId: string,
  { email, name, phone }: Contact,
  at: number,
): Promise<void> {
  const news: SystemNews = {
    kind: "contact",
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
  };
  await append(tx, { conversationId, id: newId(), author: { by: "system", news }, channel: "widget", text: "", at });
}
