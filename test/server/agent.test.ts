/** The desk: what agents see and do in their own site, and in no other. */
import { expect, test } from "vitest";
import { AGENT_ROUTES, type AgentRouteName, MOST_UNREAD } from "../../src/protocol/index.js";
import { lengthen } from "./grown.js";
import { codeOf, draft } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();

test("the inbox has the newest conversation first, with what waits in it", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const [ana, joao] = [await shop.knownVisitor("ana@example.com"), await shop.knownVisitor("joao@example.com")];
  await ana.say("one");
  await ana.say("two");
  world.advance(1_000);
  await joao.say("Hello");
  world.advance(1_000);
  expect((await agent.ask("inbox")).body.conversations).toMatchObject([
    { id: joao.id, unread: 1, last: { text: "Hello" }, contact: { email: "joao@example.com" } },
    { id: ana.id, unread: 2, last: { text: "two" }, waitingSince: expect.any(Number) },
  ]);
  await agent.reply(ana.id, "Hi Ana");
  await agent.ask("agentRead", { id: ana.id, body: { upTo: 3 } });
  const [first] = (await agent.ask("inbox")).body.conversations as Record<string, unknown>[];
  expect(first).toMatchObject({ id: ana.id, unread: 0, last: { text: "Hi Ana", by: "agent" } });
  expect(first).not.toHaveProperty("waitingSince");
});

test.each([
  { written: MOST_UNREAD - 1, told: MOST_UNREAD - 1 },
  { written: MOST_UNREAD, told: MOST_UNREAD },
  { written: 2 * MOST_UNREAD, told: MOST_UNREAD },
])("of $written messages nobody has read the inbox counts $told, and of them only the visitor's", async ({ written, told }) => {
  const { query } = world.database;
  const shop = await world.shop();
  const [{ id, say }, agent] = [await shop.knownVisitor(), await shop.agent()];
  await say("Hello");
  await agent.reply(id, "One moment");
  await lengthen(world.database, id, written + 1);
  await query("update conversations set agents_read_cursor = 0 where id = $1", [id]);
  expect((await agent.ask("inbox")).body.conversations).toMatchObject([{ id, unread: told }]);
});

test("waiting counts from the first message that was not answered", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  const first = Number((await visitor.say("one")).body.at);
  world.advance(60_000);
  await visitor.say("two");
  expect((await agent.ask("conversation", { id: visitor.id })).body.waitingSince).toBe(first);
});

test("closing writes one line, once; a message opens the conversation again", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  await agent.ask("close", { id: visitor.id, body: {} });
  await agent.ask("close", { id: visitor.id, body: {} });
  const closed = (await agent.ask("conversation", { id: visitor.id })).body;
  expect(closed).toMatchObject({
    latest: 2,
    messages: [{ seq: 1 }, { seq: 2, by: "system", news: { kind: "closed" } }],
    last: { seq: 1 },
  });
  expect(closed).toHaveProperty("closedAt");
  expect(closed).not.toHaveProperty("waitingSince");
  await visitor.say("One more thing");
  expect((await agent.ask("conversation", { id: visitor.id })).body).not.toHaveProperty("closedAt");
});

test("settings are the owner's: saved, told to visitors, and left alone by the next start", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const settings = (await agent.ask("settings")).body;
  const saved = { ...settings, name: "Flora", forwarding: { mode: "nothing" }, greeting: "Welcome" };
  expect((await agent.ask("saveSettings", { body: saved })).body).toEqual(saved);
  await world.shop({ id: shop.id, name: "Flora Garden Shop", settings: { forwarding: { mode: "transcript" } } });
  expect((await agent.ask("settings")).body).toEqual(saved);
  expect((await agent.ask("me")).body).toMatchObject({ site: { id: shop.id, name: "Flora" } });
});

test("8 every route with an id answers 404 for a conversation of another site, and for none at all", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const stranger = await other.agent();
  const bodies: Partial<Record<AgentRouteName, object>> = {
    reply: { id: draft().id, text: "Hi" },
    agentRead: { upTo: 1 },
    agentTyping: { on: true },
    sendAgain: { seq: 1 },
    close: {},
    vouch: {},
  };
  const withId = (Object.keys(AGENT_ROUTES) as AgentRouteName[]).filter((name) => AGENT_ROUTES[name].path.includes(":id"));
  expect(withId).toHaveLength(11);
  for (const name of withId) {
    for (const id of [visitor.id, "nobody", "%00", "..", "'"]) {
      const answer = await stranger.ask(name, { id, ...(bodies[name] && { body: bodies[name] }) });
      expect(`${name} ${id}: ${codeOf(answer)}`).toBe(`${name} ${id}: 404 not-found`);
    }
  }
  expect((await visitor.ask("pull")).body).toMatchObject({ latest: 1 });
});

test("without a session every route but those for signing in is refused", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const names = (Object.keys(AGENT_ROUTES) as AgentRouteName[]).filter((name) => name !== "requestLink" && name !== "signIn");
  for (const name of names) {
    const body = "body" in AGENT_ROUTES[name] ? { body: {} } : {};
    expect(`${name} ${codeOf(await agent.ask(name, { id: "x", ...body, headers: { cookie: "recado=x" } }))}`).toBe(
      `${name} 401 unauthorized`,
    );
  }
});

test("every write from a foreign page, or from none, is refused", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const writes = (Object.keys(AGENT_ROUTES) as AgentRouteName[]).filter((name) => AGENT_ROUTES[name].method !== "GET");
  expect(writes).toHaveLength(25);
  const foreign = [
    "https://evil.example",
    "null",
    world.url.replace(/:\d+$/, ":1"),
    world.url.replace("http:", "https:"),
    `${world.url}.evil.example`,
    "",
  ];
  for (const name of writes) {
    for (const origin of foreign) {
      const answer = await agent.ask(name, { id: "x", ...("body" in AGENT_ROUTES[name] && { body: {} }), headers: { origin } });
      expect(`${name} ${origin} ${codeOf(answer)}`).toBe(`${name} ${origin} 403 origin-refused`);
    }
  }
});
