/** The forwarding's queue: what is due is claimed, composed and handed to a mailer that takes all, while the table grows. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, start } from "./child.js";
import { against, type Figure, figure, load, short } from "./figure.js";
import { createGround, type Ground, SITE } from "./ground.js";
import type { Usage } from "./node.js";

const SIZES = [10_000, 100_000, 1_000_000];
const MEASURED_MS = 8_000;
const HOUR_MS = 3_600_000;

export async function due(): Promise<Figure[]> {
  const ground = await createGround();
  const figures: Figure[] = [];
  const cost: number[] = [];
  let size = 0;
  for (const next of SIZES) {
    await replied(ground, size, next);
    size = next;
    const [alone] = await perSecond(ground, 1);
    if (alone === undefined) throw new Error("No worker has worked");
    cost.push(alone.cpuMs / alone.mailed);
    const what = `due queue of ${size}: letters of one worker (${load()})`;
    figures.push(
      size === 100_000 ? against(what, alone.rate, 300, "/s", { atLeast: true }) : figure(what, `${short(alone.rate)} /s`),
    );
    if (size !== 100_000) continue;
    const both = await perSecond(ground, 2);
    const rates = both.map(({ rate }) => rate);
    figures.push(figure("the same with two workers", `${rates.map(short).join(" + ")} /s`));
    figures.push(
      against("the less busy of the two, of the other", (100 * Math.min(...rates)) / Math.max(...rates), 50, "%", {
        atLeast: true,
      }),
    );
  }
  figures.push(
    against("a letter's processor time on the node, of 10⁶ due against 10⁴", (cost.at(-1) ?? 0) / (cost[0] ?? 1), 1.25, "×"),
  );
  await ground.end();
  return figures;
}

/** Conversations with a reply that nobody has read for an hour, of visitors who are away. */
async function replied({ people, database }: Ground, from: number, to: number): Promise<void> {
  await people(to - from, `due${to}`);
  await database.query(
    `insert into messages (conversation_id, seq, id, by, from_name, channel, text, at)
    select id, 2, 'reply', 'agent', 'Amélie', 'widget', 'It left our shop on Monday.', $2::bigint from conversations
    where site_id = $1 and last_seq = 1`,
    [SITE, Date.now() - HOUR_MS],
  );
  await database.query("update conversations set last_seq = 2, due_at = $1::bigint, away_since = $1::bigint where last_seq = 1", [
    Date.now() - HOUR_MS,
  ]);
  await database.query("vacuum (analyze) conversations, messages");
}

async function perSecond({ database }: Ground, workers: number): Promise<{ rate: number; cpuMs: number; mailed: number }[]> {
  const started: Child[] = [];
  for (let n = 0; n < workers; n++) started.push(await start("node.ts", { database: database.connection, mails: true }));
  const usages = () => Promise.all(started.map((one) => one.ask<Usage>({})));
  await sleep(1_000);
  const [before, since] = [await usages(), Date.now()];
  await sleep(MEASURED_MS);
  const [after, seconds] = [await usages(), (Date.now() - since) / 1_000];
  for (const one of started) await one.end();
  return after.map((one, n) => {
    const mailed = one.mailed - (before[n]?.mailed ?? 0);
    return { mailed, rate: mailed / seconds, cpuMs: one.cpuMs - (before[n]?.cpuMs ?? 0) };
  });
}
