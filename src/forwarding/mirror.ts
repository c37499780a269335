/**
 * The other direction: what a visitor wrote and nobody saw is mailed to the agents. It is the same question with the sides
 * changed, so there are no rules of its own: seen from one agent, the visitor's messages are the replies, what this agent has read
 * is the read cursor, and a team that is online is present. decide(), claim(), beforeData() and settle() do the rest.
 */
import type { Delivery } from "./delivery.js";
import { type Rules, rules } from "./rules.js";
import { type Author, type Budget, type Line, type Presence, type Thread, thread } from "./thread.js";

/** A conversation and one agent of its site. */
export interface AgentSide {
  /** Of this side alone: an answer to a letter to the agent must not be taken for one of the visitor. */
  readonly id: string;
  readonly email: string;
  readonly isSuppressed: boolean;
  /** Whether the site mails its agents, and this one wants it. */
  readonly isWanted: boolean;
  /** As the conversation has them. */
  readonly lines: readonly Line[];
  /** How far this agent has read, or answered by mail. */
  readonly readCursor: number;
  /** How far somebody on duty has read, or whoever answered had: what the visitor is told was seen is not missed. */
  readonly seenCursor: number;
  readonly forwardedCursor: number;
  /** `present` while somebody is online for whom this agent's mail waits; `since` when the last one left. */
  readonly team: Presence;
  /** Their last answer went by mail, and since then they neither looked into the console nor did a colleague answer. */
  readonly inMailThread: boolean;
  readonly deliveries: readonly Delivery[];
  /** Their answers by mail, in time order. */
  readonly inbound: Thread["inbound"];
  /** The day's mails to this agent, and the site's. */
  readonly budget: Budget;
}

const OTHER_SIDE: Readonly<Record<Author, Author>> = {
  visitor: "agent",
  agent: "visitor",
  bot: "bot",
  system: "system",
  note: "note",
};

/** The conversation as decide() sees it for this agent. Whatever channel the visitor writes on, agents are reached by mail. */
export function mirrored(side: AgentSide): Thread {
  const { id, email, isSuppressed, isWanted, readCursor, seenCursor, forwardedCursor, team, deliveries, inbound, budget } = side;
  return thread(id, {
    mode: isWanted ? "unread" : "nothing",
    lines: side.lines.map((line) => ({ ...line, by: OTHER_SIDE[line.by] })),
    readCursor: Math.max(readCursor, seenCursor),
    forwardedCursor,
    presence: team,
    // A colleague who is online comes first, also before somebody who sits in their mailbox.
    inMailThread: side.inMailThread && team.state === "away",
    // The operator's word, so nobody has to confirm it.
    address: { email, verified: true, withheldUpTo: 0 },
    suppressed: isSuppressed ? [email.toLowerCase()] : [],
    deliveries,
    inbound,
    ...budget,
  });
}

/** The operator's rules with the owner's delays for agents in their place; a cap never cuts a delay short. */
export function mirroredRules(
  operators: Partial<Rules>,
  owners: { readonly delayMs?: number; readonly onlineDelayMs?: number },
): Rules {
  const own = rules(operators);
  const { delayMs: awayDelayMs = own.awayDelayMs, onlineDelayMs: presentDelayMs = own.presentDelayMs } = owners;
  return rules({
    ...own,
    awayDelayMs,
    presentDelayMs,
    awayCapMs: Math.max(own.awayCapMs, awayDelayMs),
    presentCapMs: Math.max(own.presentCapMs, presentDelayMs),
  });
}
