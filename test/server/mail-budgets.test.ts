/** Row 13 of the security checklist: nobody can make us mail strangers, and nobody is mailed without end, be it two machines that answer each other. */
import { afterAll, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { RULES } from "../../src/forwarding/rules.js";
import { connect } from "../../src/server/database/connect.js";
import { budgetOf } from "../../src/server/mail/budget.js";
import { loadMails } from "../../src/server/mail/mails.js";
import { resolverOf, signed, written } from "../mails.js";
import { until } from "../until.js";
import { corresponded } from "./grown.js";
import { parsed, quick } from "./letters.js";
import { type AgentInTest, draft, newVisitor } from "./people.js";
import { post } from "./post-office.js";
import { createWorld } from "./world.js";

const mailer = memoryMailer();
const world = await createWorld({
  mail: {
    mailer,
    from: "chat@flora.example",
    replyHost: "reply.flora.example",
    inbound: { smtp: { port: 0 }, resolver: resolverOf({ "example.com": {}, "flora.example": {} }) },
  },
  heartbeatMs: 1_000,
  // A flood is the point here.
  limits: { begin: { network: { burst: 10_000 } } },
  spam: { begun: 10_000 },
});
afterAll(() => expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]));

const DAY_MS = 86_400_000;
/** Nothing goes before all has been said, also on a slow machine: what is on its way when the clock leaps would go once more. */
const unhurried = { ...quick, awayDelayMs: 100_000 };
const to = (email: string) => mailer.taken.filter(({ envelope }) => envelope.to === email);

/** Past the delays, and until nothing is due now or on its way. The worker's timers do not follow the clock, so somebody types to wake it. */
async function later(ms: number, agent: AgentInTest, conversation: string): Promise<void> {
  world.advance(ms);
  await agent.ask("agentTyping", { id: conversation, body: { on: false } });
  const due = `
    select due_at from conversations where due_at <= $1 union all select due_at from agent_threads where due_at <= $1
    union all select 0 from deliveries where state = 'claimed'`;
  await until(async () => (await world.database.query(due, [world.now()])).length === 0, 60_000);
}

async function inTens<T>(count: number, one: (n: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let n = 0; n < count; n += 10) all.push(...(await Promise.all(Array.from({ length: 10 }, (_, m) => one(n + m)))));
  return all;
}

test("13 a thousand forms with foreign addresses mail nobody", { timeout: 180_000 }, async () => {
  const shop = await world.shop({ origins: ["https://shop.example"], rules: quick, settings: { agentMail: { isOn: false } } });
  const ids = await inTens(1_000, async (n) => {
    const visitor = await newVisitor(world.url, shop.id);
    const body = { contact: { email: `stranger${n}@victim.example`, name: "Buy now" }, held: [draft("Buy now")] };
    expect((await visitor.ask("identify", { body })).status).toBe(200);
    return visitor.id;
  });
  await later(DAY_MS, await shop.agent(), ids[0] ?? "");
  expect(mailer.taken).toEqual([]);
});

test("13 a thousand replies in twenty conversations with one typed address are ten mails a day, also when all are due at once", {
  timeout: 180_000,
}, async () => {
  const shop = await world.shop({
    rules: unhurried,
    settings: { agentMail: { isOn: false } },
    origins: ["https://shop.example"],
  });
  const agent = await shop.agent();
  const email = "victim@example.com";
  const ids = await inTens(20, async () => {
    const visitor = await shop.knownVisitor(email);
    await visitor.say("Hello");
    return visitor.id;
  });
  await inTens(20, async (n) => {
    for (let reply = 0; reply < 50; reply++) await agent.reply(ids[n] ?? "", `Reply ${reply}`);
  });
  await later(120_000, agent, ids[0] ?? "");
  expect(to(email)).toHaveLength(10);
  await later(DAY_MS + 60_000, agent, ids[0] ?? "");
  expect(to(email)).toHaveLength(20);
});

test("13 an agent is mailed no more in a day than one may be, whatever visitors write; the rest waits and says why", async () => {
  const agents = [{ name: "Amélie", email: "amelie@flora.example" }];
  const shop = await world.shop({ origins: ["https://shop.example"], rules: { ...unhurried, addressDailyCount: 7 }, agents });
  const agent = await shop.agent("amelie@flora.example");
  const ids = await inTens(30, async (n) => {
    const visitor = await shop.knownVisitor(`somebody${n}@example.com`);
    await visitor.say("Hello");
    return visitor.id;
  });
  await later(120_000, agent, ids[0] ?? "");
  expect(to("amelie@flora.example")).toHaveLength(7);
  const waiting = "select 1 from agent_threads where verdict ->> 'because' = 'daily-limit' and due_at > $1";
  expect(await world.database.query(waiting, [world.now()])).toHaveLength(23);
  await later(DAY_MS, agent, ids[0] ?? "");
  expect(to("amelie@flora.example")).toHaveLength(14);
});

test("13 the mails to one reader are decided one after the other, on every node", async () => {
  const shop = await world.shop({ rules: quick, settings: { agentMail: { isOn: false } }, origins: ["https://shop.example"] });
  const [agent, visitor] = [await shop.agent(), await shop.knownVisitor("Waits@example.com")];
  await visitor.say("Hello");
  // Decided on already: a worker that waits for the lock has the conversation in its hands, and the reply would wait for it.
  await later(0, agent, visitor.id);
  const key = "select pg_advisory_xact_lock(hashtextextended($1, 13))";
  const elsewhere = await world.database.hold(key, [`${shop.id}:waits@example.com`]);
  await agent.reply(visitor.id, "Hello!");
  await world.database.queued(1);
  expect(to("Waits@example.com")).toEqual([]);
  await elsewhere.release();
  await later(60_000, agent, visitor.id);
  expect(to("Waits@example.com")).toHaveLength(1);
});

test("13 a mail that arrives while the day's mails are counted is counted once", async () => {
  const shop = await world.shop({ rules: quick, settings: { agentMail: { isOn: false } }, origins: ["https://shop.example"] });
  const [one, other] = [await shop.knownVisitor("counts@example.com"), await shop.knownVisitor("counts@example.com")];
  await one.say("Hello");
  // Not the worker's, as long as this lasts.
  const held = await world.database.hold("select 1 from conversations where id = $1 for no key update", [one.id]);
  await world.database.query(
    `insert into deliveries (conversation_id, n, site_id, state, address, delivery) values ($1, 1, $2, 'claimed', 'counts@example.com', '{}')`,
    [one.id, shop.id],
  );
  const arrives = "update deliveries set state = 'sent', accepted_at = $2 where conversation_id = $1";
  const db = connect(world.database.connection, { debug() {}, info() {}, warn() {}, error() {} });
  const between = db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      await world.database.query(arrives, [one.id, world.now()]);
      return result;
    },
  });
  const side = { conversationId: other.id, agentId: null };
  const mails = await loadMails(between, { side, siteId: shop.id, address: "counts@example.com" }, world.now());
  await db.destroy();
  await world.database.query("delete from deliveries where conversation_id = $1", [one.id]);
  await held.release();
  expect(mails && budgetOf(mails.counted, RULES)).toEqual({ acceptedForAddress: [], openForAddress: 1 });
});

test("13 a site sends no more in a day than it may, however many it would be for", async () => {
  const shop = await world.shop({
    ...{ rules: { ...quick, siteDailyCount: 7 }, origins: ["https://shop.example"] },
    settings: { agentMail: { isOn: false } },
  });
  const agent = await shop.agent();
  const ids = await inTens(30, async (n) => {
    const visitor = await shop.knownVisitor(`reader${n}@example.com`);
    await visitor.say("Hello");
    return visitor.id;
  });
  // One after the other: those carried at the same moment do not see each other.
  for (const id of ids) {
    await agent.reply(id, "Hello!");
    await later(120_000, agent, id);
  }
  expect(mailer.taken.filter(({ envelope }) => /^reader\d+@/.test(envelope.to))).toHaveLength(7);
});

test("13 two machines that answer each other through us as if by hand end for the day, and each of their mails is in the conversation", async () => {
  const agents = [{ name: "Amélie", email: "away@flora.example" }];
  const rules = { ...quick, mailThreadDelayMs: 100, threadDailyCount: 4 };
  const shop = await world.shop({ origins: ["https://shop.example"], rules, agents });
  const agent = await shop.agent("away@flora.example");
  const visitor = await shop.knownVisitor("holiday@example.com");
  await visitor.say("Is anybody there?");
  const answered = new Set<unknown>();
  /** Each answers whatever it is mailed, at once. */
  const machine = async (email: string, domain: string) => {
    for (const letter of to(email)) {
      if (answered.has(letter)) continue;
      answered.add(letter);
      const address = (await parsed(letter)).replyTo?.[0]?.address ?? "";
      const raw = await signed(written({ from: email, to: address, text: `I am away. (${answered.size})` }), domain);
      expect(await post(world.server.smtpPort ?? 0, { from: email, to: address, raw })).toMatch(/^250 /);
    }
  };
  for (let round = 0; round < 12; round++) {
    await later(60_000, agent, visitor.id);
    await machine("away@flora.example", "flora.example");
    await later(60_000, agent, visitor.id);
    await machine("holiday@example.com", "example.com");
  }
  expect([to("away@flora.example").length, to("holiday@example.com").length]).toEqual([4, 4]);
  const { messages } = (await agent.ask("conversation", { id: visitor.id })).body;
  expect((messages as { text: string }[]).filter(({ text }) => text.startsWith("I am away."))).toHaveLength(8);
});

test("13 a conversation that may be mailed six hundred times a day is mailed no more often", async () => {
  const rules = { ...quick, threadDailyCount: 600, addressDailyCount: 10_000 };
  const shop = await world.shop({ origins: ["https://shop.example"], rules, settings: { agentMail: { isOn: false } } });
  const [visitor, agent] = [await shop.knownVisitor("much@example.com"), await shop.agent()];
  await visitor.say("Hello");
  await world.database.query("update conversations set address_verified = true where id = $1", [visitor.id]);
  await corresponded(world.database, visitor.id, { from: 1, many: 599, at: world.now() - 3_600_000 });
  const plan = async () => (await agent.ask("conversation", { id: visitor.id })).body.plan;
  await agent.reply(visitor.id, "The six hundredth");
  await later(60_000, agent, visitor.id);
  await until(() => to("much@example.com").length === 1);
  await agent.reply(visitor.id, "One too many");
  await later(60_000, agent, visitor.id);
  expect(await plan()).toMatchObject({ do: "wait", because: "daily-limit" });
  expect(to("much@example.com")).toHaveLength(1);
});
