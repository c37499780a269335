/** Nodes that die, databases that go away, answers that get lost: one mail for each reply, or the same bytes again. */

import { randomBytes, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Clock, createBell, runForwarding, smtpMailer, systemClock } from "../../src/forwarding/index.js";
import { accountsOf } from "../../src/server/channels/accounts.js";
import { type Connection, connect } from "../../src/server/database/connect.js";
import { migrate } from "../../src/server/database/migrate.js";
import type { Database } from "../../src/server/database/tables.js";
import { startEmbeddedPostgres } from "../../src/server/embedded-postgres.js";
import { createHeart } from "../../src/server/heart.js";
import { createHub } from "../../src/server/hub.js";
import { createLines } from "../../src/server/lines.js";
import { forwardingStore } from "../../src/server/mail/store.js";
import { until } from "../until.js";
import { type Cut, databaseLine, type Work } from "./crash/database-line.js";
import { mailDoor } from "./crash/mail-door.js";
import { DEATHS, dieOften } from "./crash/rounds.js";
import { freshDatabase } from "./database.js";
import { createVectorWorld } from "./vector-world.js";

const database = await freshDatabase();
afterAll(() => database.drop());
const silent = () => undefined;
/** Nodes are processes, of which a slow machine starts few in a minute. */
const PATIENT = { timeout: 240_000 };
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** All of them take a minute; `npm run test:crash` takes it. */
const SOME = [
  "look",
  "claim: unanswered",
  "retry: committing",
  "mail: letter",
  "mail: kept",
  "settle: writing",
  "settle: unanswered",
];

test("a node killed in the middle of a letter leaves it to the next one (F26)", PATIENT, async () => {
  const deaths = DEATHS.filter(({ name }) => SOME.includes(name));
  expect(deaths).toHaveLength(SOME.length);
  // Twice only where the mail server had the letter and nobody had written it down.
  expect(await dieOften(database, deaths, deaths.length)).toMatchObject({ rounds: 7, repeats: 2 });
});

const HASTE = 240;
/** Real time, but faster: leases and sick leaves are minutes. */
function hasty(): Clock {
  const began = Date.now();
  return {
    now: () => began + (Date.now() - began) * HASTE,
    sleep: (ms, signal) => systemClock.sleep(Math.ceil(ms / HASTE), signal),
  };
}

/** A reply that is due, a worker whose database is at the end of `line`, and us, who look at it directly. */
async function worker(direct: Database, line: Connection, smtp: string, leaseSeconds: number) {
  const [clock, ends, troubles] = [hasty(), new AbortController(), [] as unknown[]];
  const ana = { address: "ana@example.com", addressState: "verified", presence: "offline" } as const;
  const world = await createVectorWorld(direct, ana, {}, { lease: leaseSeconds });
  await world.happen({ t: 0, type: "visitor", seq: 1 }, clock.now() - 400_000);
  await world.happen({ t: 0, type: "agent", seq: 2 }, clock.now() - 300_000);
  const [db, mailer] = [connect(line, log), smtpMailer({ url: smtp })];
  const store = forwardingStore({ ...GROUND, db, hub: createHub(), now: clock.now }, { from: "chat@v.example" });
  const report = ({ error }: { error: unknown }) => void troubles.push(error);
  const done = runForwarding({ store, mailer, random: randomBytes, bell: createBell(), clock, report }, ends.signal);
  return {
    world,
    troubles,
    async ended() {
      await until(async () => (await world.thread()).deliveries.some(({ state }) => state === "sent"), 90_000);
      await until(async () => (await world.store.nextDue()) === undefined, 60_000);
      ends.abort();
      await done;
      mailer.close();
      await db.destroy();
    },
  };
}

const GROUND = {
  log,
  attachments: undefined,
  accounts: accountsOf(),
  lines: createLines(),
  watch: { isUnderAttack: async () => false, sign: async () => undefined },
  challenge: { task: () => ({ kind: "none", data: "" }), accepts: () => undefined },
  pause: async () => undefined,
  soonestMs: 0,
  limiter: { admit: () => undefined },
  fileKey: "",
  ring: silent,
  epoch: "v",
  publicUrl: () => "https://v.example",
  heartbeatMs: 20_000,
  heart: createHeart(20_000),
  background: silent,
  closing: new AbortController().signal,
};

describe("the answer to a COMMIT that did arrive gets lost (F30)", PATIENT, () => {
  test.each<[Work, Cut]>([
    ["claim", "unanswered"],
    ["retry", "unanswered"],
    ["settle", "unanswered"],
    ["claim", "committing"],
    ["retry", "committing"],
    ["settle", "committing"],
  ])("%s, %s: one mail", async (work, cut) => {
    const [line, door, direct] = [await databaseLine(database.connection), await mailDoor(), connect(database.connection, log)];
    await migrate(direct);
    line.cutAt(work, cut, () => line.mend());
    if (work === "retry") door.defer();
    const { world, troubles, ended } = await worker(direct, line.connection, door.url, 4 * HASTE);
    await ended();
    expect(door.kept).toHaveLength(1);
    expect((await world.thread()).deliveries).toMatchObject([{ state: "sent", new: [2] }]);
    // The cut was felt: this was no quiet evening.
    expect(troubles.length).toBeGreaterThan(0);
    await direct.destroy();
    await line.close();
    await door.close();
  });
});

test(
  "the database restarts while a letter is on its way: its acceptance is recorded afterwards, one mail (F30)",
  PATIENT,
  async () => {
    const dataDir = join(tmpdir(), `recado-restart-${randomUUID()}`);
    let postgres = await startEmbeddedPostgres({ dataDir });
    const [direct, door] = [connect(postgres.connection, log), await mailDoor()];
    await migrate(direct);
    const restarted = new Promise<void>((resolve) => {
      door.stopAt("kept", async () => {
        await postgres.stop();
        // The 250 goes out while nobody can write it down.
        setTimeout(async () => {
          postgres = await startEmbeddedPostgres({ dataDir });
          resolve();
        }, 100);
      });
    });
    const { world, troubles, ended } = await worker(direct, postgres.connection, door.url, 30 * HASTE);
    await restarted;
    await ended();
    expect(door.kept).toHaveLength(1);
    expect((await world.thread()).deliveries).toMatchObject([{ state: "sent", attempts: 1 }]);
    expect(troubles.length).toBeGreaterThan(0);
    await direct.destroy();
    await postgres.stop();
    await door.close();
    await rm(dataDir, { recursive: true, force: true });
  },
);
