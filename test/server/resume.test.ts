/** The link in a mail: what it opens, for whom, how long, and what a mail scanner can do with it. */
import { expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { ROUTES } from "../../src/protocol/index.js";
import { until } from "../until.js";
import { quick, textOf } from "./letters.js";
import { ask, codeOf, draft, newVisitor } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const mailer = memoryMailer();
const world = await createWorld({ mail: { mailer, from: "chat@flora.example" }, heartbeatMs: 100 });
const DAY_MS = 86_400_000;

/** A conversation whose unread reply was mailed; returns the secret of the link in that mail. */
async function mailed(email: string, shopSpec = {}) {
  const shop = await world.shop({ chatPage: "https://shop.example/chat", rules: quick, ...shopSpec });
  const [visitor, agent] = [await shop.knownVisitor(email), await shop.agent()];
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Hi there");
  world.advance(60_000);
  return { shop, visitor, agent, secret: await secretFor(email) };
}

async function secretFor(email: string): Promise<string> {
  const letter = await until(() => mailer.taken.find(({ envelope }) => envelope.to === email));
  return /https:\/\/shop\.example\/chat#recado=([A-Za-z0-9_-]{43})/.exec(await textOf(letter))?.[1] ?? "";
}

const follow = (shop: Shop, secret: string) => newVisitor(world.url, shop.id, { kind: "resume", secret });

test("11 the link opens the conversation on another device, to be looked at", async () => {
  const { shop, visitor, secret } = await mailed("one@example.com");
  const phone = await follow(shop, secret);
  expect(phone.session).toMatchObject({ conversation: visitor.id, latest: 2, needsGesture: true });
  expect(phone.session.token).not.toBe(visitor.session.token);
  expect((await phone.ask("pull")).body).toMatchObject({ messages: [{ text: "Hello" }, { text: "Hi there" }] });
});

test("11 until a click or key nothing is read, written, verified or said about who is there", async () => {
  const { shop, visitor, agent, secret } = await mailed("two@example.com");
  const scanner = await follow(shop, secret);
  const refused = [
    await scanner.ask("read", { body: { upTo: 2 } }),
    await scanner.ask("send", { body: draft("buy now") }),
    await scanner.ask("identify", { body: { contact: { email: "scanner@example.com" }, held: [] } }),
    await scanner.ask("typing", { body: { on: true } }),
  ];
  expect(refused.map(codeOf)).toEqual(Array(4).fill("403 gesture-needed"));
  const stream = await scanner.listen();
  await stream.hears(({ type }) => type === "beat");
  expect((await agent.ask("conversation", { id: visitor.id })).body).toMatchObject({
    readUpTo: 0,
    present: false,
    latest: 2,
    address: { state: "typed", email: "two@example.com" },
  });
  stream.hangUp();
});

test("11 after it everything counts, and the address is confirmed; the stream that was open says they are there", async () => {
  const { shop, visitor, agent, secret } = await mailed("three@example.com");
  const phone = await follow(shop, secret);
  const stream = await phone.listen();
  await stream.hears(({ type }) => type === "hello");
  expect((await phone.ask("confirm", { body: {} })).body).toEqual({});
  expect((await phone.ask("confirm", { body: {} })).status).toBe(200);
  expect((await phone.ask("read", { body: { upTo: 2 } })).body).toEqual({ readUpTo: 2 });
  expect((await phone.say("Thank you")).status).toBe(201);
  const view = await until(async () => {
    const { body } = await agent.ask("conversation", { id: visitor.id });
    return body.present === true ? body : undefined;
  });
  expect(view).toMatchObject({ readUpTo: 2, latest: 3, address: { state: "verified" } });
  stream.hangUp();
});

test("11 a session once confirmed stays so", async () => {
  const { shop, secret } = await mailed("four@example.com");
  const phone = await follow(shop, secret);
  await phone.ask("confirm", { body: {} });
  const again = await newVisitor(world.url, shop.id, { kind: "stored", token: phone.session.token });
  expect(again.session.needsGesture).toBe(false);
});

test("11 a click after the address was changed confirms nothing: that mail did not go there", async () => {
  const { shop, visitor, agent, secret } = await mailed("five@example.com");
  await (await follow(shop, secret)).ask("confirm", { body: {} });
  await visitor.ask("identify", { body: { contact: { email: "other@example.com" }, held: [] } });
  await (await follow(shop, secret)).ask("confirm", { body: {} });
  expect((await agent.ask("conversation", { id: visitor.id })).body.address).toEqual({
    email: "other@example.com",
    state: "typed",
  });
});

test("11 the link lives 30 days from its mail, however often it is used", async () => {
  const { shop, secret } = await mailed("six@example.com");
  const open = async () => ask(world.url, ROUTES.open, { body: { kind: "resume", secret } }, { site: shop.id });
  world.advance(29 * DAY_MS);
  expect((await open()).status).toBe(200);
  world.advance(DAY_MS);
  expect(codeOf(await open())).toBe("410 gone");
});

test("11 a revoked link, a made-up one and one of another site are gone", async () => {
  const { shop, visitor, secret } = await mailed("seven@example.com");
  const other = await world.shop();
  const open = async (site: string, text: string) =>
    codeOf(await ask(world.url, ROUTES.open, { body: { kind: "resume", secret: text } }, { site }));
  expect(await open(other.id, secret)).toBe("410 gone");
  expect(await open(shop.id, "A".repeat(43))).toBe("410 gone");
  await world.database.query("update mail_tokens set revoked_at = 1 where conversation_id = $1", [visitor.id]);
  expect(await open(shop.id, secret)).toBe("410 gone");
});

test("11 a slip of the keyboard taken back ends the link that went there, and what it opened", async () => {
  const { shop, visitor, secret } = await mailed("ana@gmial.example");
  const stranger = await follow(shop, secret);
  await visitor.ask("identify", { body: { contact: { email: "ana@gmail.example" }, held: [] } });
  expect(codeOf(await stranger.ask("pull"))).toBe("401 unauthorized");
  const again = await ask(world.url, ROUTES.open, { body: { kind: "resume", secret } }, { site: shop.id });
  expect(codeOf(again)).toBe("410 gone");
  expect((await visitor.ask("pull")).status).toBe(200);
});

test("11 a confirmed address that changes keeps the link it was mailed", async () => {
  const { shop, visitor, secret } = await mailed("mine@example.com");
  const phone = await follow(shop, secret);
  await phone.ask("confirm", { body: {} });
  await visitor.ask("identify", { body: { contact: { email: "also-mine@example.com" }, held: [] } });
  expect((await phone.ask("pull")).status).toBe(200);
  expect((await follow(shop, secret)).session).toMatchObject({ conversation: visitor.id });
});

test("11 the secrets of a mail are not in the database once it has gone", async () => {
  const { visitor, agent, secret } = await mailed("eight@example.com");
  await until(
    async () =>
      ((await agent.ask("conversation", { id: visitor.id })).body.deliveries as { state: string }[])[0]?.state === "sent",
  );
  const rows = await world.database.query("select * from mail_tokens where conversation_id = $1 and agent_id is null", [
    visitor.id,
  ]);
  const deliveries = await world.database.query(
    "select *, convert_from(raw, 'utf8') as bytes from deliveries where conversation_id = $1 and agent_id is null",
    [visitor.id],
  );
  expect([rows.length, deliveries.length]).toEqual([4, 1]);
  expect(JSON.stringify([rows, deliveries])).not.toContain(secret);
});

test("11 the link leads to the operator's page, never to one a browser reported", async () => {
  const shop = await world.shop({ origins: ["https://shop.example"], chatPage: "https://shop.example/chat", rules: quick });
  const [visitor, agent] = [await shop.visitor(), await shop.agent()];
  const page = "https://evil.example/phish";
  await visitor.ask("identify", { body: { contact: { email: "nine@example.com" }, held: [draft("Hello", { page })] } });
  await agent.reply(visitor.id, "Hi there");
  world.advance(60_000);
  expect(await secretFor("nine@example.com")).toHaveLength(43);
  const letter = mailer.taken.find(({ envelope }) => envelope.to === "nine@example.com");
  expect(Buffer.from(letter?.raw ?? "").toString()).not.toContain("evil.example");
});
