/** What decide() answers. Every reason is named, so that it can be kept, counted and shown to an agent. */
import type { Kind } from "./delivery.js";

/** What would go out: seqs only, ascending. */
export interface Mail {
  readonly kind: Kind;
  readonly whole: boolean;
  readonly new: readonly number[];
  readonly context: readonly number[];
  readonly interleaved: readonly number[];
}

/** Why nothing is mailed, and no time is set to look again. */
export type NothingBecause =
  | "mode-nothing"
  | "other-channel"
  /** Goes if an address comes while the replies are young enough. */
  | "no-address"
  | "address-suppressed"
  | "nothing-unread"
  /** An unconfirmed address at a site that allows those no mail at all. */
  | "no-budget";

/** What the reader is waited for. */
export type WaitBecause =
  | "open-delivery"
  | "mail-thread"
  | "away"
  | "present"
  | "closed"
  | "typing"
  | "gap"
  | "budget"
  /** Enough in one day: for this address, in this conversation, or of the whole site. */
  | "daily-limit"
  | "transcript";

/** For a mail that goes, the rule that set its time is the reason it went now. */
export type Verdict =
  | { readonly do: "nothing"; readonly because: NothingBecause }
  | { readonly do: "wait"; readonly until: number; readonly because: WaitBecause }
  | { readonly do: "send"; readonly mail: Mail; readonly because: WaitBecause };

/**
 * Whether the later one only goes on with what the earlier one said: an equal verdict, or the same wait for another moment. A log
 * of decisions then keeps the later one in the place of the earlier: it grows with what was decided, not with how often somebody looked.
 */
export function goesOn(earlier: Verdict, later: Verdict): boolean {
  if (earlier.do === "wait" && later.do === "wait") return earlier.because === later.because;
  return JSON.stringify(earlier) === JSON.stringify(later);
}
