/** A deploy: one node is told to end and another takes over. Its visitors must not all come at once, and none is left without a line. */
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "./child.js";
import { against, type Figure, figure, load, percentile } from "./figure.js";
import { createGround, SITE } from "./ground.js";
import { mostStreams } from "./limit.js";
import type { Usage } from "./node.js";
import type { Told } from "./visitors.js";

const WANTED = 10_000;
const LONGEST_MS = 120_000;

export async function deploy(): Promise<Figure[]> {
  const count = Math.min(WANTED, mostStreams());
  const ground = await createGround();
  const tokens = await ground.people(count, "moving");
  const setting = { database: ground.database.connection };
  const [old, next] = [await start("node.ts", setting), await start("node.ts", setting)];
  const urls = [(await old.ask<Usage>({})).url, (await next.ask<Usage>({})).url];
  const visitors = await start("visitors.ts", { site: SITE, urls, tokens });
  await visitors.ask({ open: count });
  const since = Date.now();
  await old.end();
  const endedS = (Date.now() - since) / 1_000;
  let told = await visitors.ask<Told>("told");
  while (told.backAt.length < count && Date.now() - since < LONGEST_MS) {
    await sleep(1_000);
    told = await visitors.ask<Told>("told");
  }
  await visitors.end("SIGKILL");
  await next.end();
  await ground.end();
  const spread = (percentile(told.backAt, 0.99) - percentile(told.backAt, 0.01)) / 1_000;
  const inOneSecond = Math.max(...perSecond(told.backAt));
  return [
    against(`deploy with ${count} streams: 98 % of the reconnects are spread over (${load()})`, spread, 29, "s", {
      atLeast: true,
    }),
    figure("the busiest second of them", `${inOneSecond} streams`),
    against("without a line meanwhile, p99", percentile(told.awayMs, 0.99) / 1_000, 2, "s"),
    figure("the old node was gone after", `${endedS.toFixed(0)} s`),
  ];
}

function perSecond(moments: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const at of moments) counts.set(Math.floor(at / 1_000), (counts.get(Math.floor(at / 1_000)) ?? 0) + 1);
  return [...counts.values()];
}
