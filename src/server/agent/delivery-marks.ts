/** What stands by an agent's name on each forwarded reply: "forwarded to ana@example.com", or why not. */
import type { Delivery } from "../../forwarding/delivery.js";
import type { Verdict } from "../../forwarding/verdict.js";
import type { DeliveryMark } from "../../protocol/index.js";

/** What decided on a mail: known by its replies, which a later mail of the same ones does not change. */
export type Sending = Extract<Verdict, { do: "send" }>;

/** One mark a reply, of the last mail that was to carry it. */
export function deliveryMarks(deliveries: readonly Delivery[], sendings: readonly Sending[]): DeliveryMark[] {
  const marks = new Map<number, DeliveryMark>();
  for (const delivery of deliveries) {
    const because = sendings.filter(({ mail }) => String(mail.new) === String(delivery.new)).at(-1)?.because;
    const mark = { to: delivery.to, ...stateOf(delivery), ...(because !== undefined && { because }) };
    for (const seq of delivery.new) marks.set(seq, { seq, ...mark });
  }
  return [...marks.values()].sort((one, other) => one.seq - other.seq);
}

function stateOf(delivery: Delivery): Pick<DeliveryMark, "state" | "at" | "reason"> {
  switch (delivery.state) {
    case "claimed":
      // With a reason it was deferred, and waits for its next attempt.
      if (delivery.reason === undefined) return { state: "queued", at: delivery.claimedAt };
      return { state: "waiting", at: delivery.nextAttemptAt, reason: delivery.reason };
    case "sent":
      if (delivery.bounce === undefined) return { state: "sent", at: delivery.acceptedAt };
      return { state: "bounced", at: delivery.acceptedAt, reason: delivery.bounce };
    case "cancelled":
      return { state: "cancelled", at: delivery.cancelledAt, reason: delivery.because };
    case "failed":
      return { state: "failed", at: delivery.failedAt, reason: delivery.reason };
  }
}
