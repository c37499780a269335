/**
 * Whether visitors are told that somebody is there: within business hours, and at least one agent on duty. Invisible and offline
 * agents are never looked at, so that neither the bytes nor the time of an answer tell one from the other.
 */
import { sql } from "kysely";
import { type Availability, type Instant, SHORTEST_ABSENCE_MS, type SiteSettings } from "../../protocol/index.js";
import { openingAt } from "../../protocol/opening.js";
import type { Database } from "../database/tables.js";

/** How long an agent who is online is believed to be there after their console was last heard of. */
const ABSENT_AFTER_MS = 10 * 60_000;
/** An open console is heard of once a minute; written down not much more often. */
const SEEN_STEP_MS = 30_000;

/** An agent's status as its row has it, with what ends it by itself. */
interface Duty {
  readonly status: string;
  readonly status_at: Instant;
  /** "Go offline at the end of the day": when that is. */
  readonly offline_at: Instant | null;
  /** When their console was last heard of. */
  readonly seen_at: Instant;
}

/** Of `site`, the two settings that availability hangs on: all of them are as long as their owner likes. */
export const HOURS = sql<SiteSettings["hours"] | null>`site.settings->'hours'`.as("hours");
export const ABSENT_AFTER = sql<number | null>`(site.settings->>'absentAfterMs')::bigint`.as("absentAfterMs");

/** Until when an agent who said "online" counts as online: without an open console, or with the end of their day, they do not. */
export function dutyEnds(duty: Pick<Duty, "offline_at" | "seen_at">, absentAfterMs: number | null = null): Instant {
  return Math.min(duty.offline_at ?? Number.POSITIVE_INFINITY, duty.seen_at + (absentAfterMs ?? ABSENT_AFTER_MS));
}

/** `opensAt`: the next opening, where it is the hours that say "away". */
export interface Told {
  readonly availability: Availability;
  readonly opensAt?: Instant;
}

export async function availabilityOf(db: Database, siteId: string, now: Instant): Promise<Told> {
  return (await availabilitiesOf(db, [siteId], now)).get(siteId) ?? { availability: "away" };
}

/** Of each site that there is. */
export async function availabilitiesOf(db: Database, siteIds: readonly string[], now: Instant): Promise<Map<string, Told>> {
  const rows = await db
    .selectFrom("sites as site")
    .leftJoin("agents as agent", (on) => on.onRef("agent.site_id", "=", "site.id").on("agent.status", "=", sql.lit("online")))
    .select(["site.id", "agent.offline_at", "agent.seen_at", HOURS, ABSENT_AFTER])
    .where(sql<boolean>`site.id = any(${siteIds}::text[])`)
    .execute();
  const told = new Map<string, Told>();
  for (const { id, hours, absentAfterMs, offline_at, seen_at } of rows) {
    const opening = openingAt(hours ?? undefined, now);
    const isThere = seen_at !== null && now < dutyEnds({ offline_at, seen_at }, absentAfterMs);
    if (!opening.isOpen) told.set(id, { availability: "away", ...(opening.until !== undefined && { opensAt: opening.until }) });
    else if (isThere || !told.has(id)) told.set(id, { availability: isThere ? "online" : "away" });
  }
  return told;
}

/** Whether somebody is there for visitors, or since when nobody is: what the mails to agents wait for. */
export function teamAt(
  duties: readonly Duty[],
  site: Pick<SiteSettings, "hours" | "absentAfterMs">,
  now: Instant,
): { readonly state: "present" } | { readonly state: "away"; readonly since: Instant } {
  const opening = openingAt(site.hours, now);
  const left = duties.map((duty) => (duty.status === "online" ? dutyEnds(duty, site.absentAfterMs) : duty.status_at));
  const isSomebodyThere = duties.some((duty) => duty.status === "online" && now < dutyEnds(duty, site.absentAfterMs));
  if (opening.isOpen && isSomebodyThere) return { state: "present" };
  // Both together, since the earlier of the two: the other only joined it.
  const closed = opening.isOpen ? Number.POSITIVE_INFINITY : (opening.since ?? 0);
  const deserted = isSomebodyThere ? Number.POSITIVE_INFINITY : Math.max(0, ...left);
  return { state: "away", since: Math.min(closed, deserted) };
}

/** The console was heard of. Resolves with whether this agent had counted as gone meanwhile. */
export async function seeAgent(db: Database, { id, seenAt }: { id: string; seenAt: Instant }, now: Instant): Promise<boolean> {
  if (now - seenAt < SEEN_STEP_MS) return false;
  await db.updateTable("agents").set({ seen_at: now }).where("id", "=", id).where("seen_at", "<", now).execute();
  return now - seenAt >= SHORTEST_ABSENCE_MS;
}
