/** What became of one attempt to hand a letter over. Whose fault a failure was matters: an address is never blamed for our own troubles. */

export type Outcome =
  /** 250 after DATA: the other side has it and answers for it. */
  | { readonly was: "accepted"; readonly response: string }
  /** 4xx: not now. */
  | { readonly was: "deferred"; readonly reason: string }
  /** 5xx. `status` is the enhanced status code (RFC 3463) where the server gave one; 5.1.x means the address is wrong. */
  | { readonly was: "refused"; readonly status?: string; readonly reason: string }
  /** No connection, no TLS, no login: ours. Tried again like a deferral. */
  | { readonly was: "unreachable"; readonly reason: string };

/** 5.1.x: no such mailbox, no such host, no longer valid. Everything else (full, policy, size) may pass. */
export function blamesAddress(status: string | undefined): boolean {
  return status !== undefined && /^5\.1\.\d{1,3}$/.test(status);
}
