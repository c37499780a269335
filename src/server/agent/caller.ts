/** Who is asking on the agents' side: a signed-in agent of one site, and for writes, from a page of ours. */
import type { Context } from "hono";
import type { AgentStatus, MailMe } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { hashed } from "../secrets.js";
import { seeAgent } from "../site/availability.js";
import { AGENT_SESSION_MS, type CookieJar } from "./cookie.js";

export interface AgentCaller {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly email: string;
  /** Offline also where they were to go offline by themselves, and the time has come. */
  readonly status: AgentStatus;
  readonly offlineAt: number | undefined;
  /** It was wished for the last time they said whether they are there, so that they need not say it again tomorrow. */
  readonly endsDay: boolean;
  readonly seenAt: number;
  readonly mailMe: MailMe;
  readonly sessionHash: string;
}

const DAY_MS = 86_400_000;

export const agentDoor =
  (ground: Ground, cookies: CookieJar) =>
  async (c: Context): Promise<AgentCaller> => {
    const secret = cookies.read(c);
    const caller = secret === undefined ? undefined : await loadAgent(ground, hashed(secret));
    if (caller === undefined) throw new Refusal("unauthorized", "Please sign in");
    const isBack = await seeAgent(ground.db, caller, ground.now());
    if (isBack) ground.hub.publish({ about: "site", site: caller.siteId });
    return caller;
  };

/** Cookies travel with requests of foreign pages too; their browser tells the truth about where those come from. */
export const ownPageDoor =
  (ground: Ground) =>
  async (c: Context): Promise<void> => {
    if (!isOurs(c.req.header("origin"), ground.publicUrl())) throw new Refusal("origin-refused", "This page may not do that");
  };

/** For writes. */
export const writingAgentDoor = (ground: Ground, cookies: CookieJar) => {
  const [own, agent] = [ownPageDoor(ground), agentDoor(ground, cookies)];
  return async (c: Context): Promise<AgentCaller> => {
    await own(c);
    return agent(c);
  };
};

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);
export const isLoopback = (url: URL): boolean => LOOPBACK_NAMES.has(url.hostname);

/** Exactly our own origin. On one's own machine its names are one: people type localhost where the log says 127.0.0.1. */
function isOurs(origin: string | undefined, publicUrl: string): boolean {
  if (origin === undefined) return false;
  const ours = new URL(publicUrl);
  if (origin === ours.origin) return true;
  if (!isLoopback(ours) || !URL.canParse(origin)) return false;
  const theirs = new URL(origin);
  return isLoopback(theirs) && theirs.protocol === ours.protocol && theirs.port === ours.port;
}

/** The agent behind a session's hash. Using a session prolongs it, in steps of a day. */
export async function loadAgent(ground: Ground, sessionHash: string): Promise<AgentCaller | undefined> {
  const now = ground.now();
  const row = await ground.db
    .selectFrom("agent_sessions as session")
    .innerJoin("agents as agent", "agent.id", "session.agent_id")
    .select(["agent.id", "agent.site_id", "agent.name", "agent.email", "agent.status", "agent.mail_me", "session.expires_at"])
    .select(["agent.offline_at", "agent.seen_at"])
    .where("session.hash", "=", sessionHash)
    .where("session.expires_at", ">", now)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.expires_at < now + AGENT_SESSION_MS - DAY_MS) {
    await ground.db
      .updateTable("agent_sessions")
      .set({ expires_at: now + AGENT_SESSION_MS })
      .where("hash", "=", sessionHash)
      .execute();
  }
  const { id, name, email, seen_at: seenAt } = row;
  const duty = dutyOf(row.status, row.offline_at ?? undefined, now);
  return { id, siteId: row.site_id, name, email, ...duty, seenAt, mailMe: row.mail_me, sessionHash };
}

export function dutyOf(
  said: AgentStatus,
  until: number | undefined,
  now: number,
): Pick<AgentCaller, "status" | "offlineAt" | "endsDay"> {
  const status = until !== undefined && until <= now ? "offline" : said;
  return { status, offlineAt: status === "offline" ? undefined : until, endsDay: until !== undefined };
}
