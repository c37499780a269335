/** An agent says whether they are there, and until when. */
import type * as v from "valibot";
import type { AGENT_ROUTES } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { type AgentCaller, dutyOf } from "./caller.js";

/** The end of a working day, also of one that goes past midnight. */
const LONGEST_DAY_MS = 48 * 3_600_000;

type Wish = v.InferOutput<(typeof AGENT_ROUTES)["status"]["body"]>;

export async function setStatus(ground: Ground, agent: AgentCaller, { status, until }: Wish): Promise<AgentCaller> {
  const now = ground.now();
  if (until !== undefined && (until <= now || until > now + LONGEST_DAY_MS)) {
    throw new Refusal("bad-request", "The end of the day is within the next two days", { field: "until" });
  }
  // The same again is no change: the moment they left stays.
  const since = agent.status === status ? {} : { status_at: now };
  await ground.db
    .updateTable("agents")
    .set({ status, offline_at: until ?? null, ...since })
    .where("id", "=", agent.id)
    .execute();
  ground.hub.publish({ about: "site", site: agent.siteId });
  return { ...agent, ...dutyOf(status, until, now) };
}
