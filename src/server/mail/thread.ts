/** One conversation as the forwarding rules see it, read from its rows. Called under the row's lock by the worker, without it by the desk. */
import { BUDGET_WINDOW_MS } from "../../forwarding/due.js";
import { reach } from "../../forwarding/reach.js";
import type { Rules } from "../../forwarding/rules.js";
import type { Address, Thread } from "../../forwarding/thread.js";
import { whereabouts } from "../conversation/presence.js";
import type { Database } from "../database/tables.js";
import { rulesOf } from "../site/site.js";
import { linesOf } from "./lines.js";
import type { Side } from "./side.js";
import { suppressedOf } from "./suppression.js";

export interface Loaded {
  readonly thread: Thread;
  readonly rules: Rules;
  /** Until when the reader counts as present without another beat. */
  readonly presentUntil: number | undefined;
}

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
  const thread: Omit<Thread, "lines"> = {
    conversationId: id,
    mode: row.settings.forwarding.mode,
    channel: row.channel,
    ...(await mailsOf(db, { conversationId: id, agentId: null })),
    readCursor: row.read_cursor,
    forwardedCursor: row.forwarded_cursor,
    transcriptCursor: row.transcript_cursor,
    presence,
    inMailThread: row.in_mail_thread,
    ...(row.typing_until !== null && { typingUntil: row.typing_until }),
    ...(row.closed_at !== null && { closed: { at: row.closed_at, lastSeq: row.closed_seq ?? row.last_seq } }),
    ...(address !== undefined && { address }),
    suppressed: await suppressedOf(db, id, row.site_id, row.address),
    acceptedForAddress: row.address === null ? [] : await acceptedFor(db, row.site_id, row.address, now),
  };
  const presentUntil = presence.state === "present" ? (row.present_until ?? undefined) : undefined;
  const rules = rulesOf(row);
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

/** Over all conversations of the site: an address typed in a hundred of them still gets no more than its budget. */
async function acceptedFor(db: Database, siteId: string, address: string, now: number): Promise<number[]> {
  const rows = await db
    .selectFrom("deliveries")
    .select("accepted_at")
    .where("state", "=", "sent")
    .where("site_id", "=", siteId)
    .where("agent_id", "is", null)
    .where("address", "=", address.toLowerCase())
    .where("accepted_at", ">", now - BUDGET_WINDOW_MS)
    .execute();
  return rows.flatMap(({ accepted_at }) => (accepted_at === null ? [] : [accepted_at]));
}
