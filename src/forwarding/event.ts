/** Everything that happens to a conversation, as far as forwarding cares. Parsed and authenticated at the wall, trusted here. */
import type { Channel } from "../protocol/index.js";
import type { Mode } from "./thread.js";

/** What happened, and when. */
export type Event = { readonly at: number } & Happening;

/** What can happen to a conversation, by its type. */
export type Happening =
  /** `seen`: the highest seq on display when it was written. Its own seq proves nothing: messages cross. */
  | { readonly type: "visitor"; readonly seq: number; readonly via: Exclude<Channel, "email">; readonly seen?: number }
  | MailAnswer
  | { readonly type: "agent" | "bot" | "system" | "note"; readonly seq: number }
  | { readonly type: "edit" | "delete"; readonly seq: number }
  | { readonly type: "read"; readonly seq: number }
  /** Of an agent; a visitor's typing holds nothing back. */
  | { readonly type: "typing"; readonly on: boolean }
  /** `online` = a stream or long poll starts, `offline` = the last one ends. */
  | { readonly type: "presence"; readonly state: "online" | "offline" }
  | { readonly type: "close" }
  | { readonly type: "mode"; readonly mode: Mode }
  | { readonly type: "address"; readonly email: string; readonly verified: boolean }
  /** The present address is theirs: signed identity, or a click or key in the widget after the resume link. */
  | { readonly type: "verify" }
  /** Without `email`: the present address. Links in mails know which address they were sent to. */
  | { readonly type: "unsubscribe" | "complaint"; readonly email?: string }
  | { readonly type: "resubscribe"; readonly email: string }
  /** A delivery status that came back to the mail's own VERP address. */
  | { readonly type: "bounce"; readonly messageId: string; readonly status: string }
  /** Out-of-office and the like: recorded elsewhere as a note, evidence of nothing. */
  | { readonly type: "autoreply" }
  /** An agent presses "Send again" on a mail that failed. */
  | { readonly type: "again"; readonly n: number };

/** An answer from the mailbox. Only an authentic or a vouched one is a visitor's message; others never get a seq here. */
export interface MailAnswer {
  readonly type: "visitor";
  readonly via: "email";
  readonly seq: number;
  readonly authentic: boolean;
  /** An agent said of a mail nobody could authenticate that it is the visitor's: a message then, but no evidence of anything. */
  readonly vouched?: boolean;
  /** Its own Message-ID; absent where the mail had none worth keeping. */
  readonly messageId?: string | undefined;
  /** Message-ID of the mail of ours it answers, known by the token in the address it was sent to. */
  readonly answers?: string;
}
