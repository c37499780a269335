/** What became of a reply, as the line under its bubble tells it: read in the chat, forwarded, or why not. */
import type { ConversationView, DeliveryMark, Message } from "../protocol/index.js";
import { momentOf } from "./times.js";
import { words } from "./words.js";

/** `good`: it reached them · `bad`: it will not without somebody's help · `plain`: on its way, or needless. */
export interface Mark {
  readonly tone: "plain" | "good" | "bad";
  readonly text: string;
}

/** Only replies have marks: what a visitor wrote needs no receipt for the agent who reads it. */
export function marksOf(reply: Message, view: Pick<ConversationView, "readUpTo" | "deliveries">, now: number): readonly Mark[] {
  if (reply.by !== "agent" || reply.deletedAt !== undefined) return [];
  const seen: Mark[] = reply.seq <= view.readUpTo ? [{ tone: "plain", text: words.seen }] : [];
  const last = lastDelivery(reply.seq, view.deliveries);
  // "Seen · not forwarded: read in the chat first" says one thing twice.
  const isNeedless = last === undefined || (seen.length > 0 && last.state === "cancelled");
  return isNeedless ? seen : [...seen, delivered(last, now)];
}

/** A reply may be tried more than once; how it stands is what the latest try says. */
function lastDelivery(seq: number, deliveries: readonly DeliveryMark[]): DeliveryMark | undefined {
  return deliveries
    .filter((mark) => mark.seq === seq)
    .reduce<DeliveryMark | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
}

function delivered({ state, to, at, reason }: DeliveryMark, now: number): Mark {
  const because = reason === undefined ? "" : words.mark.because(words.reasons.get(reason) ?? reason);
  switch (state) {
    case "sent":
      return { tone: "good", text: words.mark.sent(to, momentOf(at, now)) };
    case "queued":
      return { tone: "plain", text: words.mark.queued(to) };
    case "waiting":
      return { tone: "plain", text: words.mark.waiting(to, because) };
    case "cancelled":
      return { tone: "plain", text: words.mark.cancelled(because) };
    case "failed":
      return { tone: "bad", text: words.mark.failed(to, because) };
    case "bounced":
      return { tone: "bad", text: words.mark.bounced(to, because) };
  }
}
