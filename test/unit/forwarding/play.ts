/** Plays a story in seconds through the real worker and tells what came of it. The stories of the rule tests are written in this. */
import type { Cfg, Vector, VectorEvent } from "../../../src/cli/vectors/format.js";
import { type Actual, run } from "../../../src/cli/vectors/run.js";

export interface Story {
  readonly events: readonly VectorEvent[];
  readonly init?: Vector["init"];
  readonly cfg?: Cfg;
  readonly until?: number;
}

export const ANA = "ana@example.com";
export const BIA = "bia@example.com";

/** Ana, verified, unless the story says otherwise. */
export function play({ events, init = {}, cfg = {}, until = 86_400 }: Story): Promise<Actual> {
  const start = { address: ANA, addressState: "verified" as const, ...init };
  return run({ id: "story", title: "", cfg, init: start, until, events: [...events], expect: {} }, {});
}

// The words of the stories. A line is `visitor(0, 1)`: at second 0, message 1.
export const visitor = (t: number, seq: number, seen?: number): VectorEvent =>
  seen === undefined ? { t, type: "visitor", seq } : { t, type: "visitor", seq, seen };
export const agent = (t: number, seq: number): VectorEvent => ({ t, type: "agent", seq });
export const bot = (t: number, seq: number): VectorEvent => ({ t, type: "bot", seq });
export const note = (t: number, seq: number): VectorEvent => ({ t, type: "note", seq });
export const read = (t: number, seq: number): VectorEvent => ({ t, type: "read", seq });
export const leaves = (t: number): VectorEvent => ({ t, type: "presence", state: "offline" });
export const comes = (t: number): VectorEvent => ({ t, type: "presence", state: "online" });
export const closes = (t: number): VectorEvent => ({ t, type: "close" });
export const typing = (t: number, on = true): VectorEvent => ({ t, type: "typing", on });
export const deleted = (t: number, seq: number): VectorEvent => ({ t, type: "delete", seq });
export const edited = (t: number, seq: number): VectorEvent => ({ t, type: "edit", seq });
export const verifies = (t: number): VectorEvent => ({ t, type: "verify" });
export const unsubscribes = (t: number): VectorEvent => ({ t, type: "unsubscribe" });
export const address = (t: number, email: string, state: "typed" | "verified"): VectorEvent => ({
  t,
  type: "address",
  email,
  state,
});
export const smtp = (t: number, ...outcomes: string[]): VectorEvent => ({ t, type: "smtp", outcomes });
export const mode = (t: number, to: "nothing" | "unread" | "transcript"): VectorEvent => ({ t, type: "mode", mode: to });
export const bounce = (t: number, mail: string, status: string): VectorEvent => ({ t, type: "bounce", mail, status });
/** An authenticated answer from the mailbox. */
export const answers = (t: number, seq: number, mid: string, inReplyTo?: string): VectorEvent => ({
  t,
  type: "visitor",
  seq,
  via: "email",
  mid,
  auth: "pass",
  ...(inReplyTo === undefined ? {} : { inReplyTo }),
});
