/** What an owner no longer keeps goes by itself: so long after the last message, with its files, in pieces, whoever dies or joins meanwhile. */
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sweep } from "../../src/server/attachments/ledger.js";
import { folderStore } from "../../src/server/attachments/store.js";
import { connect } from "../../src/server/database/connect.js";
import { createHub } from "../../src/server/hub.js";
import type { SiteSpec } from "../../src/server/index.js";
import { expire } from "../../src/server/site/retention.js";
import { until } from "../until.js";
import { type Cut, databaseLine } from "./crash/database-line.js";
import { forkNode } from "./crash/node-process.js";
import { codeOf, newVisitor } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const DAY_MS = 86_400_000;
const folder = await mkdtemp(join(tmpdir(), "recado-retention-"));
const world = await createWorld({ attachments: folder });
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
const db = connect(world.database.connection, log);
const store = await folderStore(folder);
afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const settings: SiteSpec["settings"] = {
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
};
/** A node's own sweep, at once instead of within ten minutes. */
const node = (closing = new AbortController().signal) => ({ db, closing, now: world.now, hub: createHub(), ring: silent });

async function aged({ id }: Shop, visitor: string, days: number): Promise<void> {
  const at = world.now() - days * DAY_MS;
  await world.database.query("update conversations set last_message_at = $2 where id = $1", [visitor, at]);
  await world.database.query("update visitors set created_at = $2 where id = $1 and site_id = $3", [visitor, at, id]);
}

const left = async ({ id }: Shop) =>
  (await world.database.query("select id from visitors where site_id = $1 order by id", [id])).map((row) => row.id);

/** Many conversations that ended long ago, with a message each. */
async function crowd({ id }: Shop, count: number, days: number): Promise<void> {
  const at = world.now() - days * DAY_MS;
  const name = `'${id}-' || n`;
  await world.database.query(
    `with who as (insert into visitors (id, site_id, created_at) select ${name}, $1, $2 from generate_series(1, $3::int) as n returning id),
     what as (insert into conversations (id, site_id, channel, created_at, last_message_at, last_seq) select id, $1, 'widget', $2, $2, 1 from who returning id)
     insert into messages (conversation_id, seq, id, by, channel, text, at) select id, 1, id, 'visitor', 'widget', 'Hello', $2 from what`,
    [id, at, count],
  );
}

test("a conversation goes so many days after its last message, a younger one stays, and where nothing is said all stay", async () => {
  const [shop, forever] = [await world.shop({ settings: { ...settings, retentionDays: 30 } }), await world.shop({ settings })];
  const agent = await shop.agent();
  const [old, young, silentOne] = [await shop.visitor(), await shop.visitor(), await shop.visitor()];
  for (const visitor of [old, young]) await visitor.say("Hello");
  const kept = await forever.visitor();
  await kept.say("Hello");
  await aged(shop, old.id, 31);
  await aged(shop, silentOne.id, 31);
  await aged(shop, young.id, 29);
  await aged(forever, kept.id, 3_000);
  expect(await expire(node())).toBe(2);
  expect(await left(shop)).toEqual([young.id]);
  expect(await left(forever)).toEqual([kept.id]);
  expect(codeOf(await old.ask("pull"))).toBe("410 gone");
  expect((await agent.ask("inbox")).body.conversations).toMatchObject([{ id: young.id }]);
  // They begin anew with the next word.
  const again = await newVisitor(world.url, shop.id);
  expect((await again.say("Hello again")).body).toMatchObject({ seq: 1 });
});

test("the server sweeps by itself from its start on, and tells who is listening", async () => {
  const shop = await world.shop({ settings: { ...settings, retentionDays: 1 } });
  const visitor = await shop.visitor();
  await visitor.say("Hello");
  await aged(shop, visitor.id, 2);
  await world.restart();
  await until(async () => (await left(shop)).length === 0);
});

test("files go with it, from the disk too", async () => {
  const shop = await world.shop({ settings: { ...settings, retentionDays: 30 } });
  const visitor = await shop.visitor();
  await visitor.say("Hello");
  const id = "0123456789abcdef".repeat(2);
  await store.write(id, Buffer.from("a pot"));
  await world.database.query(
    "insert into files (id, conversation_id, n, name, type, bytes, laid_at, claimed_at) values ($1, $2, 0, 'pot.txt', 'text/plain', 5, $3, $3)",
    [id, visitor.id, world.now()],
  );
  await sweep(db, store, world.now());
  expect(await readdir(folder)).toContain(id);
  await aged(shop, visitor.id, 31);
  await expire(node());
  await sweep(db, store, world.now());
  expect(await readdir(folder)).not.toContain(id);
});

test("a message that comes while it is swept keeps the conversation", async () => {
  const shop = await world.shop({ settings: { ...settings, retentionDays: 30 } });
  const visitor = await shop.visitor();
  await visitor.say("Hello");
  await aged(shop, visitor.id, 31);
  // Somebody's message has the row, and is not committed yet.
  const held = await world.database.hold("update conversations set last_message_at = $2 where id = $1", [
    visitor.id,
    world.now(),
  ]);
  expect(await expire(node())).toBe(0);
  await held.release();
  expect(await left(shop)).toEqual([visitor.id]);
  await visitor.say("I am back");
  expect(await expire(node())).toBe(0);
  expect((await visitor.ask("pull")).body).toMatchObject({ latest: 2 });
});

test("two nodes at once remove each once, in pieces", async () => {
  const shop = await world.shop({ settings: { ...settings, retentionDays: 30 } });
  await crowd(shop, 1_050, 40);
  const counts = await Promise.all([expire(node()), expire(node())]);
  expect(counts[0] + counts[1]).toBe(1_050);
  expect(await left(shop)).toEqual([]);
});

test("a node that ends in the middle leaves whole conversations, and the next sweep the rest of them", async () => {
  const shop = await world.shop({ settings: { ...settings, retentionDays: 30 } });
  await crowd(shop, 450, 40);
  const [ending, hub] = [new AbortController(), createHub()];
  hub.subscribe({ site: shop.id }, () => ending.abort());
  expect(await expire({ ...node(ending.signal), hub })).toBe(100);
  const whole =
    "select count(*)::int as n from conversations join messages on conversation_id = conversations.id where site_id = $1";
  expect(await world.database.query(whole, [shop.id])).toEqual([{ n: 350 }]);
  expect(await expire(node())).toBe(350);
});

/** A file of each conversation, as a message's own; the bytes of a few lie on the disk. */
async function withFiles({ id }: Shop): Promise<void> {
  const rows = await world.database.query(
    `insert into files (id, conversation_id, site_id, owner, n, name, type, bytes, laid_at, claimed_at)
     select md5(id), id, site_id, id, 0, 'pot.txt', 'text/plain', 5, created_at, created_at from conversations where site_id = $1 returning id`,
    [id],
  );
  for (const row of rows.slice(0, 20)) await store.write(String(row.id), Buffer.from("a pot"));
}

/** How many of the site are there with everything that is theirs, and what is there of somebody who is not. */
async function census({ id }: Shop) {
  const [row] = await world.database.query(
    `select
       (select count(*)::int from visitors join conversations using (id, site_id) join messages on conversation_id = visitors.id
          join files on files.conversation_id = visitors.id where visitors.site_id = $1) as whole,
       (select count(*)::int from visitors where site_id = $1) as visitors,
       (select count(*)::int from conversations where site_id = $1) as conversations,
       (select count(*)::int from messages where conversation_id like $2) as messages,
       (select count(*)::int from files where conversation_id like $2) as files`,
    [id, `${id}-%`],
  );
  return row;
}

test("a server killed in the middle of its sweep has erased all of somebody or nothing, and the next sweep does the rest", {
  timeout: 120_000,
}, async () => {
  const shop = await world.shop({ settings: { ...settings, retentionDays: 30 } });
  await crowd(shop, 350, 40);
  await withFiles(shop);
  const deaths: [Cut, number][] = [
    // Everything of a piece is deleted, and the word that counts never comes.
    ["committing", 350],
    // It has come, and whoever gave it never learns so.
    ["unanswered", 250],
  ];
  for (const [cut, stay] of deaths) {
    const line = await databaseLine(world.database.connection);
    const agent = "amelie@crash.example";
    const told = {
      database: line.connection,
      smtp: "smtp://127.0.0.1:1",
      site: "crash",
      agent,
      leaseMs: 1_000,
      attachments: folder,
    };
    const child = forkNode(told);
    line.cutAt("erase", cut, () => child.kill("SIGKILL"));
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    await line.close();
    // What the dead one had open ends with its line, and then nobody holds a row.
    await until(async () => (await census(shop))?.visitors === stay);
    expect(await census(shop)).toEqual({ whole: stay, visitors: stay, conversations: stay, messages: stay, files: stay });
  }
  await until(async () => {
    await expire(node());
    return (await left(shop)).length === 0;
  });
  expect(await census(shop)).toEqual({ whole: 0, visitors: 0, conversations: 0, messages: 0, files: 0 });
  await sweep(db, store, world.now());
  expect(await readdir(folder)).toEqual([]);
});

test("nobody is kept by a number that is none", async () => {
  const shop = await world.shop({ settings });
  const agent = await shop.agent();
  const now = (await agent.ask("settings")).body;
  for (const retentionDays of [0, -1, 1.5, 3_651, "30", null]) {
    expect(codeOf(await agent.ask("saveSettings", { body: { ...now, retentionDays } }))).toBe("400 bad-request");
  }
  expect((await agent.ask("saveSettings", { body: { ...now, retentionDays: 365 } })).body).toMatchObject({ retentionDays: 365 });
});
