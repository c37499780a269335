/** The site's list of addresses that get no mail, as agents see and change it. What may be lifted, and by whom, is mail/suppression.ts. */
import type { Ground } from "../ground.js";
import { decideAnew, lift, suppress } from "../mail/suppression.js";
import { Refusal } from "../refusal.js";
import type { AgentCaller } from "./caller.js";

export async function suppressByHand(ground: Ground, agent: AgentCaller, email: string): Promise<void> {
  const at = ground.now();
  await suppress(ground.db, agent.siteId, email, "owner", at);
  await afterwards(ground, agent, email, at);
}

/** `asked`: the agent's word that the reader wants mail again. Without it only what agents have added goes. */
export async function resubscribe(ground: Ground, agent: AgentCaller, email: string, asked: boolean): Promise<void> {
  const at = ground.now();
  const isLifted = await lift(ground.db, agent.siteId, email, { by: agent.name, of: asked ? "all" : "owner", at });
  if (!isLifted) {
    const needed = "Only its reader's own wish lifts this: say that they asked for mail again";
    throw new Refusal(asked ? "not-found" : "bad-request", asked ? "This address is not on the list" : needed, {
      field: "asked",
    });
  }
  await afterwards(ground, agent, email, at);
}

async function afterwards(ground: Ground, agent: AgentCaller, email: string, at: number): Promise<void> {
  await decideAnew(ground.db, agent.siteId, email, at);
  ground.hub.publish({ about: "site", site: agent.siteId });
  ground.ring();
}
