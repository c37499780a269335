/**
 * The forwarding's queue: what is due is claimed, composed and handed to a mailer that takes all, while the table grows. The shortest
 * and the longest queue take turns, so that what else the machine does is done to both.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, start } from "./child.js";
import { against, type Figure, figure, median, short } from "./figure.js";
import { createGround, type Ground, SITE } from "./ground.js";
import type { Usage } from "./node.js";

const FEW = 10_000;
const SOME = 100_000;
const MANY = 1_000_000;
const TURNS = 3;
const MEASURED_MS = 8_000;
const HOUR_MS = 3_600_000;

interface Work {
  readonly rate: number;
  readonly cpuMsEach: number;
}

export async function due(): Promise<Figure[]> {
  const [small, large] = [await createGround(), await createGround()];
  const [some = []] = await inTurns([large, SOME]);
  const rates = (await work(large, 2)).map(({ rate }) => rate);
  const [few = [], many = []] = await inTurns([small, FEW], [large, MANY]);
  await small.end();
  await large.end();

  const rateOf = (works: readonly Work[]) => median(works.map(({ rate }) => rate));
  const ofFew = (of: (work: Work) => number) =>
    median(many.map((work, turn) => of(work) / (few[turn] ? of(few[turn]) : Number.NaN)));
  const queue = (count: number) => `due queue of ${count}: letters of one worker`;
  return [
    figure(queue(FEW), `${short(rateOf(few))} /s`),
    against(queue(SOME), rateOf(some), 300, "/s", { atLeast: true }),
    figure("the same with two workers", `${rates.map(short).join(" + ")} /s`),
    against("the less busy of the two, of the other", (100 * Math.min(...rates)) / Math.max(...rates), 50, "%", {
      atLeast: true,
    }),
    figure(queue(MANY), `${short(rateOf(many))} /s`),
    against("the same, of 10⁶ due against 10⁴", 100 * ofFew(({ rate }) => rate), 80, "%", { atLeast: true }),
    against(
      "a letter's processor time on the node, of 10⁶ due against 10⁴",
      ofFew(({ cpuMsEach }) => cpuMsEach),
      1.25,
      "×",
    ),
  ];
}

/** Each queue as long as it is to be at the start of each of its turns. */
async function inTurns(...queues: readonly (readonly [ground: Ground, size: number])[]): Promise<Work[][]> {
  const works: Work[][] = queues.map(() => []);
  for (let turn = 0; turn < TURNS; turn++)
    for (const [index, [ground, size]] of queues.entries()) {
      await fill(ground, size);
      works[index]?.push(await alone(ground));
    }
  return works;
}

/** So many conversations with a reply that nobody has read for an hour, of visitors who are away. */
async function fill({ people, database }: Ground, size: number): Promise<void> {
  const [found] = await database.query("select count(*)::int as due from conversations where due_at is not null");
  await people(size - Number(found?.due), `due-${randomUUID()}`);
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

async function alone(ground: Ground): Promise<Work> {
  const [one] = await work(ground, 1);
  if (one === undefined) throw new Error("No worker has worked");
  return one;
}

async function work({ database }: Ground, workers: number): Promise<Work[]> {
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
    return { rate: mailed / seconds, cpuMsEach: (one.cpuMs - (before[n]?.cpuMs ?? 0)) / mailed };
  });
}
