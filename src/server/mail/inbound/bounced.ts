/** A letter came back. What that means is forwarding/'s own apply(); here its differences are written down. */
import { apply } from "../../../forwarding/apply.js";
import { lockConversation } from "../../conversation/begin.js";
import type { Database } from "../../database/tables.js";
import { columnsOf } from "../delivery-row.js";
import { suppress } from "../suppression.js";
import { loadThread } from "../thread.js";

interface BouncedLetter {
  readonly siteId: string;
  readonly conversationId: string;
  readonly messageId: string;
  /** 5.x.y, RFC 3463. */
  readonly status: string;
  readonly at: number;
}

export async function bounced(tx: Database, { siteId, conversationId, messageId, status, at }: BouncedLetter): Promise<void> {
  await lockConversation(tx, conversationId);
  const loaded = await loadThread(tx, conversationId, at);
  if (loaded === undefined) return;
  const { thread, rules } = loaded;
  const after = apply(thread, { type: "bounce", at, messageId, status }, rules);
  for (const delivery of after.deliveries.filter((one) => !thread.deliveries.includes(one)))
    await tx
      .updateTable("deliveries")
      .set(columnsOf(delivery))
      .where("conversation_id", "=", conversationId)
      .where("n", "=", delivery.n)
      .execute();
  for (const email of after.suppressed.filter((one) => !thread.suppressed.includes(one)))
    await suppress(tx, siteId, email, `bounced: ${status}`, at);
  await tx.updateTable("conversations").set({ due_at: at }).where("id", "=", conversationId).execute();
}
