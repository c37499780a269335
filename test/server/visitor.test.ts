/** The visitors' side of the wire: sessions, timeline, cursors, and what they must not learn. */
import { expect, test } from "vitest";
import { ROUTES } from "../../src/protocol/index.js";
import { ask, codeOf, newVisitor } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();

test("a page view makes no visitor", async () => {
  const shop = await world.shop();
  await ask(world.url, ROUTES.site, {}, { site: shop.id });
  expect(await world.database.query("select id from visitors where site_id = $1", [shop.id])).toEqual([]);
});

test("the site tells its name, its form and what it promises, and may be kept for a moment", async () => {
  const shop = await world.shop({ settings: { greeting: "Olá!", accent: "#5b5bd6" } });
  const answer = await ask(world.url, ROUTES.site, {}, { site: shop.id });
  expect(answer.body).toMatchObject({
    name: "Flora Garden Shop",
    availability: "away",
    greeting: "Olá!",
    accent: "#5b5bd6",
    // This server has no mailer: it must not promise an answer by e-mail.
    answersByEmail: false,
    contactForm: { whenOnline: "optional", whenAway: "required", fields: [{ name: "email", required: true }] },
  });
  expect(answer.headers.get("cache-control")).toMatch(/max-age=\d+, stale-while-revalidate=\d+/);
});

test("one agent online among others invisible makes the site online", async () => {
  const agents = [
    { name: "Amélie", email: "one@flora.example" },
    { name: "Rui", email: "two@flora.example" },
  ];
  const shop = await world.shop({ agents });
  const [one, two] = [await shop.agent("one@flora.example"), await shop.agent("two@flora.example")];
  await one.ask("status", { body: { status: "invisible" } });
  expect((await two.ask("status", { body: { status: "online" } })).body).toMatchObject({
    availability: "online",
    status: "online",
  });
  expect((await ask(world.url, ROUTES.site, {}, { site: shop.id })).body).toMatchObject({
    availability: "online",
    faces: [{ name: "Amélie" }, { name: "Rui" }],
  });
});

test("a stored token opens the same conversation again", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const again = await newVisitor(world.url, shop.id, { kind: "stored", token: visitor.session.token, locale: "pt-BR" });
  expect(again.session).toMatchObject({
    token: visitor.session.token,
    conversation: visitor.id,
    latest: 1,
    contact: { email: "ana@example.com" },
    needsGesture: false,
  });
});

test("whoever comes back in another language is written to in it, and a link nobody has clicked changes nothing", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const localeNow = async () =>
    (await world.database.query("select locale from visitors where id = $1", [visitor.id]))[0]?.locale;
  const back = (locale?: string) => newVisitor(world.url, shop.id, { kind: "stored", token: visitor.session.token, locale });
  expect(await localeNow()).toBeNull();
  await back("pt-BR");
  expect(await localeNow()).toBe("pt-BR");
  await back();
  expect(await localeNow()).toBe("pt-BR");
  await world.database.query("update visitor_sessions set needs_gesture = true where visitor_id = $1", [visitor.id]);
  await back("de");
  expect(await localeNow()).toBe("pt-BR");
});

test("7 a token nobody has, one of another site and one that ran out are all refused alike", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const visitor = await shop.knownVisitor();
  const elsewhere = await ask(
    world.url,
    ROUTES.pull,
    { headers: { authorization: `Bearer ${visitor.session.token}` } },
    { site: other.id },
  );
  const nobodys = await visitor.ask("pull", { headers: { authorization: `Bearer ${"A".repeat(43)}` } });
  world.advance(200 * 86_400_000);
  const expired = await visitor.ask("pull");
  expect([elsewhere, nobodys, expired].map(codeOf)).toEqual(Array(3).fill("401 unauthorized"));
  expect(new Set([elsewhere, nobodys, expired].map(({ text }) => text)).size).toBe(1);
});

test("7 a token in use does not run out", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  for (let month = 0; month < 12; month++) {
    world.advance(30 * 86_400_000);
    expect((await visitor.ask("pull")).status).toBe(200);
  }
});

test("7 no secret is kept as it is", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  const link = await world.server.signInLink(`${shop.id}.amelie@flora.example`);
  const rows = [
    ...(await world.database.query("select * from visitor_sessions")),
    ...(await world.database.query("select * from agent_links")),
  ];
  expect(rows.length).toBeGreaterThan(1);
  expect(JSON.stringify(rows)).not.toContain(visitor.session.token);
  expect(JSON.stringify(rows)).not.toContain(link.slice(link.indexOf("=") + 1));
});

test("the timeline comes in stretches without holes, from either side", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  for (let n = 1; n <= 7; n++) await visitor.say(`message ${n}`);
  const seqs = async (query: string) =>
    ((await visitor.ask("pull", { query })).body.messages as { seq: number }[]).map(({ seq }) => seq);
  expect(await seqs("?limit=3")).toEqual([5, 6, 7]);
  expect(await seqs("?after=2&limit=3")).toEqual([3, 4, 5]);
  expect(await seqs("?before=5&limit=3")).toEqual([2, 3, 4]);
  expect(await seqs("?after=7")).toEqual([]);
  expect(await seqs("?after=900000000000000")).toEqual([]);
  expect(codeOf(await visitor.ask("pull", { query: "?after=1&before=5" }))).toBe("400 bad-request");
});

test("the read cursor grows, never falls, and never passes the last message", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Hi");
  await agent.reply(visitor.id, "How can I help?");
  const read = async (upTo: number) => (await visitor.ask("read", { body: { upTo } })).body.readUpTo;
  expect([await read(2), await read(1), await read(Number.MAX_SAFE_INTEGER), await read(0)]).toEqual([2, 2, 3, 3]);
  expect((await agent.ask("conversation", { id: visitor.id })).body).toMatchObject({ readUpTo: 3 });
});

test("a message says what was on display when it was written; its own number proves nothing", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Hi");
  const readUpTo = async () => (await agent.ask("conversation", { id: visitor.id })).body.readUpTo;
  await visitor.say("crossing", { seen: 0 });
  expect(await readUpTo()).toBe(0);
  await visitor.say("answering", { seen: 2 });
  expect(await readUpTo()).toBe(2);
  await visitor.say("claims too much", { seen: 900 });
  expect(await readUpTo()).toBe(4);
});

test("agents who are not online read without a trace, until they answer", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const shown = async () =>
    (await visitor.ask("open", { body: { kind: "stored", token: visitor.session.token } })).body.agentsReadUpTo;
  await agent.ask("status", { body: { status: "invisible" } });
  await agent.ask("agentRead", { id: visitor.id, body: { upTo: 1 } });
  expect((await agent.ask("conversation", { id: visitor.id })).body).toMatchObject({ agentsReadUpTo: 1, unread: 0 });
  expect(await shown()).toBe(0);
  await agent.reply(visitor.id, "Hi");
  expect(await shown()).toBe(1);
  await visitor.say("Thanks");
  await agent.ask("status", { body: { status: "online" } });
  await agent.ask("agentRead", { id: visitor.id, body: { upTo: 3 } });
  expect(await shown()).toBe(3);
});

test("an agent of the desk learns the pages since the first message, and none from before it", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  const visit = (page: string) => visitor.ask("open", { body: { kind: "stored", token: visitor.session.token, page } });
  await visit("https://shop.example/before");
  await visitor.say("Hello", { page: "https://shop.example/orders/4711" });
  await visit("https://shop.example/orders/4711");
  await visit("https://shop.example/olive-tree");
  expect((await agent.ask("conversation", { id: visitor.id })).body.pages).toMatchObject([
    { page: "https://shop.example/orders/4711" },
    { page: "https://shop.example/olive-tree" },
  ]);
});
