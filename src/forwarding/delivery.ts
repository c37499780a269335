/** One mail of ours, from its claim to its end: `none → claimed → sent | cancelled | failed`. carry.ts makes the steps, the store keeps them. */

export type Kind = "unread" | "transcript";

/** What was frozen when the mail was claimed. Nothing in here ever changes: the same Message-ID is always the same bytes. */
export interface Letterhead {
  /** 1, 2, 3… inside the conversation: the n-th claim. Key of the delivery together with the conversation. */
  readonly n: number;
  readonly kind: Kind;
  /** True when the mail holds everything public there was: it moves the transcript cursor. */
  readonly whole: boolean;
  readonly new: readonly number[];
  readonly context: readonly number[];
  readonly interleaved: readonly number[];
  readonly to: string;
  /** With angle brackets, like every id here. Derived from conversation, claim and range. */
  readonly messageId: string;
  readonly inReplyTo: string;
  readonly references: readonly string[];
  /** Whether the subject carries "Re: ": from the second mail of the chain on. */
  readonly re: boolean;
  readonly claimedAt: number;
  /** The sum of `edits` of the new replies at the claim: larger at an attempt means one was edited since. */
  readonly editsAtClaim: number;
}

/** Why a claimed mail was not carried. The causes of `LEAVES_REPLIES` give their replies back to the unread, the others leave nothing. */
export type CancelCause =
  | "address-suppressed"
  | "address-changed"
  | "mode-nothing"
  | "reply-deleted"
  | "reply-edited"
  | "all-read";
/** The causes of a cancelled mail whose replies are unread still, and go again. */
export const LEAVES_REPLIES: readonly CancelCause[] = ["address-changed", "reply-deleted", "reply-edited"];

/** A mail of ours in whatever state it is; which one, `state` says. */
export type Delivery = Claimed | Sent | Cancelled | Failed;

/** The open state; a conversation has at most one of these. */
export interface Claimed extends Letterhead {
  readonly state: "claimed";
  /** Attempts begun so far; one whose lease ran out counts like any other. */
  readonly attempts: number;
  /** When the next attempt may begin: now for a fresh claim, by the backoff after a deferral, and while one is carried the end of its lease. */
  readonly nextAttemptAt: number;
  /** What the last deferral said, for the agent. */
  readonly reason?: string;
}

/** Taken by the other side. */
export interface Sent extends Letterhead {
  readonly state: "sent";
  readonly attempts: number;
  /** When the 250 was recorded. Only from then on is the mail part of the chain, the gap and the budget. */
  readonly acceptedAt: number;
  readonly response: string;
  /** A bounce that came back later, for the agent's eyes ("bounced: 5.7.1"). */
  readonly bounce?: string;
}

/** Claimed and then not carried: something had changed. */
export interface Cancelled extends Letterhead {
  readonly state: "cancelled";
  readonly attempts: number;
  readonly cancelledAt: number;
  readonly because: CancelCause;
}

/** Refused for good, or given up. */
export interface Failed extends Letterhead {
  readonly state: "failed";
  readonly attempts: number;
  readonly failedAt: number;
  /** Shown on the reply as "not delivered: reason · Send again". */
  readonly reason: string;
  /** Set when an agent pressed "Send again": its still unread replies then join the unread once more. */
  readonly againAt?: number;
}

/** The one that is not at its end yet. While there is one, nothing else of the conversation is mailed. */
export function openDelivery(deliveries: readonly Delivery[]): Claimed | undefined {
  return deliveries.find((delivery) => delivery.state === "claimed");
}
