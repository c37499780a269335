/** What became of a reply, as the line under its bubble tells it: read in the chat, forwarded, or why not. The long answer is why.ts. */
import type { ConversationView, DeliveryMark, Message, ReplyVerdict } from "../protocol/index.js";
import { momentOf } from "./times.js";
import { whyMailed, whyNot } from "./why.js";
import { words } from "./words.js";

/** `good`: it reached them · `bad`: it will not without somebody's help · `plain`: on its way, or needless. */
interface Mark {
  readonly tone: "plain" | "good" | "bad";
  readonly text: string;
}

export interface Marks {
  readonly marks: readonly Mark[];
  /** Why it was mailed or not, in a sentence; none where nobody knows. */
  readonly why?: string;
  /** The mail failed and nothing is known against another one. */
  readonly canSendAgain: boolean;
}

export type Marked = Pick<ConversationView, "readUpTo" | "deliveries" | "verdicts" | "address">;

const NONE: Marks = { marks: [], canSendAgain: false };

/** Only replies have marks: what a visitor wrote needs no receipt for the agent who reads it. */
export function marksOf(reply: Message, view: Marked, now: number): Marks {
  if (reply.by !== "agent" || reply.deletedAt !== undefined) return NONE;
  const isRead = reply.seq <= view.readUpTo;
  const seen: Mark[] = isRead ? [{ tone: "plain", text: words.seen }] : [];
  const verdict = view.verdicts.find(({ seq }) => seq === reply.seq);
  if (verdict !== undefined) {
    const marks = isRead ? seen : [undelivered(verdict, view.address, now)];
    return { marks, why: whyNot(verdict, view.address, now), canSendAgain: false };
  }
  const last = lastDelivery(reply.seq, view.deliveries);
  if (last === undefined) return { ...NONE, marks: seen };
  // "Seen · not forwarded: read in the chat first" says one thing twice.
  const isNeedless = isRead && last.state === "cancelled";
  return {
    marks: isNeedless ? seen : [...seen, delivered(last, now)],
    why: whyMailed(last, now),
    canSendAgain: last.state === "failed" && !isRead && view.address.state !== "suppressed",
  };
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

function undelivered(verdict: ReplyVerdict, address: Marked["address"], now: number): Mark {
  const [say, to] = [words.mark, address.email ?? words.thatAddress];
  if (verdict.do === "nothing") {
    const tone = verdict.because === "address-suppressed" ? "bad" : "plain";
    return { tone, text: say.not(words.reasons.get(verdict.because) ?? verdict.because) };
  }
  if (verdict.do === "send" || verdict.until <= now) return { tone: "plain", text: say.goesNow(to) };
  const when = momentOf(verdict.until, now);
  return { tone: "plain", text: verdict.because === "budget" ? say.budget(to, when) : say.goes(to, when) };
}
