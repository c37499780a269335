/** What a door needs of whoever keeps the mails. Doors know transport and envelope; what a mail counts as is none of their business. */
import type { Client } from "./prove.js";
import type { Arrival, RefusedBecause } from "./read.js";

interface Incoming extends Arrival {
  /** The host that handed it over, where it was handed to us directly: SPF is asked about it, and no header is believed. */
  readonly client?: Client;
  /**
   * Servers through which every mail of this door has come, and which take away results that others wrote under their names. Of the
   * door and not of the operator: a mail of another door may carry the same name, written by anybody.
   */
  readonly trusted?: readonly string[];
}

export type Taken =
  | { readonly ok: true }
  /** `too-many`: more of one conversation than a day has room for; tomorrow there is. */
  | { readonly ok: false; readonly because: RefusedBecause | "too-many" };

export interface Inbox {
  /** Whether there is anything of ours at this address now: asked before a mail's bytes are even sent. */
  knows(address: string): Promise<boolean>;
  /** Keeps it once, however often it comes, or says why not. Rejects when it cannot be kept now: whoever has it shall try again. */
  take(mail: Incoming): Promise<Taken>;
}
