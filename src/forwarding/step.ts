/**
 * One step of one conversation inside one transaction: advance() before a letter is carried, conclude() after. Neither waits nor
 * sends. A mail that goes without trouble is one of each: claimed and leased, then settled and at rest.
 */
import { attempt, claim, leased, settle, withOutcome } from "./carry.js";
import { seqsOf } from "./content.js";
import { decide } from "./decide.js";
import { type Cancelled, type Claimed, openDelivery } from "./delivery.js";
import { compose } from "./letter/compose.js";
import { freshTokens, type Random } from "./letter/tokens.js";
import type { Outcome } from "./outcome.js";
import type { CarriedLetter, Desk } from "./store.js";
import type { Mail } from "./verdict.js";

/** What one step did. */
export type Step =
  /** Nothing to do before the due time the desk has now. */
  | { readonly did: "rest" }
  /** The thread is another one now: look again, in a new transaction. */
  | { readonly did: "cancel" }
  /** The letter may be handed over, by us alone, until the lease ends. */
  | { readonly did: "lease"; readonly delivery: Claimed; readonly letter: CarriedLetter; readonly leaseMs: number };

/** Takes the next step of a held conversation: decides and claims, or leases the open mail. Sends nothing. */
export async function advance(desk: Desk, random: Random, now: number): Promise<Step> {
  // Not a part of decide(): an open delivery is carried on, or cancelled, also where nothing new may be mailed any more.
  const attempted = attempt(desk.thread, desk.rules, now);
  if (attempted !== undefined) return carried(desk, attempted, now);

  const verdict = decide(desk.thread, desk.rules, now);
  await desk.record(verdict);
  if (verdict.do === "send") return claimed(desk, verdict.mail, random, now);
  const open = openDelivery(desk.thread.deliveries);
  await desk.schedule(earliest(open?.nextAttemptAt, verdict.do === "wait" ? verdict.until : undefined));
  return { did: "rest" };
}

async function carried(desk: Desk, delivery: Claimed | Cancelled, now: number): Promise<Step> {
  await desk.update(delivery);
  if (delivery.state === "cancelled") {
    await desk.schedule(now);
    return { did: "cancel" };
  }
  await desk.schedule(delivery.nextAttemptAt);
  return { did: "lease", delivery, letter: await desk.frozen(delivery.n), leaseMs: desk.rules.leaseMs };
}

/**
 * The claim is its own first lease: what an attempt looks at was just decided on, and until this step is kept nothing of it can
 * change. A crash after that loses nothing: the same bytes go when the lease has run out.
 */
async function claimed(desk: Desk, mail: Mail, random: Random, now: number): Promise<Step> {
  const { thread, rules } = desk;
  const parts = await desk.letter(seqsOf(mail));
  const step = claim(thread, mail, parts.site.mailDomain, rules, now);
  const delivery = leased(step.delivery, rules, now);
  const letter = await compose(parts, delivery, freshTokens(random));
  await desk.claim({ ...step, delivery }, letter);
  await desk.schedule(delivery.nextAttemptAt);
  return { did: "lease", delivery, letter: { raw: letter.raw, envelope: letter.envelope }, leaseMs: rules.leaseMs };
}

/**
 * Records what became of the attempt `carried`. An outcome that comes after its lease was taken over changes nothing, unless it was
 * an acceptance. True when the conversation is at rest with it; else there may be more to do, in a step of its own.
 */
export async function conclude(desk: Desk, carried: Claimed, outcome: Outcome, now: number): Promise<boolean> {
  const { thread, rules } = desk;
  const open = openDelivery(thread.deliveries);
  if (open === undefined || open.n !== carried.n) return false;
  if (open.attempts !== carried.attempts && outcome.was !== "accepted") return false;
  const settled = settle(open, outcome, rules, now);
  await desk.update(settled.delivery);
  // In the same transaction as the failure: no second mail may slip through to an address just refused.
  if (settled.blamed !== undefined) await desk.suppress(settled.blamed, outcome.was === "refused" ? outcome.reason : outcome.was);
  // That nothing is left to mail hangs on no budget; whatever else is decided is, with all mails for the reader in view.
  const verdict = decide(withOutcome(thread, open, outcome, rules, now), rules, now);
  if (verdict.do === "nothing") await desk.record(verdict);
  await desk.schedule(verdict.do === "nothing" ? undefined : now);
  return verdict.do === "nothing";
}

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
