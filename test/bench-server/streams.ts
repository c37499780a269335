/**
 * Idle streams on one node: what each costs in memory and processor, heartbeat included, and whether any is dropped. Beside it the
 * floor, what a bare server of Node's needs to hold as many (bare.ts).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, start } from "./child.js";
import { against, type Figure, figure, load, short } from "./figure.js";
import { createGround, SITE } from "./ground.js";
import { mostStreams } from "./limit.js";
import type { Usage } from "./node.js";
import type { Told } from "./visitors.js";

const KIB = 1_024;
/** Code that every stream runs is loaded and compiled with the first ones: no cost of theirs. */
const FIRST = 100;
/** Two beats: whatever comes with the first has come. */
const SETTLED_MS = 45_000;
/** Memory goes up and down with Node's collections: what counts is the most. */
const LOOK_EVERY_MS = 1_000;

export async function streams(wanted: number, minutes: number): Promise<Figure[]> {
  const count = Math.min(wanted, mostStreams());
  const ground = await createGround();
  const tokens = await ground.people(count, "idle");

  const bare = await hold(await start("bare.ts", {}), tokens);
  await bare.open(1);
  const floor = await bare.most(SETTLED_MS);
  await bare.end();

  const node = await hold(await start("node.ts", { database: ground.database.connection }), tokens);
  await node.open(0.5);
  const half = await node.most(SETTLED_MS);
  await node.open(1);
  const young = await node.most(SETTLED_MS);
  await node.forget();
  const [before, since] = [await node.usage(), Date.now()];
  const old = await node.most(minutes * 60_000);
  const [after, end] = [await node.usage(), await node.told()];
  const seconds = (Date.now() - since) / 1_000;
  await node.end();
  await ground.end();

  const least = Math.floor(seconds / 20) - 1;
  const memory = "memory (RSS) of an idle stream, heartbeat included, at most";
  const figures = [
    figure(`${memory}, of ${Math.round(count / 2)}`, `${short(half)} KiB`),
    against(`${memory}, of ${end.open}, from their opening on`, Math.max(young, old), 18, "KiB"),
    figure("the same in a bare server of Node's", `${short(floor)} KiB`),
    against(`streams dropped in ${minutes} min, of ${end.open} (${load()})`, end.dropped, 0, ""),
    against("beats each stream heard meanwhile", end.beats / end.open, least, "", { atLeast: true }),
    figure("one core used by the idle streams", `${short((after.cpuMs - before.cpuMs) / seconds / 10)} %`),
  ];
  if (count < wanted) figures.push(figure("streams asked for", `${wanted}; the file limit of this machine allows ${count}`));
  return figures;
}

/** Visitors of two processes at a server, the first of them there already. */
async function hold(server: Child, tokens: readonly string[]) {
  const usage = () => server.ask<Usage>({});
  const { url } = await usage();
  const half = Math.ceil(tokens.length / 2);
  const visitors = await Promise.all(
    [tokens.slice(0, half), tokens.slice(half)].map((mine) => start("visitors.ts", { site: SITE, urls: [url], tokens: mine })),
  );
  const told = async () => {
    const all = await Promise.all(visitors.map((one) => one.ask<Told>("told")));
    return {
      open: sum(all.map((one) => one.open)),
      dropped: sum(all.map((one) => one.dropped)),
      beats: sum(all.map((one) => one.beats)),
    };
  };
  const open = (share: number) => Promise.all(visitors.map((one) => one.ask({ open: Math.round(half * share) })));
  await open(FIRST / tokens.length);
  await sleep(SETTLED_MS);
  const first = { ...(await usage()), ...(await told()) };
  return {
    usage,
    told,
    open,
    forget: () => Promise.all(visitors.map((one) => one.ask("forget"))),
    /** Of all that time, in KiB a stream. */
    async most(ms: number): Promise<number> {
      const { open: held } = await told();
      let rssBytes = 0;
      for (const until = Date.now() + ms; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
        rssBytes = Math.max(rssBytes, (await usage()).rssBytes);
      }
      return (rssBytes - first.rssBytes) / (held - first.open) / KIB;
    },
    async end() {
      for (const one of visitors) await one.end("SIGKILL");
      await server.end();
    },
  };
}

const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);
