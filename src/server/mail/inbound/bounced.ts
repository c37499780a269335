/** A letter came back. What that means is forwarding/'s own apply(); here its differences are written down. */
import { apply } from "../../../forwarding/apply.js";
import { lockConversation } from "../../conversation/begin.js";
import type { Database } from "../../database/tables.js";
import { columnsOf } from "../delivery-row.js";
import { loadSide } from "../load-side.js";
import { agentIs, type Side } from "../side.js";
import { suppress } from "../suppression.js";

interface BouncedLetter {
  readonly siteId: string;
  readonly side: Side;
  readonly n: number;
  /** 5.x.y, RFC 3463. */
  readonly status: string;
  readonly at: number;
}

export async function bounced(tx: Database, { siteId, side, n, status, at }: BouncedLetter): Promise<void> {
  const { conversationId, agentId } = side;
  await lockConversation(tx, conversationId);
  const loaded = await loadSide(tx, side, at);
  const letter = await tx
    .selectFrom("deliveries")
    .select("delivery")
    .where("conversation_id", "=", conversationId)
    .where(...agentIs(agentId))
    .where("n", "=", n)
    .executeTakeFirst();
  if (loaded === undefined || letter === undefined) return;
  // Of all its mails this one: it may have gone long before those that a thread is loaded with.
  const thread = { ...loaded.thread, deliveries: [letter.delivery] };
  const after = apply(thread, { type: "bounce", at, messageId: letter.delivery.messageId, status }, loaded.rules);
  for (const changed of after.deliveries.filter((one) => !thread.deliveries.includes(one)))
    await tx
      .updateTable("deliveries")
      .set(columnsOf(changed))
      .where("conversation_id", "=", conversationId)
      .where(...agentIs(agentId))
      .where("n", "=", n)
      .execute();
  for (const email of after.suppressed.filter((one) => !thread.suppressed.includes(one)))
    await suppress(tx, siteId, email, `bounced: ${status}`, at);
  await tx.updateTable("conversations").set({ due_at: at }).where("id", "=", conversationId).execute();
}
