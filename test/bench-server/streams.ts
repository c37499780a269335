/** Idle streams on one node: what each costs in memory and processor, heartbeat included, and whether any is dropped. */
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "./child.js";
import { against, type Figure, figure, load, short } from "./figure.js";
import { createGround, SITE } from "./ground.js";
import { mostStreams } from "./limit.js";
import type { Usage } from "./node.js";
import type { Told } from "./visitors.js";

const KIB = 1_024;
/** Two beats: whatever comes with the first has come. */
const SETTLED_MS = 45_000;

export async function streams(wanted: number, minutes: number): Promise<Figure[]> {
  const count = Math.min(wanted, mostStreams());
  const ground = await createGround();
  const tokens = await ground.people(count, "idle");
  const node = await start("node.ts", { database: ground.database.connection });
  const { url } = await node.ask<Usage>({});
  const half = Math.ceil(count / 2);
  const clients = [tokens.slice(0, half), tokens.slice(half)].map((mine) =>
    start("visitors.ts", { site: SITE, urls: [url], tokens: mine }),
  );
  const visitors = await Promise.all(clients);
  const usage = () => node.ask<Usage>({});
  const told = async () => {
    const all = await Promise.all(visitors.map((one) => one.ask<Told>("told")));
    return {
      open: sum(all.map((one) => one.open)),
      dropped: sum(all.map((one) => one.dropped)),
      beats: sum(all.map((one) => one.beats)),
    };
  };
  const open = async (share: number) => {
    await Promise.all(visitors.map((one) => one.ask({ open: Math.round(half * share) })));
    await sleep(SETTLED_MS);
    const { rssBytes } = await usage();
    return { open: (await told()).open, rssBytes };
  };

  // Code that every stream runs is loaded and compiled with the first ones: no cost of theirs.
  const first = await open(100 / count);
  const figures: Figure[] = [];
  for (const share of [0.5, 1]) {
    const now = await open(share);
    const each = (now.rssBytes - first.rssBytes) / (now.open - first.open) / KIB;
    const what = `memory (RSS) of an idle stream, ${now.open} of them, heartbeat included`;
    figures.push(share === 1 ? against(what, each, 18, "KiB") : figure(what, `${short(each)} KiB`));
  }
  await Promise.all(visitors.map((one) => one.ask("forget")));
  const [before, since] = [await usage(), Date.now()];
  await sleep(minutes * 60_000);
  const [after, end] = [await usage(), await told()];
  const seconds = (Date.now() - since) / 1_000;
  const least = Math.floor(seconds / 20) - 1;
  figures.push(
    against(`streams dropped in ${minutes} min, of ${end.open} (${load()})`, end.dropped, 0, ""),
    against("beats each stream heard meanwhile", end.beats / end.open, least, "", { atLeast: true }),
    figure("one core used by the idle streams", `${short((after.cpuMs - before.cpuMs) / seconds / 10)} %`),
  );
  if (count < wanted) figures.push(figure("streams asked for", `${wanted}; the file limit of this machine allows ${count}`));
  for (const one of visitors) await one.end("SIGKILL");
  await node.end();
  await ground.end();
  return figures;
}

const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);
