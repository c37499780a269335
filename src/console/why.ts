/** Why a reply was mailed, is not yet, or never will be: the long answer behind the few words under its bubble. */
import type { ConversationView, Decision, DeliveryMark, ReplyVerdict } from "../protocol/index.js";
import { momentOf } from "./times.js";
import { words } from "./words.js";

type Address = ConversationView["address"];

/** Of a reply whose last mail went, is on its way or failed. */
export function whyMailed(mark: DeliveryMark, now: number): string {
  const { state, to, at, reason = "", because } = mark;
  if (!to.includes("@")) return whyThere(mark, now);
  const [say, when, said] = [words.why, momentOf(at, now), sentence(reason)];
  switch (state) {
    case "sent": {
      const known = because === undefined ? undefined : say.went.get(because);
      return say.sent(to, when, known === undefined ? "" : say.since(known));
    }
    case "queued":
      return say.queued(to);
    case "waiting":
      return say.waiting(to, when, said);
    case "cancelled":
      return say.takenBack(words.reasons.get(reason) ?? reason);
    case "failed":
      return say.failed(to, said);
    case "bounced":
      return say.bounced(to, when, said);
  }
}

/** Of a reply that left by a channel: its `to` is the channel's name. */
function whyThere({ state, to, at, reason = "" }: DeliveryMark, now: number): string {
  const say = words.why.there;
  if (state === "sent") return say.sent(to, momentOf(at, now));
  if (state === "queued") return say.queued(to);
  if (state === "waiting") return say.waiting(to, momentOf(at, now), sentence(reason));
  return say.because.get(reason) ?? say.failed(to, sentence(reason));
}

/** Of a reply that is in no mail. */
export function whyNot(verdict: ReplyVerdict, address: Address, now: number): string {
  const { why: say, thatAddress } = words;
  const to = address.email ?? thatAddress;
  if (verdict.do === "send" || (verdict.do === "wait" && verdict.until <= now)) return say.goesNow(to);
  if (verdict.do === "wait") {
    const when = momentOf(verdict.until, now);
    if (verdict.because === "budget") return say.budget(to, when);
    return say.goes(to, when, say.waits.get(verdict.because) ?? verdict.because);
  }
  switch (verdict.because) {
    case "read":
      return say.read;
    case "mode-nothing":
      return say.off;
    case "no-mailer":
      return say.noMailer;
    case "other-channel":
      return say.channel;
    case "no-address":
      return say.noAddress;
    case "address-suppressed":
      return say.suppressed(to, suppressedBecause(address.because ?? ""));
    case "no-budget":
      return say.noBudget(to);
    case "too-old":
      return say.tooOld;
    case "withheld":
      return say.withheld(to);
    default:
      return say.unknown(verdict.because);
  }
}

/** Why an address is on the list of those that get no mail. */
export function suppressedBecause(because: string): string {
  const known = words.suppressedBecause;
  if (because === "unsubscribed" || because === "complaint" || because === "owner") return known[because];
  return known.bounced(because.replace(/^bounced: /, ""));
}

/** One line of the decision log. */
export function decided(decision: Decision, now: number): string {
  const say = words.decisions;
  switch (decision.do) {
    case "nothing":
      return say.nothing(words.nextWords.nothing.get(decision.because) ?? decision.because);
    case "wait":
      return say.waits(momentOf(decision.until, now), say.waiting.get(decision.because) ?? decision.because);
    case "send":
      return say.sends(decision.replies, say.sending.get(decision.because) ?? decision.because);
  }
}

/** What a mail server said, ended like a sentence. */
function sentence(said: string): string {
  return /[.!?]$/.test(said) || said === "" ? said : `${said}.`;
}
