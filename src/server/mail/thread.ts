/** One conversation as the forwarding rules see it, read from its rows. Called under the row's lock by the worker, without it by the desk. */
import { reach } from "../../forwarding/reach.js";
import type { Rules } from "../../forwarding/rules.js";
import type { Address, Budget, Thread } from "../../forwarding/thread.js";
import { whereabouts } from "../conversation/presence.js";
import type { Database } from "../database/tables.js";
import { rulesOf } from "../site/site.js";
import { budgetOf } from "./budget.js";
import { linesOf } from "./lines.js";
import type { Side } from "./side.js";
import { suppressedOf } from "./suppression.js";

export interface Loaded {
  readonly thread: Thread;
  readonly rules: Rules;
  /** Until when the reader counts as present without another beat. */
  readonly presentUntil: number | undefined;
}

const NO_BUDGET: Budget = { acceptedForAddress: [], openForAddress: 0 };

/** `shown`: so many of the last lines are there in any case. */
export async function loadThread(db: Database, id: string, now: number, shown = 0): Promise<Loaded | undefined> {
  const row = await db
    .selectFrom("conversations as conversation")
    .innerJoin("sites as site", "site.id", "conversation.site_id")
    .selectAll("conversation")
    .select(["site.settings", "site.rules"])
    .where("conversation.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const address: Address | undefined =
    row.address === null
      ? undefined
      : { email: row.address, verified: row.address_verified, withheldUpTo: row.address_withheld_up_to };
  const presence = whereabouts(row, now);
  const [side, rules]: [Side, Rules] = [{ conversationId: id, agentId: null }, rulesOf(row)];
  const thread: Omit<Thread, "lines"> = {
    conversationId: id,
    mode: row.settings.forwarding.mode,
    channel: row.channel,
    ...(await mailsOf(db, side)),
    readCursor: row.read_cursor,
    forwardedCursor: row.forwarded_cursor,
    transcriptCursor: row.transcript_cursor,
    presence,
    inMailThread: row.in_mail_thread,
    ...(row.typing_until !== null && { typingUntil: row.typing_until }),
    ...(row.closed_at !== null && { closed: { at: row.closed_at, lastSeq: row.closed_seq ?? row.last_seq } }),
    ...(address !== undefined && { address }),
    suppressed: await suppressedOf(db, id, row.site_id, row.address),
    ...NO_BUDGET,
    ...(row.address !== null && (await budgetOf(db, { side, siteId: row.site_id, address: row.address }, rules, now))),
  };
  const presentUntil = presence.state === "present" ? (row.present_until ?? undefined) : undefined;
  const needed = reach(thread, rules);
  const from = Math.min(needed.from, row.last_seq + 1 - shown);
  return { thread: { ...thread, lines: await linesOf(db, id, { ...needed, from }) }, rules, presentUntil };
}

/** The mails of one side, ours and theirs. */
export async function mailsOf(db: Database, { conversationId, agentId }: Side): Promise<Pick<Thread, "deliveries" | "inbound">> {
  const deliveries = await db
    .selectFrom("deliveries")
    .select("delivery")
    .where("conversation_id", "=", conversationId)
    .where("agent_id", "is not distinct from", agentId)
    .orderBy("n")
    .execute();
  const inbound = await db
    .selectFrom("received_mails")
    .select(["message_id", "at"])
    .where("conversation_id", "=", conversationId)
    .where("agent_id", "is not distinct from", agentId)
    .where("seq", "is not", null)
    .orderBy("at")
    .orderBy("seq")
    .execute();
  return {
    deliveries: deliveries.map(({ delivery }) => delivery),
    inbound: inbound.flatMap((mail) => (mail.message_id === null ? [] : [{ id: mail.message_id, at: mail.at }])),
  };
}
