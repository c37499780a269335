/** One conversation as the forwarding rules see it, read from its rows. Called under the row's lock by the worker, without it by the desk. */
import type { Selectable } from "kysely";
import { reach } from "../../forwarding/reach.js";
import type { Rules } from "../../forwarding/rules.js";
import type { Address, Budget, Thread } from "../../forwarding/thread.js";
import { whereabouts } from "../conversation/presence.js";
import type { Database, Tables } from "../database/tables.js";
import { rulesOf, type SiteRecord } from "../site/site.js";
import { budgetOf } from "./budget.js";
import { linesOf } from "./lines.js";
import { loadMails } from "./mails.js";

/** Of the conversation, what the rules look at. */
export const THREAD_COLUMNS = [
  ...(["id", "site_id", "channel", "created_at", "last_seq", "read_cursor", "typing_until", "closed_at", "closed_seq"] as const),
  ...(["present_until", "away_since", "address", "address_verified", "address_withheld_up_to"] as const),
  ...(["in_mail_thread", "forwarded_cursor", "transcript_cursor"] as const),
] as const;
type ThreadRow = Pick<Selectable<Tables["conversations"]>, (typeof THREAD_COLUMNS)[number]>;

export interface Loaded {
  readonly thread: Thread;
  readonly rules: Rules;
  readonly site: SiteRecord;
  /** Until when the reader counts as present without another beat. */
  readonly presentUntil: number | undefined;
}

const NO_BUDGET: Budget = { acceptedForAddress: [], openForAddress: 0 };

/** `shown`: so many of the last lines are there in any case. */
export async function loadThread(db: Database, id: string, now: number, shown = 0): Promise<Loaded | undefined> {
  const row = await db.selectFrom("conversations").select(THREAD_COLUMNS).where("id", "=", id).executeTakeFirst();
  return row && threadOf(db, row, now, shown);
}

export async function threadOf(db: Database, row: ThreadRow, now: number, shown = 0): Promise<Loaded | undefined> {
  const { id } = row;
  const mails = await loadMails(
    db,
    { side: { conversationId: id, agentId: null }, siteId: row.site_id, address: row.address },
    now,
    shown,
  );
  if (mails === undefined) return undefined;
  const { site, deliveries, inbound, suppressed, counted, lastLines } = mails;
  const address: Address | undefined =
    row.address === null
      ? undefined
      : { email: row.address, verified: row.address_verified, withheldUpTo: row.address_withheld_up_to };
  const presence = whereabouts(row, now);
  const rules = rulesOf(site);
  const thread: Omit<Thread, "lines"> = {
    conversationId: id,
    mode: site.settings.forwarding.mode,
    channel: row.channel,
    deliveries,
    inbound,
    readCursor: row.read_cursor,
    forwardedCursor: row.forwarded_cursor,
    transcriptCursor: row.transcript_cursor,
    presence,
    inMailThread: row.in_mail_thread,
    ...(row.typing_until !== null && { typingUntil: row.typing_until }),
    ...(row.closed_at !== null && { closed: { at: row.closed_at, lastSeq: row.closed_seq ?? row.last_seq } }),
    ...(address !== undefined && { address }),
    suppressed,
    ...(address === undefined ? NO_BUDGET : budgetOf(counted, rules)),
  };
  const presentUntil = presence.state === "present" ? (row.present_until ?? undefined) : undefined;
  const needed = reach(thread, rules);
  const from = Math.min(needed.from, row.last_seq + 1 - shown);
  return { thread: { ...thread, lines: await linesOf(db, id, lastLines, { ...needed, from }) }, rules, site, presentUntil };
}
