/** One conversation as the forwarding rules see it for one agent: forwarding/mirror.ts says how, this reads the rows it is made of. */
import { type AgentSide, mirrored, mirroredRules } from "../../forwarding/mirror.js";
import { reach } from "../../forwarding/reach.js";
import type { Presence } from "../../forwarding/thread.js";
import type { Database } from "../database/tables.js";
import { teamAt } from "../site/availability.js";
import type { SiteRecord } from "../site/site.js";
import { budgetOf } from "./budget.js";
import { linesOf } from "./lines.js";
import { loadMails } from "./mails.js";
import type { Side } from "./side.js";
import { threadIdOf } from "./side.js";
import type { Loaded } from "./thread.js";

/** Nobody tells the conversations when an agent leaves or the site closes: those that wait for somebody online are looked at again so often. */
const LOOK_AGAIN_MS = 30_000;

/** Undefined where the agent has no side of it yet, or either is gone. */
export async function loadAgentThread(
  db: Database,
  conversationId: string,
  agentId: string,
  now: number,
): Promise<Loaded | undefined> {
  const row = await db
    .selectFrom("agent_threads as side")
    .innerJoin("conversations as conversation", "conversation.id", "side.conversation_id")
    .innerJoin("agents as agent", "agent.id", "side.agent_id")
    .select(["side.read_cursor", "side.forwarded_cursor", "side.in_mail_thread", "conversation.agents_read_shown"])
    .select(["agent.email", "agent.mail_me", "conversation.site_id"])
    .where("side.conversation_id", "=", conversationId)
    .where("side.agent_id", "=", agentId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const side: Side = { conversationId, agentId };
  const mails = await loadMails(db, { side, siteId: row.site_id, address: row.email }, now);
  if (mails === undefined) return undefined;
  const { site, deliveries, inbound, suppressed, counted, lastLines } = mails;
  const { isOn, ...delays } = site.settings.agentMail ?? { isOn: true };
  const team = row.mail_me === "always" ? ALONE : await presenceOfTeam(db, site, now);
  const rules = mirroredRules(site.rules, delays);
  const mirror: Omit<AgentSide, "lines"> = {
    id: threadIdOf(side),
    email: row.email,
    isSuppressed: suppressed.includes(row.email.toLowerCase()),
    isWanted: isOn && row.mail_me !== "never",
    readCursor: row.read_cursor,
    seenCursor: row.agents_read_shown,
    forwardedCursor: row.forwarded_cursor,
    team,
    inMailThread: row.in_mail_thread,
    deliveries,
    inbound,
    budget: budgetOf(counted, rules),
  };
  // The reach is that of the mirrored thread, where the sides have changed; what is public on one is public on the other.
  const lines = await linesOf(db, conversationId, lastLines, reach(mirrored({ ...mirror, lines: [] }), rules));
  const thread = mirrored({ ...mirror, lines });
  const presentUntil = team.state === "present" ? now + LOOK_AGAIN_MS : undefined;
  return { thread, rules, site, presentUntil };
}

/** For whoever waits for no colleague. */
const ALONE: Presence = { state: "away", since: 0 };

/** As visitors are told: out of hours everybody is away, whatever their status says. */
async function presenceOfTeam(db: Database, { id, settings }: SiteRecord, now: number): Promise<Presence> {
  const duties = await db
    .selectFrom("agents")
    .select(["status", "status_at", "offline_at", "seen_at"])
    .where("site_id", "=", id)
    .execute();
  return teamAt(duties, settings, now);
}
