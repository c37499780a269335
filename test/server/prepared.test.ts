/** Statements that are asked again and again: planned once for each connection, and whole when what they were planned for is gone. */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { CONVERSATION } from "../../src/cli/vectors/symbols.js";
import { forwardOne } from "../../src/forwarding/forward-one.js";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { FILE_KINDS } from "../../src/protocol/index.js";
import { inboxRows } from "../../src/server/agent/inbox.js";
import { beginUpload, type Uploader } from "../../src/server/attachments/uploads.js";
import { append } from "../../src/server/conversation/append.js";
import { connect } from "../../src/server/database/connect.js";
import { migrate } from "../../src/server/database/migrate.js";
import type { Database } from "../../src/server/database/tables.js";
import { loadThread } from "../../src/server/mail/thread.js";
import { bareGround } from "./bare-ground.js";
import { freshDatabase } from "./database.js";
import { createVectorWorld } from "./vector-world.js";

const database = await freshDatabase();
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
/** What came with values and without a name: PostgreSQL plans it anew each time. */
const planned: string[] = [];
class Watched extends pg.Client {
  override query(...all: unknown[]) {
    const [text, values] = all;
    if (typeof text === "string" && Array.isArray(values) && values.length > 0) planned.push(text);
    return Reflect.apply(super.query, this, all);
  }
}
const db = connect({ ...database.connection, max: 1, Client: Watched }, log);
await migrate(db);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const OFTEN = 12;
const HOUR_MS = 3_600_000;
const again = async (work: (n: number) => Promise<unknown>) => {
  for (let n = 1; n <= OFTEN; n++) await work(n);
};
async function prepared(about: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_prepared_statements where statement like ${`${about}%`}`.execute(db);
  return rows[0]?.n ?? 0;
}
await sql`create table trees (name text, height int)`.execute(db);
await sql`insert into trees values ('olive', 3)`.execute(db);
const trees = async () => (await sql<object>`select * from trees where name = ${"olive"}`.execute(db)).rows;

test("what is asked often is planned once, and what is asked once is not kept", async () => {
  await again(trees);
  await again((n) => sql`select ${sql.raw(`${n}`)} as once, ${n}::int`.execute(db));
  expect([await prepared("select * from trees"), await prepared("as once")]).toEqual([1, 0]);
});

test("another node gives the table a column: the next answer has it, and nobody hears of an error", async () => {
  await again(trees);
  await database.query("alter table trees add column age int default 7");
  expect(await trees()).toEqual([{ name: "olive", height: 3, age: 7 }]);
  await again(trees);
  expect(await trees()).toEqual([{ name: "olive", height: 3, age: 7 }]);
});

test("the same in a transaction: it is lost, the next one is not", async () => {
  await again(trees);
  await database.query("alter table trees add column bark text");
  const inOne = () => db.transaction().execute((tx) => sql`select * from trees where name = ${"olive"}`.execute(tx));
  await expect(inOne()).rejects.toThrow("cached plan must not change result type");
  expect((await inOne()).rows).toHaveLength(1);
});

test("a letter asks nothing that is planned anew each time", async () => {
  const ana = { address: "ana@example.com", addressState: "verified", presence: "offline" } as const;
  const mailer = memoryMailer();
  const report = ({ error }: { error: unknown }) => {
    throw error;
  };
  let last: string[] = [];
  await again(async () => {
    const { store, happen } = await createVectorWorld(db, ana, {}, {});
    await happen({ t: 0, type: "visitor", seq: 1 }, 0);
    await happen({ t: 1, type: "agent", seq: 2 }, 1_000);
    const before = planned.length;
    await forwardOne({ store, mailer, random: randomBytes, now: () => HOUR_MS, report }, CONVERSATION);
    last = planned.slice(before);
  });
  expect(mailer.taken).toHaveLength(OFTEN);
  expect(last).toEqual([]);
});

/** Another node migrates: what was planned for all columns of a table would lose the transaction in which it is asked next. */
async function everyTableGrows(): Promise<void> {
  const tables = await database.query("select tablename as name from pg_tables where schemaname = current_schema()");
  for (const { name } of tables) await database.query(`alter table "${name}" add column "later ${Math.random()}" text`);
}
const bot = { conversationId: CONVERSATION, author: { by: "bot" }, channel: "widget", text: "At nine", at: HOUR_MS } as const;
const inOne = (work: (tx: Database) => Promise<unknown>) => db.transaction().execute(work);
const sender: Uploader = {
  owner: CONVERSATION,
  may: { kinds: [...FILE_KINDS], largestBytes: 9 },
  quota: { files: 9, bytes: 99 },
  shelf: { site: "v", mostBytes: 99 },
};
test.each<[string, (n: number) => Promise<unknown>, object]>([
  ["a message", (n) => inOne((tx) => append(tx, { ...bot, id: `bot-${n}` })), { id: `bot-${OFTEN + 1}`, text: "At nine" }],
  ["the same message again", () => inOne((tx) => append(tx, { ...bot, id: "bot-1" })), { id: "bot-1", text: "At nine" }],
  ["a conversation on the desk", () => inOne((tx) => inboxRows(tx, "v", HOUR_MS, CONVERSATION)), [{ id: CONVERSATION }]],
  [
    "a conversation as the rules see it",
    () => inOne((tx) => loadThread(tx, CONVERSATION, HOUR_MS)),
    { thread: { address: { email: "ana@example.com" } } },
  ],
  [
    "a file on its way in",
    () =>
      beginUpload(
        bareGround(db, () => HOUR_MS),
        sender,
        "pot",
        { name: "pot.png", bytes: 9 },
      ),
    { received: 0 },
  ],
])("another node gives every table a column: %s is not lost with its transaction", async (_, work, answer) => {
  await again(work);
  await everyTableGrows();
  expect(await work(OFTEN + 1)).toMatchObject(answer);
});

test("another node gives every table a column: no step of a letter fails", async () => {
  const mailer = memoryMailer();
  const report = ({ error }: { error: unknown }) => {
    throw error;
  };
  const letter = async (before = async () => {}) => {
    const { store, happen } = await createVectorWorld(db, { address: "ana@example.com", addressState: "verified" }, {}, {});
    await happen({ t: 0, type: "visitor", seq: 1 }, 0);
    await happen({ t: 1, type: "agent", seq: 2 }, 1_000);
    await before();
    await forwardOne({ store, mailer, random: randomBytes, now: () => HOUR_MS, report }, CONVERSATION);
  };
  await again(() => letter());
  await letter(everyTableGrows);
  expect(mailer.taken).toHaveLength(OFTEN + 1);
});

test("a pooler hands out a connection that knows no name: what was asked is answered, and no name is used any more", async () => {
  const names = async () => (await sql<object>`select name from trees where name = ${"olive"}`.execute(db)).rows;
  await again(names);
  expect(await prepared("select name from trees")).toBe(1);
  await sql`deallocate all`.execute(db);
  expect(await names()).toHaveLength(1);
  await again(names);
  expect(await prepared("select name from trees")).toBe(0);
});
