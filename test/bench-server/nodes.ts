/** Two nodes on one database: what is written on one is heard on the other, and a node killed -9 takes no news with it. */
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "./child.js";
import { against, type Figure, load, percentile } from "./figure.js";
import { createGround, SITE } from "./ground.js";
import type { Usage } from "./node.js";
import { answer, forget } from "./reply.js";
import type { Told } from "./visitors.js";

const CONVERSATIONS = 400;
const PER_SECOND = 40;
const SECONDS = 10;

export async function nodes(): Promise<Figure[]> {
  const ground = await createGround();
  const tokens = await ground.people(CONVERSATIONS, "pair");
  const setting = { database: ground.database.connection };
  const [one, other] = [await start("node.ts", setting), await start("node.ts", setting)];
  const urls = [(await one.ask<Usage>({})).url, (await other.ask<Usage>({})).url];
  const [url = ""] = urls;
  // All visitors are on the second node, the agent is on the first, which is where they go when theirs is gone.
  const visitors = await start("visitors.ts", { site: SITE, urls: [...urls].reverse(), tokens });
  await visitors.ask({ open: CONVERSATIONS });
  const agent = await ground.agent(url);
  await sleep(3_000);
  await forget(visitors);

  let sent = 0;
  const talk = async (seconds: number) => {
    const work: Promise<unknown>[] = [];
    for (let n = 0; n < PER_SECOND * seconds; n++) {
      work.push(answer(agent, `pair-${(sent++ % CONVERSATIONS) + 1}`));
      await sleep(1_000 / PER_SECOND);
    }
    await Promise.all(work);
  };
  await talk(SECONDS);
  await sleep(1_000);
  const { latenciesMs } = await visitors.ask<Told>("told");

  const talking = talk(SECONDS);
  await sleep(2_000);
  await other.end("SIGKILL");
  await talking;
  await sleep(10_000);
  const told = await visitors.ask<Told>("told");
  await visitors.end("SIGKILL");
  await one.end();
  await ground.end();
  return [
    against(`event on the other node, p99 (${load()})`, percentile(latenciesMs, 0.99), 150, "ms"),
    against("a node killed -9: its visitors are back, the last of them", Math.max(...told.awayMs, 0) / 1_000, 10, "s"),
    against(`a node killed -9: visitors back, of ${CONVERSATIONS}`, told.awayMs.length, CONVERSATIONS, "", { atLeast: true }),
    against(`a node killed -9: replies on screen, of ${sent}`, told.received, sent, "", { atLeast: true }),
  ];
}
