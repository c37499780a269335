/**
 * What changes by the clock alone is told when it changes: a site opens or closes, an agent's day ends, a console was left. Streams
 * look by themselves with every beat; this makes six o'clock six o'clock.
 */
import { sql } from "kysely";
import { systemClock } from "../../forwarding/clock.js";
import { openingAt } from "../../protocol/opening.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { describe } from "../log.js";
import { ABSENT_AFTER, dutyEnds, HOURS } from "./availability.js";

const SHORTEST_WAIT_MS = 50;

/** Until the server closes. Never rejects: what could not be read is read again. */
export async function keepWatch({ db, hub, now, heartbeatMs, closing, log }: Ground): Promise<void> {
  let told = new Map<string, boolean>();
  while (!closing.aborted) {
    let wakeAt = now() + heartbeatMs / 4;
    try {
      const seen = await onDuty(db, now());
      for (const [site, { isOnline, until }] of seen) {
        wakeAt = Math.min(wakeAt, until);
        const before = told.get(site);
        if (before !== undefined && before !== isOnline) hub.publish({ about: "site", site });
      }
      told = new Map([...seen].map(([site, { isOnline }]) => [site, isOnline]));
    } catch (error) {
      log.warn(describe(error), "Nobody knows who is on duty");
    }
    await systemClock.sleep(Math.max(SHORTEST_WAIT_MS, wakeAt - now()), closing);
  }
}

/** The sites where somebody has said "online": the others are away whatever the clock says. */
async function onDuty(db: Database, now: number): Promise<Map<string, { isOnline: boolean; until: number }>> {
  const rows = await db
    .selectFrom("agents as agent")
    .innerJoin("sites as site", "site.id", "agent.site_id")
    .select(["site.id", "agent.offline_at", "agent.seen_at", HOURS, ABSENT_AFTER])
    .where("agent.status", "=", sql.lit("online"))
    .execute();
  const sites = new Map<string, { isOnline: boolean; until: number }>();
  for (const { id, hours, absentAfterMs, ...duty } of rows) {
    const opening = openingAt(hours ?? undefined, now);
    const ends = dutyEnds(duty, absentAfterMs);
    const { isOnline = false, until = opening.until ?? Number.POSITIVE_INFINITY } = sites.get(id) ?? {};
    sites.set(id, {
      isOnline: isOnline || (opening.isOpen && now < ends),
      until: now < ends ? Math.min(until, ends) : until,
    });
  }
  return sites;
}
