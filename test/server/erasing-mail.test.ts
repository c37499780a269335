/** A visitor who deletes their conversation takes back every mail that has not left: due, deferred, or in the making. What comes later is refused in words. */
import { afterAll, expect, test } from "vitest";
import type { Mailer } from "../../src/forwarding/mailer.js";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { resolverOf } from "../mails.js";
import { until } from "../until.js";
import { quick } from "./letters.js";
import { mailedIn, VISITORS_ONLY } from "./mailed.js";
import { createWorld } from "./world.js";

const mailer = memoryMailer();
/** Holds what it was given to carry until it is let go. */
let held: Promise<void> | undefined;
const slow: Mailer = {
  async send(letter, signal) {
    await held;
    return mailer.send(letter, signal);
  },
  close() {},
};
const world = await createWorld({
  mail: {
    mailer: slow,
    from: "chat@flora.example",
    replyHost: "reply.flora.example",
    inbound: { smtp: { port: 0 }, resolver: resolverOf({ "example.com": {} }) },
  },
  heartbeatMs: 1_000,
});
const { mailed } = mailedIn(world, mailer);
afterAll(() => expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]));

const DAY_MS = 86_400_000;
let visitors = 0;
/** A visitor whose unread reply waits for its time. */
async function waiting(settings: object = VISITORS_ONLY) {
  visitors += 1;
  const email = `erasing${visitors}@example.com`;
  const shop = await world.shop({ origins: ["https://shop.example"], rules: quick, settings });
  const [visitor, agent] = [await shop.knownVisitor(email), await shop.agent()];
  await visitor.say("My order arrived with a broken pot");
  const mails = () => mailer.taken.filter(({ envelope }) => envelope.to === email);
  return { shop, email, visitor, agent, mails };
}

/** Anything that is due is looked at: a mail to somebody else, made after it, has come. */
async function everythingDueHasGone() {
  for (let day = 0; day < 2; day++) world.advance(DAY_MS);
  await mailed();
}

const rows = (table: string, id: string) => world.database.query(`select * from ${table} where conversation_id = $1`, [id]);

test("a reply that waits for its time is not mailed", async () => {
  const { visitor, agent, mails } = await waiting();
  await agent.reply(visitor.id, "A new pot is on its way");
  await visitor.ask("erase", { body: {} });
  await everythingDueHasGone();
  expect(mails()).toEqual([]);
});

test("nor is what the visitor wrote mailed to the agents", async () => {
  const { shop, visitor } = await waiting({});
  await visitor.ask("erase", { body: {} });
  await everythingDueHasGone();
  expect(mailer.taken.filter(({ envelope }) => envelope.to.startsWith(`${shop.id}.`))).toEqual([]);
});

test("a mail that was made, and that the mail server has put off, is not tried again, and its bytes are gone", async () => {
  const { visitor, agent, mails } = await waiting();
  // As often as it is tried, until it is gone.
  mailer.script(Array(1_000).fill({ was: "deferred", reason: "451 Come back later" }));
  await agent.reply(visitor.id, "A new pot is on its way");
  world.advance(60_000);
  await until(async () => (await rows("deliveries", visitor.id)).some(({ state, raw }) => state === "claimed" && raw !== null));
  await until(async () => JSON.stringify(await rows("deliveries", visitor.id)).includes("451"));
  await visitor.ask("erase", { body: {} });
  mailer.script([]);
  for (const table of ["deliveries", "mail_tokens", "verdicts", "messages"]) expect(await rows(table, visitor.id)).toEqual([]);
  await everythingDueHasGone();
  expect(mails()).toEqual([]);
});

test("a mail that is being written at that moment is not: the deletion waits for its transaction, and takes it along", async () => {
  const { visitor, agent, mails } = await waiting();
  // The worker waits for this lock with the conversation in its hands; the deletion waits for the worker.
  const lock = await world.database.hold("lock table deliveries in exclusive mode", []);
  await agent.reply(visitor.id, "A new pot is on its way");
  world.advance(60_000);
  await world.database.queued(1);
  // It would go to the mail server as soon as it is written.
  mailer.script([{ was: "deferred", reason: "451 Come back later" }]);
  const erasing = visitor.ask("erase", { body: {} });
  await world.database.queued(2);
  await lock.release();
  expect((await erasing).status).toBe(200);
  await everythingDueHasGone();
  expect(mails()).toEqual([]);
  expect(await rows("deliveries", visitor.id)).toEqual([]);
});

test("a contact form sent while a mail is being written waits for it, and neither fails", async () => {
  const { visitor, agent, mails } = await waiting();
  const lock = await world.database.hold("lock table deliveries in exclusive mode", []);
  await agent.reply(visitor.id, "A new pot is on its way");
  world.advance(60_000);
  await world.database.queued(1);
  const telling = visitor.ask("identify", { body: { contact: { name: "Ana" }, held: [] } });
  await world.database.queued(2);
  await lock.release();
  expect((await telling).status).toBe(200);
  await until(() => mails().length === 1);
});

test("one that the mail server already has cannot be called back; nothing of it comes back into the database", async () => {
  const { visitor, agent, mails } = await waiting();
  let letGo = () => {};
  held = new Promise((resolve) => {
    letGo = resolve;
  });
  await agent.reply(visitor.id, "A new pot is on its way");
  world.advance(60_000);
  await until(async () =>
    (await rows("deliveries", visitor.id)).some(({ delivery }) => (delivery as { attempts: number }).attempts === 1),
  );
  await visitor.ask("erase", { body: {} });
  letGo();
  held = undefined;
  await until(() => mails().length === 1);
  await everythingDueHasGone();
  expect(mails()).toHaveLength(1);
  for (const table of ["deliveries", "mail_tokens"]) expect(await rows(table, visitor.id)).toEqual([]);
});

test("an answer to a mail of a deleted conversation is refused with what to do instead, and stored nowhere", async () => {
  const { visitor, answer } = await mailed();
  expect(await answer({})).toMatch(/^250 /);
  await visitor.ask("erase", { body: {} });
  expect(await answer({ id: "<late@mail.example.com>" })).toBe(
    "550 5.1.1 No conversation is at this address, or it has ended. Please write on the site again",
  );
  expect(await rows("received_mails", visitor.id)).toEqual([]);
});
