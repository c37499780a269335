/**
 * Cost does not grow with the tables: on a database that has been in use for years, no statement of a hot path reads a table from end
 * to end, or more rows than it answers with. The statements are the server's own, and the plans those PostgreSQL has really run.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Delivery } from "../../src/forwarding/delivery.js";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { IdentityKeys, Message, ROUTES, Session } from "../../src/protocol/index.js";
import { connect } from "../../src/server/database/connect.js";
import { forwardingStore } from "../../src/server/mail/store.js";
import { resolverOf } from "../mails.js";
import { graph } from "../meta/graph.js";
import { png } from "../pictures.js";
import { signedToken } from "../signed.js";
import { until } from "../until.js";
import { bareGround } from "./bare-ground.js";
import { answered, corresponded, grow, lengthen } from "./grown.js";
import { quick } from "./letters.js";
import { mailedIn } from "./mailed.js";
import { type AgentInTest, ask, draft, newVisitor, type VisitorInTest } from "./people.js";
import { explaining, type Plan } from "./plans.js";
import { createWorld, type Shop } from "./world.js";

/** Of one statement. A page is 50 messages, and the desk's view the last 200 of a conversation. */
const MOST_ROWS = 500;
/** One row each. */
const TINY = new Set(["installation", "migrations", "pg_database"]);
const HEARTBEAT_MS = 1_000;

const heard: Plan[] = [];
const mailer = memoryMailer();
const attachments = await mkdtemp(join(tmpdir(), "recado-plans-"));
const inbound = { smtp: { port: 0 }, resolver: resolverOf({ "example.com": {} }) };
const secrets = { accessToken: "EAAB-token", appSecret: "an app's secret" };
const webhook = (): string => `${world.url}/v1/channels/meta`;
const messenger = await graph({ kind: "messenger", account: "2001", ...secrets, webhook });
const instagram = await graph({ kind: "instagram", account: "2002", ...secrets, webhook });
const world = await createWorld(
  {
    channels: [messenger, instagram].map(({ url }, n) => ({
      ...secrets,
      kind: n === 0 ? "messenger" : "instagram",
      account: `${2001 + n}`,
      site: "flora",
      url,
      verifyToken: "a word of ours",
    })),
    attachments,
    heartbeatMs: HEARTBEAT_MS,
    mail: { mailer, from: "chat@flora.example", replyHost: "reply.flora.example", inbound },
  },
  (own) => explaining(own, (plan) => heard.push(plan)),
);
for (const one of [messenger, instagram]) afterAll(() => one.close());
const { mailed } = mailedIn(world, mailer);
afterAll(() => rm(attachments, { recursive: true }));

let shop: Shop;
let agent: AgentInTest;
let ana: VisitorInTest;
let longStory: VisitorInTest;
beforeAll(async () => {
  shop = await world.shop({ id: "flora", origins: ["https://shop.example"], rules: quick });
  agent = await shop.agent();
  ana = await shop.knownVisitor();
  await ana.say("Where is my olive tree?");
  longStory = await shop.knownVisitor("long@example.com");
  await longStory.say("Once upon a time");
  await grow(world.database, shop.id, Date.now());
  await lengthen(world.database, longStory.id, 10_000);
}, 120_000);

/** What PostgreSQL did meanwhile, also for what the server does by itself. */
async function plansOf(work: () => Promise<unknown>): Promise<Plan[]> {
  const from = heard.length;
  await work();
  return heard.slice(from);
}

async function expectThrift(work: () => Promise<unknown>, about: RegExp, mostRows = MOST_ROWS): Promise<void> {
  const plans = await plansOf(work);
  expect(plans.filter(({ statement }) => about.test(statement)).length, `${about} was among the statements`).toBeGreaterThan(0);
  const wasteful = plans.flatMap(({ statement, scanned, rows }) => {
    const whole = scanned.filter((table) => !TINY.has(table));
    if (whole.length > 0) return [`${whole} read from end to end by ${statement}`];
    return rows > mostRows ? [`${rows} rows read by ${statement}`] : [];
  });
  expect(wasteful).toEqual([]);
}

test("a message from the widget", () => expectThrift(() => ana.say("Is it hardy?"), /insert into messages/));
test("a message on a site that has come since PostgreSQL last counted, where every other one is of another site", async () => {
  const visitor = await (await world.shop({ id: "zinnia" })).knownVisitor();
  await expectThrift(() => visitor.say("Is it hardy?"), /insert into messages/);
});
test("messages of many at the same moment", async () => {
  const many = await Promise.all(Array.from({ length: 20 }, (_, n) => shop.knownVisitor(`many${n}@example.com`)));
  for (const visitor of many) await visitor.say("Hello");
  await expectThrift(() => Promise.all(many.map((visitor) => visitor.say("Is it hardy?"))), /with given as/);
});
test("a hundred streams that look in one moment: what is new, and who is there", async () => {
  const many = await Promise.all(Array.from({ length: 10 }, (_, n) => shop.knownVisitor(`wakes${n}@example.com`)));
  for (const visitor of many) await visitor.say("Hello");
  const streams = await Promise.all(many.flatMap((visitor) => Array.from({ length: 10 }, () => visitor.listen())));
  await Promise.all(streams.map(({ hears }) => hears(({ type }) => type === "hello")));
  await expectThrift(async () => {
    await agent.ask("status", { body: { status: "online" } });
    await Promise.all(streams.map(({ hears }) => hears(({ type }) => type === "availability")));
    await Promise.all(streams.map(({ hears }) => hears(({ type }) => type === "beat")));
  }, /as look/);
  await agent.ask("status", { body: { status: "offline" } });
  for (const stream of streams) stream.hangUp();
});
test("the same message again", async () => {
  const body = draft("Is it hardy?");
  await ana.ask("send", { body });
  await expectThrift(() => ana.ask("send", { body }), /from "messages"/);
});
test("a new visitor, from the page view to the messages held for the form", () =>
  expectThrift(async () => {
    const visitor = await newVisitor(world.url, shop.id);
    await visitor.ask("site");
    const { stamp } = visitor.session;
    const held = [draft("Hello"), draft("Bea here")];
    const { status } = await visitor.ask("identify", { body: { contact: { email: "bea@example.com" }, held, stamp } });
    expect(status).toBe(200);
  }, /insert into spent/));
test("a returning visitor, and a token of nobody", () =>
  expectThrift(async () => {
    await newVisitor(world.url, shop.id, { kind: "stored", token: ana.session.token });
    await ana.ask("pull", { headers: { authorization: `Bearer ${"n".repeat(43)}` } });
  }, /from "erased_sessions"/));
test("somebody whom the shop has signed in, on one page and on the next", async () => {
  const { key } = v.parse(IdentityKeys, (await agent.ask("newIdentityKey")).body);
  const jwt = signedToken(key?.secret ?? "", { aud: shop.id, sub: "user-7", exp: Math.floor(world.now() / 1_000) + 600 });
  const open = async (more: object = {}) =>
    v.parse(Session, (await ask(world.url, ROUTES.open, { body: { kind: "signed", jwt, ...more } }, { site: shop.id })).body);
  await expectThrift(async () => {
    const { token, conversation } = await open();
    expect(conversation).toBe("visitor-7");
    await open({ token });
  }, /from "identity_keys"/);
});
test("somebody who signs in with a conversation of hundreds of letters", async () => {
  const { key } = v.parse(IdentityKeys, (await agent.ask("newIdentityKey")).body);
  const jwt = signedToken(key?.secret ?? "", { aud: shop.id, sub: "user-8", exp: Math.floor(world.now() / 1_000) + 600 });
  const begun = await shop.knownVisitor("letters@example.com");
  await begun.say("Hello");
  await corresponded(world.database, begun.id, { from: 1, many: 300, at: world.now() - 30 * 86_400_000 });
  const { query } = world.database;
  await query("insert into agent_threads (conversation_id, agent_id) select 'visitor-8', id from agents where site_id = 'flora'");
  await lengthen(world.database, "visitor-8", 5_000);
  await corresponded(world.database, "visitor-8", { from: 3, many: 5_000, at: world.now() - 30 * 86_400_000 });
  const from = heard.length;
  await expectThrift(
    async () => {
      const body = { kind: "signed", jwt, token: begun.session.token };
      expect((await ask(world.url, ROUTES.open, { body }, { site: shop.id })).body).toMatchObject({ conversation: "visitor-8" });
    },
    /update "?deliveries/,
    // What comes along, looked at and moved.
    2 * 600,
  );
  expect(
    heard.slice(from).filter(({ statement }) => /^\s*update "?(deliveries|mail_tokens)/.test(statement)).length,
  ).toBeLessThan(20);
  const last = `select n::int as n, delivery -> 'n' as named from deliveries where conversation_id = 'visitor-8' order by n desc limit 1`;
  expect(await query(last)).toEqual([{ n: 5_302, named: 5_302 }]);
  // What the forwarding makes of them, now and later, is none of the next tests' business.
  await query("delete from deliveries where conversation_id = 'visitor-8'");
});
test("pages of a conversation, at either end and in the middle", () =>
  expectThrift(async () => {
    for (const query of ["", "?after=0", "?before=5000", "?after=5000"]) await longStory.ask("pull", { query });
  }, /from "messages"/));
test("a message in a conversation of ten thousand", () =>
  expectThrift(() => longStory.say("And one more"), /insert into messages/));
test("a read cursor", () => expectThrift(() => ana.ask("read", { body: { upTo: 1 } }), /read_cursor/));
test("a stream: its hello, its beats, news on it, and its end", () =>
  expectThrift(async () => {
    const stream = await ana.listen();
    await stream.hears(({ type }) => type === "beat");
    await ana.say("Are you there?");
    await stream.hears(({ type }) => type === "message");
    const before = heard.length;
    stream.hangUp();
    await until(() => heard.slice(before).some(({ statement }) => statement.includes("away_since = moved.since")));
  }, /present_until/));
test("a long poll", () =>
  expectThrift(async () => {
    await ana.ask("poll");
    await ana.ask("poll");
  }, /from "messages"|last_seq/));
test("whoever's key got known: the old one is ended, and so is every session it has opened", () =>
  expectThrift(async () => {
    await agent.ask("newIdentityKey");
    expect((await agent.ask("endOldIdentityKeys")).status).toBe(200);
  }, /from "visitor_sessions" where "signed_by"/));
const reads = (plans: readonly Plan[]) => plans.filter(({ statement }) => statement.includes('max("seq")'));
test.each([
  ["Messenger", messenger],
  ["Instagram", instagram],
])("somebody on %s writes, is answered and reads it, whose conversation has ten thousand answers", async (_, account) => {
  await account.writes("7", "Do you ship?");
  const [{ id }] = (await world.database.query("select max(conversation_id) as id from channel_people where account = $1", [
    account === messenger ? "2001" : "2002",
  ])) as [{ id: string }];
  await answered(world.database, id, 10_000);
  await expectThrift(async () => {
    const before = heard.length;
    await account.writes("7", "Do you ship to Spain?");
    await agent.reply(id, "To all of Europe");
    await until(() => account.received("7").length > 0);
    await until(
      async () =>
        (
          await world.database.query("select from channel_parts where conversation_id = $1 and mid = $2", [
            id,
            account.received("7")[0]?.mid,
          ])
        ).length > 0,
    );
    await account.reads("7");
    // With Meta's own inbox: no answer of ours is under that name.
    await account.reads("7", await account.answersElsewhere("7", "And to Portugal"));
    await until(() => reads(heard.slice(before)).length === 2);
  }, /max\("seq"\)/);
});
test("the accounts elsewhere on a site's desk, thirty of thousands, and how each of them fares", async () => {
  const { query } = world.database;
  await query(`insert into channel_accounts (kind, account, site_id, access_token, app_secret, verify_token)
    select 'instagram', n::text, 'flora', '', '', '' from generate_series(1, 30) as n`);
  await query(
    "insert into channel_states (kind, account, heard_at) select 'instagram', n::text, n from generate_series(1, 30) as n",
  );
  await query("analyze channel_accounts, channel_states");
  const plans = await plansOf(async () => {
    const { accounts } = (await agent.ask("accounts")).body as {
      accounts: { kind: string; account: string; heardAt?: number }[];
    };
    const own = accounts.filter(({ account }) => Number(account) <= 30);
    expect(own.map(({ heardAt }) => heardAt).sort()).toEqual(own.map(({ account }) => Number(account)).sort());
    expect(own).toHaveLength(30);
  });
  for (const table of ["channel_accounts", "channel_states"]) {
    const about = plans.filter(({ statement }) => statement.includes(`from "${table}"`));
    expect(about.map(({ scanned }) => scanned)).toEqual([[]]);
  }
});
test("a webhook of one of thousands of accounts: its challenge, its news, and what others make up", () =>
  expectThrift(async () => {
    const hook = webhook();
    const challenge = (word: string) => fetch(`${hook}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${word}`);
    expect((await challenge("word-77")).status).toBe(200);
    expect((await challenge("nobody's")).status).toBe(401);
    const [account, appSecret] = ["100077", "secret-77"];
    const app = await graph({ kind: "messenger", account, appSecret, accessToken: "", webhook });
    await app.writes("7", "Do you ship?");
    await app.close();
    expect(await world.database.query("select from channel_people where account = $1", [account])).toHaveLength(1);
    const [body = ""] = app.sent;
    for (const forged of [body, body.replaceAll(account, "999")])
      expect((await fetch(hook, { method: "POST", body: forged })).status).toBe(401);
  }, /from "channel_accounts"/));
test("an upload, the message that brings it, and its address", () =>
  expectThrift(async () => {
    const upload = draft().id;
    const path = `${world.url}${ROUTES.upload.path.replace(":site", shop.id).replace(":upload", upload)}`;
    const headers = { authorization: `Bearer ${ana.session.token}`, "content-type": "application/json" };
    const bytes = png(4, 4, 500);
    await fetch(path, { method: "PUT", headers, body: JSON.stringify({ name: "pot.png", bytes: bytes.byteLength }) });
    await fetch(`${path}?offset=0`, { method: "PATCH", headers, body: new Uint8Array(bytes) });
    const { body } = await ana.say("", { files: [upload] });
    const { attachments: [file] = [] } = v.parse(Message, body);
    const address = ROUTES.fileAddress.path.replace(":site", shop.id).replace(":file", file?.id ?? "");
    expect((await fetch(`${world.url}${address}`, { headers })).status).toBe(200);
  }, /insert into "files"/));
test("the desk: its list, a conversation, an answer, reading, typing and closing", () =>
  expectThrift(
    async () => {
      await agent.ask("status", { body: { status: "online" } });
      expect((await agent.ask("inbox")).body.conversations).toHaveLength(200);
      const { id } = ana;
      for (const route of ["conversation", "decisions"] as const) expect((await agent.ask(route, { id })).status).toBe(200);
      await agent.reply(id, "To minus ten");
      await agent.ask("agentRead", { id, body: { upTo: 1 } });
      await agent.ask("agentTyping", { id, body: { on: true } });
      await agent.ask("close", { id, body: {} });
      await agent.ask("status", { body: { status: "offline" } });
    },
    /agents_read_cursor/,
    // 200 conversations, and of each its visitor, its last message and up to ten unread ones.
    200 * 15,
  ));
test("a conversation of ten thousand messages nobody has looked at, mails, their answers and answers elsewhere, on the desk and by mail", async () => {
  const { query } = world.database;
  const email = "years@example.com";
  const { id, say } = await shop.knownVisitor(email);
  await say("Once upon a time");
  await lengthen(world.database, id, 10_000);
  await query("update conversations set agents_read_cursor = 0 where id = $1", [id]);
  await corresponded(world.database, id, { from: 1, many: 10_000, at: world.now() - 30 * 86_400_000 });
  await query("insert into channel_people values ('messenger', '1001', 'years', $1, 0, 0)", [id]);
  await query(
    `insert into channel_parts (conversation_id, seq, n, id, text, state, due_at, ended_at)
    select $1, n, 1, $1 || n, '', 'sent', 0, 0 from generate_series(1, 9990) as n`,
    [id],
  );
  await query("analyze");
  await expectThrift(
    async () => {
      const { body } = await agent.ask("conversation", { id });
      expect(body).toMatchObject({ unread: 100, latest: 10_000 });
      expect(body.deliveries).toHaveLength(490);
      expect((body.mails as { attachments?: object[] }[]).flatMap(({ attachments = [] }) => attachments)).toHaveLength(50);
    },
    /from "channel_parts"/,
    // The last of the messages, and of the mails, that are shown.
    600,
  );
  await query("delete from channel_people where conversation_id = $1", [id]);
  await expectThrift(async () => {
    await say("Where were we?");
    await agent.reply(id, "At the very end");
    world.advance(60_000);
    await until(() => mailer.taken.some(({ envelope }) => envelope.to === email));
  }, /insert into "deliveries"/);
  const [{ delivery }] = (await query("select delivery from deliveries where conversation_id = $1 order by n desc limit 1", [
    id,
  ])) as [{ delivery: Delivery }];
  expect(delivery).toMatchObject({ n: 10_001, new: [10_002], re: true, inReplyTo: "<10000@ours>" });
  expect(delivery.references.slice(-3)).toEqual(["<9999@ours>", "<10000@theirs>", "<10000@ours>"]);
});
test("the one message nobody has looked at, counted on the desk where ten thousand answers follow it", async () => {
  const { query } = world.database;
  const { id, say } = await shop.knownVisitor("answered@example.com");
  await say("Hello?");
  await lengthen(world.database, id, 10_000);
  await query("update messages set by = 'agent', from_name = 'Amélie' where conversation_id = $1 and seq > 1", [id]);
  await query("update conversations set agents_read_cursor = 0 where id = $1", [id]);
  await query("vacuum (analyze) messages");
  await expectThrift(
    async () => {
      expect((await agent.ask("conversation", { id })).body).toMatchObject({ unread: 1, latest: 10_000 });
    },
    /agents_read_cursor/,
    // The last of the messages that are shown, and a few before them.
    600,
  );
});
test("what is to be mailed next, where thousands of conversations and of agents are due at once", async () => {
  const silent = () => undefined;
  const own = connect(
    explaining(world.database.connection, (plan) => heard.push(plan)),
    { debug: silent, info: silent, warn: silent, error: silent },
  );
  const store = forwardingStore(bareGround(own, world.now), { from: "chat@flora.example" });
  const whenAllAre = world.now() + 86_400_000;
  const [all] = await world.database.query("select count(*) from conversations where due_at <= $1", [whenAllAre]);
  expect(Number(all?.count)).toBeGreaterThan(4_000);
  await expectThrift(
    async () => {
      expect(await store.due(whenAllAre, 100)).toHaveLength(100);
      expect(await store.nextDue()).toBeLessThan(whenAllAre);
    },
    /from "conversations" where "due_at" <=/,
    100,
  );
  await own.destroy();
});
test("a mail to an unconfirmed address, which is shown what agents said and no more, where they said little among ten thousand messages", async () => {
  const shy = await world.shop({ id: "shy", rules: { ...quick, awayDelayMs: 50_000, unverifiedContext: "agent" } });
  const amelie = await shy.agent();
  const email = "few@example.com";
  const { id, say } = await shy.knownVisitor(email);
  await say("Once upon a time");
  await amelie.reply(id, "Go on");
  await lengthen(world.database, id, 10_000);
  await expectThrift(async () => {
    await amelie.reply(id, "At the very end");
    world.advance(60_000);
    await until(() => mailer.taken.some(({ envelope }) => envelope.to === email));
  }, /insert into "deliveries"/);
  const theirs = "select delivery from deliveries where conversation_id = $1 and agent_id is null";
  const [{ delivery }] = (await world.database.query(theirs, [id])) as [{ delivery: Delivery }];
  expect(delivery).toMatchObject({ new: [10_001], context: [2] });
});
test("a message nobody is mailed about, where neither side has read any of ten thousand", async () => {
  const { query } = world.database;
  const quiet = await world.shop({ id: "quiet", settings: { agentMail: { isOn: false }, forwarding: { mode: "nothing" } } });
  const { id, say } = await quiet.knownVisitor();
  await say("Hello?");
  await lengthen(world.database, id, 10_000);
  await query("update conversations set read_cursor = 0, agents_read_cursor = 0 where id = $1", [id]);
  await query("update agent_threads set read_cursor = 0 where conversation_id = $1", [id]);
  await expectThrift(async () => {
    await say("Hello??");
    const due =
      "select due_at from conversations where id = $1 union all select due_at from agent_threads where conversation_id = $1";
    await until(async () => (await query(due, [id])).every(({ due_at }) => due_at === null));
  }, /"deleted" from "messages"/);
});
test("a reply that is due, claimed, mailed and settled; the answer to it; its link; its unsubscribing", async () => {
  await expectThrift(async () => {
    const one = await mailed({ settings: {} });
    expect(await one.answer({ text: "Thank you" })).toMatch(/^250 /);
    await until(async () => (await one.texts()).includes("Thank you"));
    const text = one.mail.text ?? "";
    const secret = /#recado=([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
    const phone = await newVisitor(world.url, one.shop.id, { kind: "resume", secret });
    await phone.ask("confirm", { body: {} });
    const link = one.mail.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "";
    const unsubscribe = /<(http[^>]+)>/.exec(link)?.[1] ?? "";
    expect((await fetch(unsubscribe, { method: "POST" })).status).toBe(200);
  }, /insert into "deliveries"/);
});
test("a mail to an address of a site where thousands want none", () =>
  expectThrift(async () => {
    const email = "carla@example.com";
    const carla = await shop.knownVisitor(email);
    await carla.say("When do you open?");
    await agent.reply(carla.id, "At nine");
    world.advance(60_000);
    await until(() => mailer.taken.some(({ envelope }) => envelope.to === email));
  }, /from "suppressions"/));
test("an agent who asks for a link, and signs in", () =>
  expectThrift(async () => {
    const before = heard.length;
    const email = `${shop.id}.amelie@flora.example`;
    expect((await agent.ask("requestLink", { body: { email } })).status).toBe(202);
    await until(() => heard.slice(before).some(({ statement }) => statement.startsWith('insert into "agent_links"')));
    await shop.agent();
  }, /count\(\*\).* from "agent_links"/));
test("a visitor's deletion, with everything that was theirs", () =>
  expectThrift(() => ana.ask("erase", { body: {} }), /delete from "visitors"/));
test("files that no message has named, for which a server looks when it starts and once a minute", async () => {
  const isLook = ({ statement }: Plan) => statement.includes('from "files" where "conversation_id" is null');
  const before = heard.length;
  const plans = await plansOf(async () => {
    await world.restart();
    await until(() => heard.slice(before).some(isLook));
  });
  expect(plans.filter(isLook).map(({ scanned }) => scanned)).toEqual([[]]);
});
test("what has expired on a site of regulars, for which a server looks when it starts and every ten minutes", async () => {
  const { query } = world.database;
  const longAgo = world.now() - 31 * 86_400_000;
  await query(`update sites set settings = settings || '{"retentionDays": 30}' where id = $1`, [shop.id]);
  await query("update visitors set created_at = $2 where site_id = $1", [shop.id, longAgo]);
  const gone = ["visitor-1", "visitor-2", "silent-1", "silent-2"];
  await query("update conversations set last_message_at = $2 where id = any($1)", [gone, longAgo]);
  await query(
    "insert into visitors (id, site_id, created_at) select id, $2, $3 from unnest($1::text[]) as id where id like 'silent%'",
    [gone, shop.id, longAgo],
  );
  await query("analyze");
  await expectThrift(
    async () => {
      await world.restart();
      await until(async () => (await query("select from visitors where id = any($1)", [gone])).length === 0);
    },
    /from visitors where id = any.* for no key update skip locked/,
    100,
  );
});
