/** From an agent's Send to the visitor's screen, in a thousand conversations at once, while their visitors write, too. */
import { setTimeout as sleep } from "node:timers/promises";
import { ROUTES } from "../../src/protocol/index.js";
import { type AgentInTest, ask, draft } from "../server/people.js";
import { type Child, start } from "./child.js";
import { against, type Figure, figure, load, percentile, short } from "./figure.js";
import { createGround, SITE } from "./ground.js";
import type { Usage } from "./node.js";
import type { Told } from "./visitors.js";

const CONVERSATIONS = 1_000;
/** Of each side: a person in a conversation writes three times a minute. */
const PER_SECOND = 50;
const SECONDS = 20;

export async function replies(): Promise<Figure[]> {
  const ground = await createGround();
  const tokens = await ground.people(CONVERSATIONS, "talker");
  const node = await start("node.ts", { database: ground.database.connection });
  const { url } = await node.ask<Usage>({});
  const visitors = await start("visitors.ts", { site: SITE, urls: [url], tokens });
  await visitors.ask({ open: CONVERSATIONS });
  const agent = await ground.agent(url);
  await answer(agent, "talker-1");
  await sleep(3_000);
  await forget(visitors);

  const before = await node.ask<Usage>({});
  const work: Promise<unknown>[] = [];
  for (let n = 0; n < PER_SECOND * SECONDS; n++) {
    const at = n % CONVERSATIONS;
    work.push(answer(agent, `talker-${at + 1}`));
    const headers = { authorization: `Bearer ${tokens[(at + 500) % CONVERSATIONS]}` };
    work.push(ask(url, ROUTES.send, { body: draft("And is it hardy?"), headers }, { site: SITE }));
    await sleep(1_000 / PER_SECOND);
  }
  await Promise.all(work);
  await sleep(1_000);
  const { latenciesMs } = await visitors.ask<Told>("told");
  const cpuMs = (await node.ask<Usage>({})).cpuMs - before.cpuMs;
  await visitors.end("SIGKILL");
  await node.end();
  await ground.end();
  const what = `reply → visitor's screen, ${CONVERSATIONS} conversations`;
  return [
    against(`replies that arrived, of ${PER_SECOND * SECONDS}`, latenciesMs.length, PER_SECOND * SECONDS, "", { atLeast: true }),
    against(`${what}, p50 (${load()})`, percentile(latenciesMs, 0.5), 15, "ms"),
    against(`${what}, p99`, percentile(latenciesMs, 0.99), 100, "ms"),
    figure(
      "the node's processor time for a reply, its visitor's answer and the beats",
      `${short(cpuMs / (PER_SECOND * SECONDS))} ms`,
    ),
  ];
}

/** The moment of the click travels in the text: all processes of a machine read one clock. */
export const answer = (agent: AgentInTest, conversation: string) => agent.reply(conversation, `at ${process.hrtime.bigint()}`);

export const forget = (visitors: Child) => visitors.ask("forget");
