/** How a conversation ends on the server: closed and rated, or deleted with everything that belonged to it. */
import { expect, test } from "vitest";
import { codeOf, draft, newVisitor } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();

async function talking() {
  const shop = await world.shop();
  const agent = await shop.agent();
  const visitor = await newVisitor(world.url, shop.id);
  await agent.ask("status", { body: { status: "online" } });
  await visitor.say("Where is my olive tree?");
  return { shop, agent, visitor };
}

/** Every row of every table that has this conversation's name in it. */
async function traces(id: string): Promise<string[]> {
  const columns = await world.database.query(
    "select table_name, column_name from information_schema.columns where table_schema = current_schema() and data_type in ('text', 'jsonb')",
    [],
  );
  const found = await Promise.all(
    columns.map(async ({ table_name: table, column_name: column }) => {
      const rows = await world.database.query(`select 1 from ${table} where ${column}::text like '%' || $1 || '%'`, [id]);
      return rows.length > 0 ? [`${table}.${column}`] : [];
    }),
  );
  return found.flat();
}

test("a deleted conversation leaves no row, and is gone from the desk", async () => {
  const { agent, visitor } = await talking();
  await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held: [] } });
  await agent.reply(visitor.id, "On its way");
  const line = await visitor.listen();
  await line.hears(({ type }) => type === "hello");
  expect((await traces(visitor.id)).length).toBeGreaterThan(3);
  expect((await visitor.ask("erase", { body: {} })).status).toBe(200);
  await line.hears(({ type }) => type === "gone");
  await line.ended;
  expect(await traces(visitor.id)).toEqual([]);
  expect(codeOf(await visitor.say("Hello?"))).toBe("410 gone");
  expect((await agent.ask("inbox")).body.conversations).toEqual([]);
  expect(codeOf(await agent.ask("conversation", { id: visitor.id }))).toBe("404 not-found");
  expect(codeOf(await agent.reply(visitor.id, "Too late"))).toBe("404 not-found");
});

test("a deletion takes the visitor's own hand: a followed link alone cannot ask for it, nor another site's visitor", async () => {
  const { visitor, shop } = await talking();
  const other = await world.shop();
  const stranger = await newVisitor(world.url, other.id);
  await stranger.ask("erase", { body: {} });
  expect((await visitor.ask("pull")).body.latest).toBe(1);
  await world.database.query("update visitor_sessions set needs_gesture = true where visitor_id = $1", [visitor.id]);
  expect(codeOf(await visitor.ask("erase", { body: {} }))).toBe("403 gesture-needed");
  expect(codeOf(await visitor.ask("rate", { body: { seq: 1, rating: { score: "good" } } }))).toBe("403 gesture-needed");
  expect(await world.database.query("select count(*) from conversations where site_id = $1", [shop.id])).toEqual([
    { count: "1" },
  ]);
});

test("what is remembered of erased tokens ends with the time their browsers would have kept them", async () => {
  const { visitor } = await talking();
  await visitor.ask("erase", { body: {} });
  await world.database.query("update erased_sessions set expires_at = 1", []);
  const { visitor: next } = await talking();
  await next.ask("erase", { body: {} });
  expect(codeOf(await visitor.ask("pull"))).toBe("401 unauthorized");
  expect(codeOf(await next.ask("pull"))).toBe("410 gone");
});

test("the agent sees how it went, in the line that closed it", async () => {
  const { agent, visitor } = await talking();
  await agent.ask("close", { id: visitor.id, body: {} });
  const answer = await visitor.ask("rate", { body: { seq: 2, rating: { score: "good", comment: "Quick" } } });
  expect([answer.status, answer.body.news]).toEqual([200, { kind: "closed", rating: { score: "good", comment: "Quick" } }]);
  expect((await agent.ask("conversation", { id: visitor.id })).body.messages).toMatchObject([
    {},
    { by: "system", news: { kind: "closed", rating: { score: "good", comment: "Quick" } } },
  ]);
});

test("quick replies go with their message to both sides, within limits that are the server's", async () => {
  const { agent, visitor } = await talking();
  const offer = (quickReplies: unknown) =>
    agent.ask("reply", { id: visitor.id, body: { id: draft().id, text: "Which size?", quickReplies } });
  const stored = await offer([" 30 cm ", "40 cm"]);
  expect([stored.status, stored.body.quickReplies]).toEqual([201, ["30 cm", "40 cm"]]);
  expect((await visitor.ask("pull")).body.messages).toMatchObject([{}, { quickReplies: ["30 cm", "40 cm"] }]);
  for (const bad of [[], ["1", "2", "3", "4", "5"], ["x".repeat(61)], ["a", "a"], ["two\nlines"], [" "], "30 cm"]) {
    expect([bad, codeOf(await offer(bad))]).toEqual([bad, "400 bad-request"]);
  }
  expect((await visitor.ask("pull")).body.latest).toBe(2);
});

test("how soon an answer may be expected is the owner's word, and nobody's before", async () => {
  const { shop, agent } = await talking();
  const site = async () => (await fetch(`${world.url}/v1/sites/${shop.id}`)).json();
  expect(await site()).not.toHaveProperty("replyTime");
  const settings = (await agent.ask("settings")).body;
  await agent.ask("saveSettings", { body: { ...settings, replyTime: "hours" } });
  expect(await site()).toMatchObject({ replyTime: "hours" });
});
