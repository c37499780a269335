/** A message is stored once and numbered without holes, however it is sent. */
import { expect, test } from "vitest";
import { codeOf, draft } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();

test("the same draft sent twice at once is one message, with one number for both (F03)", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  const body = draft("Do you ship to the Azores?");
  const answers = await Promise.all(Array.from({ length: 10 }, () => visitor.ask("send", { body })));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect((await visitor.ask("pull")).body).toMatchObject({ latest: 1, messages: [{ seq: 1, id: body.id, text: body.text }] });
});

test("ten sends of one draft that queue for the conversation at the same moment are still one message", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  await visitor.say("Hello");
  const body = draft("Do you ship to the Azores?");
  // All of them have looked for the draft and not found it before the first can write it.
  const row = await world.database.hold("select from conversations where id = $1 for update", [visitor.id]);
  const sending = Array.from({ length: 10 }, () => visitor.ask("send", { body }));
  await world.database.queued(10);
  await row.release();
  expect(new Set((await Promise.all(sending)).map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect((await visitor.ask("pull")).body).toMatchObject({ latest: 2, messages: [{ text: "Hello" }, { id: body.id, seq: 2 }] });
});

test("fifty messages at once are numbered from 1 to 50", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => visitor.say(`message ${n}`)));
  const seqs = answers.map(({ body }) => Number(body.seq)).sort((one, other) => one - other);
  expect(seqs).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  const page = await visitor.ask("pull", { query: "?after=0&limit=200" });
  expect(page.body).toMatchObject({ latest: 50, messages: seqs.map((seq) => ({ seq })) });
});

test("repeats between new messages leave no hole", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  const first = draft("first");
  await visitor.ask("send", { body: first });
  await Promise.all([visitor.ask("send", { body: first }), visitor.say("second"), visitor.ask("send", { body: first })]);
  expect((await visitor.say("third")).body).toMatchObject({ seq: 3 });
});

test("an id that already stands for another text is refused, and the first text stays (F04)", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  const first = draft("first");
  await visitor.ask("send", { body: first });
  expect(codeOf(await visitor.ask("send", { body: { ...first, text: "other" } }))).toBe("409 id-reused");
  expect((await visitor.ask("pull")).body).toMatchObject({ messages: [{ text: "first" }], latest: 1 });
});

test("an agent cannot take a visitor's draft id, nor a visitor an agent's", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  const body = draft("mine");
  await visitor.ask("send", { body });
  expect(codeOf(await agent.ask("reply", { id: visitor.id, body: { id: body.id, text: body.text } }))).toBe("409 id-reused");
});

test("the same id in two conversations is two messages", async () => {
  const shop = await world.shop();
  const [ana, joao] = [await shop.knownVisitor(), await shop.knownVisitor("joao@example.com")];
  const body = draft("Hello");
  expect((await ana.ask("send", { body })).status).toBe(201);
  expect((await joao.ask("send", { body })).body).toMatchObject({ seq: 1, id: body.id });
});

test("a visitor without a message has no conversation", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  expect(visitor.session.latest).toBe(0);
  expect((await visitor.ask("pull")).body).toMatchObject({ messages: [], latest: 0 });
  expect((await visitor.ask("read", { body: { upTo: 5 } })).body).toEqual({ readUpTo: 0 });
  expect(await world.database.query("select id from conversations where id = $1", [visitor.id])).toEqual([]);
  await visitor.say("Hello");
  expect(await world.database.query("select id from conversations where id = $1", [visitor.id])).toHaveLength(1);
});

test("visitor and agent share one row of numbers", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("one");
  expect((await agent.reply(visitor.id, "two")).body).toMatchObject({ seq: 2, by: "agent", from: { name: "Amélie" } });
  expect((await visitor.say("three")).body).toMatchObject({ seq: 3 });
});
