/**
 * The port behind which replies leave for an account elsewhere: Messenger, Instagram. One call per message, no claim and no letter:
 * such a reply goes at once, by itself, and whether it was read the account tells.
 */

export type ChannelKind = "messenger" | "instagram";

/** One message for an account elsewhere. */
export interface Outgoing {
  /** Whom it goes to, as the account knows them: ids are scoped to it. */
  readonly to: string;
  readonly text: string;
  /** Our own name for it, which comes back with its echo: that is how an attempt whose answer got lost is found again. */
  readonly id: string;
  /** The person wrote more than 24 hours ago, and a human answers within 7 days: sent under the tag for that. */
  readonly asHumanAgent?: boolean;
}

/** What became of one message to an account elsewhere. */
export type ChannelOutcome =
  /** `mid` is the account's name for it. */
  | { readonly was: "sent"; readonly mid: string }
  /** For good, in this state of things: an agent has to do something about it. */
  | { readonly was: "refused"; readonly because: Refused; readonly reason: string }
  /** Worth another try. Whether it was taken nobody knows: look for its echo first. */
  | { readonly was: "deferred"; readonly reason: string; readonly retryAfterMs?: number };

/** `window-closed`: the person wrote too long ago · `unavailable`: they have left, or blocked the account · `token`: ours opens nothing any more · `rejected`: this message is none the account takes. */
export type Refused = "window-closed" | "unavailable" | "token" | "rejected";

/** How replies reach the people who write to one account elsewhere. */
export interface Channel {
  readonly kind: ChannelKind;
  /** The account's id: persons are known by it together with theirs. */
  readonly account: string;
  /** A reply as the messages it has to be sent as. */
  parts(text: string): readonly string[];
  /** Sends one message. Every answer is an outcome, also none in time; rejects only when the signal aborts. */
  send(message: Outgoing, signal: AbortSignal): Promise<ChannelOutcome>;
}
