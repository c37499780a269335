/** Says when and where an unread reply will go, in one sentence below the composer. The forwarding decides; this only words it. */
import type { ConversationView } from "../protocol/index.js";
import { knownName } from "./faces.js";
import { momentOf, spanOf } from "./times.js";
import { words } from "./words.js";

export type Planned = Pick<ConversationView, "plan" | "replyDelayMs" | "present" | "address" | "contact" | "channel">;

export function planSentence(view: Planned, now: number): string {
  const { plan, present, address, contact, channel } = view;
  const say = words.plan;
  const name = knownName(contact) ?? words.thisVisitor;
  const presence = present ? say.here(name) : say.away(name);
  const email = address.email;

  // These hold whatever else is true, so they come before what depends on an address.
  if (plan.do === "nothing" && plan.because === "mode-nothing") return say.off;
  if (plan.do === "nothing" && plan.because === "no-mailer") return say.noMailer;
  if (channel === "messenger" || channel === "instagram") return say.channel(name, words.channel[channel]);
  if (email === undefined || address.state === "none")
    return present ? `${presence} ${say.noAddress(name)}` : say.noAddress(name);
  if (address.state === "suppressed") return say.suppressed(email);

  if (plan.do === "send") return `${presence} ${say.now(email)}`;
  if (plan.do === "wait") return `${presence} ${waiting(plan, email, now)}`;
  switch (plan.because) {
    case "nothing-unread":
      return `${presence} ${say.goAfter(email, spanOf(view.replyDelayMs))}`;
    case "no-budget":
      return say.noBudget(email);
    default:
      return say.unknown(plan.because);
  }
}

function waiting(plan: { until: number; because: string }, email: string, now: number): string {
  const say = words.plan;
  if (plan.because === "open-delivery") return say.openDelivery(email);
  if (plan.because === "budget") return say.budget(email, momentOf(plan.until, now));
  // Due already: the worker is at it, and "in 0 s" would be a clock that has stopped.
  if (plan.until <= now) return say.now(email);
  const span = spanOf(plan.until - now);
  if (plan.because === "transcript") return say.transcriptIn(email, span);
  return say.goIn(email, span);
}
