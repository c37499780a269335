/** The forwarding's store on PostgreSQL: what a held conversation means, and that a step is kept whole or not at all. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { forwardOne } from "../../src/forwarding/forward-one.js";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import type { Desk } from "../../src/forwarding/store.js";
import type { Verdict } from "../../src/forwarding/verdict.js";
import { connect } from "../../src/server/database/connect.js";
import { migrate } from "../../src/server/database/migrate.js";
import { until } from "../until.js";
import { counting } from "./counting.js";
import { readAtTheClaim, twoWorkers } from "./crash/races.js";
import { freshDatabase } from "./database.js";
import { createVectorWorld, type VectorWorld } from "./vector-world.js";

const database = await freshDatabase();
const silent = () => undefined;
const db = connect(database.connection, { debug: silent, info: silent, warn: silent, error: silent });
await migrate(db);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const ID = "v";
const MINUTE_MS = 60_000;
let world: VectorWorld;
/** Ana left, and a reply waits for her. */
beforeEach(async () => {
  world = await createVectorWorld(db, { address: "ana@example.com", addressState: "verified", presence: "offline" }, {}, {});
  await world.happen({ t: 0, type: "visitor", seq: 1 }, 0);
  await world.happen({ t: 1, type: "agent", seq: 2 }, 1_000);
});

test("a conversation held by one is skipped by who can come again, and waited for by who must be heard", async () => {
  const order: string[] = [];
  let release: () => void = silent;
  const free = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = world.store.locked(ID, MINUTE_MS, "skip", async () => {
    order.push("first is in");
    await free;
    order.push("first is out");
  });
  await until(() => order.length === 1);
  const skipping = world.store.locked(ID, MINUTE_MS, "skip", async () => "ran").finally(() => order.push("second has left"));
  const waiting = world.store.locked(ID, MINUTE_MS, "wait", async () => order.push("third is in"));
  await until(() => order.length === 2)
    .then(() => database.queued(1))
    .finally(release);
  await Promise.all([first, waiting]);
  expect(await skipping).toBeUndefined();
  expect(order).toEqual(["first is in", "second has left", "first is out", "third is in"]);
});

test("a conversation that is not there is no work", async () => {
  expect(await world.store.locked("nobody", 0, "wait", async () => "ran")).toBeUndefined();
});

test("a step that throws leaves nothing: no due time, no verdict, no suppression", async () => {
  const before = await world.store.nextDue();
  const fails = world.store.locked(ID, MINUTE_MS, "wait", async (desk) => {
    await desk.schedule(99_000);
    await desk.record({ do: "nothing", because: "no-budget" });
    await desk.suppress("ana@example.com", "test");
    throw new Error("half-way");
  });
  await expect(fails).rejects.toThrow("half-way");
  expect(await world.store.nextDue()).toBe(before);
  expect(await database.query("select * from verdicts")).toEqual([]);
  expect(await world.state()).toBe("verified");
});

test("the log keeps what was decided and not how often, and no more than the last 200", async () => {
  const record = (...verdicts: Verdict[]) =>
    world.store.locked(ID, MINUTE_MS, "wait", async (desk) => {
      for (const verdict of verdicts) await desk.record(verdict);
    });
  const kept = async () => (await database.query("select verdict from verdicts order by id")).map(({ verdict }) => verdict);
  const wait = (until: number, because: "away" | "present" = "away") => ({ do: "wait", until, because }) as const;
  const nothing = { do: "nothing", because: "no-budget" } as const;
  await record(nothing, nothing, wait(1), wait(2), wait(2), wait(3, "present"), nothing);
  expect(await kept()).toEqual([nothing, wait(2), wait(3, "present"), nothing]);
  await record(...Array.from({ length: 300 }, (_, n) => wait(n, n % 2 === 0 ? "away" : "present")));
  const last = await kept();
  expect([last.length, last.at(-1)]).toEqual([200, wait(299, "present")]);
});

const delivery = (n: number) => ({
  n,
  kind: "unread" as const,
  whole: false,
  new: [2],
  context: [],
  interleaved: [],
  to: "ana@example.com",
  messageId: `<${n}@v.example>`,
  inReplyTo: "<c@v.example>",
  references: ["<c@v.example>"],
  re: false,
  claimedAt: MINUTE_MS,
  editsAtClaim: 0,
  attempts: 0,
});

/** A claim as the worker makes it, of reply 2. */
const claim = ({ claim: make, thread }: Desk, n: number) =>
  make(
    {
      forwardedCursor: 2,
      transcriptCursor: thread.transcriptCursor,
      delivery: { ...delivery(n), state: "claimed", nextAttemptAt: MINUTE_MS },
    },
    {
      raw: Buffer.from("letter"),
      envelope: { from: "chat@v.example", to: "ana@example.com" },
      hashes: {
        reply: randomBytes(8).toString("hex"),
        bounce: randomBytes(8).toString("hex"),
        unsubscribe: randomBytes(8).toString("hex"),
        resume: randomBytes(8).toString("hex"),
      },
    },
  );

test("a claim is undone when the cursor is not where the step found it, also where a lock should have prevented that", async () => {
  const twice = world.store.locked(ID, MINUTE_MS, "wait", async (desk) => {
    await claim(desk, 1);
    // No longer open, so that it is the cursor alone that says no.
    await desk.update({ ...delivery(1), state: "cancelled", cancelledAt: MINUTE_MS, because: "reply-deleted" });
    await claim(desk, 2);
  });
  await expect(twice).rejects.toThrow("moved under the claim");
  const [{ count } = {}] = await database.query("select count(*)::int from deliveries");
  expect([count, (await world.thread()).forwardedCursor]).toEqual([0, 0]);
});

test("there is one open mail a conversation, whoever tries", async () => {
  await world.store.locked(ID, MINUTE_MS, "wait", (desk) => claim(desk, 1));
  await database.query("update conversations set forwarded_cursor = 0");
  await expect(world.store.locked(ID, MINUTE_MS, "wait", (desk) => claim(desk, 2))).rejects.toThrow("deliveries_one_open");
});

test("two workers at one conversation, a hundred times: one mail each time, and no trouble (F29)", async () => {
  expect(await twoWorkers(world, 100)).toEqual({ mailed: 100, withheld: 0 });
});

test("reading at the moment of the claim, a hundred times: whichever is first counts, and both are at times (F28)", async () => {
  const { mailed, withheld } = await readAtTheClaim(world, 100);
  expect(mailed + withheld).toBe(100);
  expect(Math.min(mailed, withheld)).toBeGreaterThan(0);
});

test("a mail without trouble asks the database eleven things: six until it leaves, five when it has arrived", async () => {
  const asked: string[] = [];
  const counted = connect(counting(database.connection, asked), {
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
  });
  const ana = { address: "ana@example.com", addressState: "verified", presence: "offline" } as const;
  const { store, happen } = await createVectorWorld(counted, ana, {}, {});
  await happen({ t: 0, type: "visitor", seq: 1 }, 0);
  await happen({ t: 1, type: "agent", seq: 2 }, 1_000);
  const before = asked.length;
  let whenCarried = 0;
  const mailer = memoryMailer(() => {
    whenCarried = asked.length - before;
  });
  const report = ({ error }: { error: unknown }) => {
    throw error;
  };
  await forwardOne({ store, mailer, random: randomBytes, now: () => 30 * MINUTE_MS, report }, ID);
  const all = asked.slice(before);
  await counted.destroy();
  expect([mailer.taken.length, whenCarried, all.length], all.join("\n")).toEqual([1, 6, 11]);
});
