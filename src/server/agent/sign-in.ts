/** Agents sign in by a link in a mail: 15 minutes, once. The link's secret stands in its fragment, so no log ever has it. */
import { sql } from "kysely";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { hashed, newSecret } from "../secrets.js";
import { AGENT_SESSION_MS } from "./cookie.js";

const LINK_MS = 15 * 60_000;
/** Whoever knows an agent's address may ask for links; nobody needs more than this, and a mailbox is not to be filled. */
const MOST_MAILED = 5;

export interface SignInLink {
  readonly url: string;
  readonly agent: { readonly name: string; readonly email: string; readonly siteId: string; readonly locale: string | null };
}

/** One link for each site where this address is an agent's, to be mailed: none for a stranger, and none while enough are on their way. */
export async function linksToMail(ground: Ground, email: string): Promise<readonly SignInLink[]> {
  const links: SignInLink[] = [];
  for (const { id, ...agent } of await agentsWith(ground.db, email)) {
    const url = await ground.db.transaction().execute(async (tx) => {
      // Held, so that requests at the same moment count each other.
      await tx.selectFrom("agents").select("id").where("id", "=", id).forUpdate().execute();
      return (await mailedLinks(tx, id, ground.now())) < MOST_MAILED ? newLink(tx, ground, id, true) : undefined;
    });
    if (url !== undefined) links.push({ url, agent });
  }
  return links;
}

/** For the operator, who is trusted and needs no mailbox: to the first site of this agent. */
export async function linkForOperator(ground: Ground, email: string): Promise<string> {
  const [agent] = await agentsWith(ground.db, email);
  if (agent === undefined) throw new Error(`No agent has the address ${email}`);
  return newLink(ground.db, ground, agent.id, false);
}

async function agentsWith(db: Database, email: string) {
  return db
    .selectFrom("agents")
    .select(["id", "site_id as siteId", "name", "email", "locale"])
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .orderBy("created_at")
    .execute();
}

async function mailedLinks(db: Database, agentId: string, now: number): Promise<number> {
  const { count } = await db
    .selectFrom("agent_links")
    .select((is) => is.fn.countAll<number>().as("count"))
    .where("agent_id", "=", agentId)
    .where("created_at", ">", now - LINK_MS)
    .where("is_mailed", "=", true)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

async function newLink(db: Database, ground: Ground, agentId: string, isMailed: boolean): Promise<string> {
  const [secret, now] = [newSecret(), ground.now()];
  await db
    .insertInto("agent_links")
    .values({ hash: hashed(secret), agent_id: agentId, is_mailed: isMailed, created_at: now, expires_at: now + LINK_MS })
    .execute();
  return `${ground.publicUrl()}/console/#sign-in=${secret}`;
}

/** Uses the link up and returns the secret of a new session. Two at the same moment: one of them is too late. */
export async function useLink(ground: Ground, secret: string): Promise<string> {
  const now = ground.now();
  return ground.db.transaction().execute(async (tx) => {
    const link = await tx
      .updateTable("agent_links")
      .set({ used_at: now })
      .where("hash", "=", hashed(secret))
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .returning("agent_id")
      .executeTakeFirst();
    if (link === undefined)
      throw new Refusal("gone", "This link was used already, or is older than 15 minutes. Please ask for a new one");
    const session = newSecret();
    await tx
      .insertInto("agent_sessions")
      .values({ hash: hashed(session), agent_id: link.agent_id, expires_at: now + AGENT_SESSION_MS })
      .execute();
    return session;
  });
}

export async function signOut(ground: Ground, agent: { id: string; siteId: string; sessionHash: string }): Promise<void> {
  await ground.db.deleteFrom("agent_sessions").where("hash", "=", agent.sessionHash).execute();
  ground.hub.publish({ about: "sessions", site: agent.siteId, id: agent.id });
}
