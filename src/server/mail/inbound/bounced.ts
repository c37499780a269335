/** A letter came back. What that means is forwarding/'s own apply(); here its differences are written down. */
import { apply } from "../../../forwarding/apply.js";
import { lockConversation } from "../../conversation/begin.js";
import type { Database } from "../../database/tables.js";
import { columnsOf } from "../delivery-row.js";
import { loadSide } from "../load-side.js";
import type { Side } from "../side.js";
import { suppress } from "../suppression.js";

interface BouncedLetter {
  readonly siteId: string;
  readonly side: Side;
  readonly messageId: string;
  /** 5.x.y, RFC 3463. */
  readonly status: string;
  readonly at: number;
}

export async function bounced(tx: Database, { siteId, side, messageId, status, at }: BouncedLetter): Promise<void> {
  const { conversationId, agentId } = side;
  await lockConversation(tx, conversationId);
  const loaded = await loadSide(tx, side, at);
  if (loaded === undefined) return;
  const { thread, rules } = loaded;
  const after = apply(thread, { type: "bounce", at, messageId, status }, rules);
  for (const delivery of after.deliveries.filter((one) => !thread.deliveries.includes(one)))
    await tx
      .updateTable("deliveries")
      .set(columnsOf(delivery))
      .where("conversation_id", "=", conversationId)
      .where("agent_id", "is not distinct from", agentId)
      .where("n", "=", delivery.n)
      .execute();
  for (const email of after.suppressed.filter((one) => !thread.suppressed.includes(one)))
    await suppress(tx, siteId, email, `bounced: ${status}`, at);
  await tx.updateTable("conversations").set({ due_at: at }).where("id", "=", conversationId).execute();
}
