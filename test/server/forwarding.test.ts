/** Unread replies on their way through a real database, the real worker and a real SMTP server, with short delays. */
import { afterAll, expect, test } from "vitest";
import { smtpMailer } from "../../src/forwarding/mailers/smtp.js";
import type { Rules } from "../../src/forwarding/rules.js";
import { ROUTES } from "../../src/protocol/index.js";
import { createServer } from "../../src/server/index.js";
import { until } from "../until.js";
import { openMailbox } from "./mailbox.js";
import { type AgentInTest, ask, draft, type VisitorInTest } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const mailbox = await openMailbox();
const mailer = smtpMailer({ url: mailbox.url });
const world = await createWorld({
  mail: { mailer, from: "chat@flora.example", replyHost: "reply.flora.example" },
  heartbeatMs: 1_000,
});
afterAll(async () => {
  mailer.close();
  await mailbox.close();
});

const short: Partial<Rules> = {
  awayDelayMs: 600,
  presentDelayMs: 3_000,
  awayGraceMs: 100,
  gapMs: 200,
  typingGraceMs: 100,
  closeDelayMs: 100,
  transcriptCloseDelayMs: 300,
  transcriptQuietMs: 60_000,
  backoffMs: [300],
};
/** Where something has to happen before the mail goes, or must not be in time for it: room for a machine that stands still meanwhile. */
const UNHURRIED = { awayDelayMs: 6_000 } satisfies Partial<Rules>;
/** The same, where no mail goes at all and nobody has to wait for its time. */
const LONG: Partial<Rules> = { awayDelayMs: 30_000 };
interface Story {
  readonly shop: Shop;
  readonly email: string;
  readonly visitor: VisitorInTest;
  readonly agent: AgentInTest;
  view(): Promise<Record<string, unknown>>;
  settled(state: string): Promise<Record<string, unknown>>;
}

let stories = 0;
/** A visitor who wrote and left. */
async function left(mode: "nothing" | "unread" | "transcript" = "unread", rules: Partial<Rules> = {}): Promise<Story> {
  stories += 1;
  const email = `visitor${stories}@example.com`;
  const shop = await world.shop({
    origins: ["https://shop.example"],
    rules: { ...short, ...rules },
    // The mail server's answers here are for the visitors' mails.
    settings: { forwarding: { mode }, agentMail: { isOn: false } },
  });
  const [visitor, agent] = [await shop.knownVisitor(email), await shop.agent()];
  await visitor.say("My order arrived with a broken pot");
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  stream.hangUp();
  const view = async () => (await agent.ask("conversation", { id: visitor.id })).body;
  await until(async () => (await view()).present === false);
  return {
    shop,
    email,
    visitor,
    agent,
    view,
    settled: (state) =>
      until(async () => {
        const found = await view();
        return (found.deliveries as { state: string }[]).at(-1)?.state === state ? found : undefined;
      }),
  };
}

/** The worker will not look at it again by itself: whatever was not mailed by now never is, unless something happens. */
const atRest = ({ visitor }: Pick<Story, "visitor">) =>
  until(async () => {
    const [row] = await world.database.query("select due_at from conversations where id = $1", [visitor.id]);
    return row?.due_at === null;
  });

test("two replies to a visitor who left are one mail, with what was said before", async () => {
  const { email, visitor, agent, view, settled } = await left("unread", UNHURRIED);
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  const second = Number((await agent.reply(visitor.id, "We'll send a new pot today.")).body.at);
  expect((await view()).plan).toMatchObject({ do: "wait", because: "away", until: second + UNHURRIED.awayDelayMs });
  const [letter, ...more] = await until(() => (mailbox.of(email).length > 0 ? mailbox.of(email) : undefined));
  expect(more).toEqual([]);
  expect(letter?.at).toBeGreaterThanOrEqual(second + UNHURRIED.awayDelayMs);
  const { mail } = letter ?? {};
  expect(mail?.text).toMatch(/Oh no, I'm sorry![\s\S]*We'll send a new pot today\.[\s\S]*broken pot/);
  expect(mail?.from).toMatchObject({ address: "chat@flora.example", name: "Amélie at Flora Garden Shop" });
  expect(mail?.replyTo?.[0]?.address).toMatch(/^r-[a-z2-7]{26}@reply\.flora\.example$/);
  const header = (name: string) => mail?.headers.find(({ key }) => key === name)?.value ?? "";
  expect(mail?.messageId).toMatch(/@flora\.example>$/);
  expect(mail?.references).toContain("@flora.example>");
  expect(header("auto-submitted")).toBe("auto-generated");
  expect(header("list-unsubscribe")).toContain(`<${world.url}/unsubscribe/`);
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(letter?.from).toBe("chat@flora.example");
  expect(await settled("sent")).toMatchObject({
    plan: { do: "nothing", because: "nothing-unread" },
    replyDelayMs: UNHURRIED.awayDelayMs,
    deliveries: [
      { seq: 2, state: "sent", to: email },
      { seq: 3, state: "sent", to: email },
    ],
  });
  await atRest({ visitor });
  expect(mailbox.of(email)).toHaveLength(1);
});

test("replies read in the widget before the delay ends are not mailed", async () => {
  const { email, visitor, agent, view } = await left("unread", LONG);
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  await visitor.ask("read", { body: { upTo: 2 } });
  await atRest({ visitor });
  expect(mailbox.of(email)).toEqual([]);
  expect(await view()).toMatchObject({ deliveries: [], plan: { do: "nothing", because: "nothing-unread" } });
});

test("a visitor who looks on is given the long delay, and reading ends it", async () => {
  const { email, visitor, agent, view } = await left("unread", { ...LONG, presentDelayMs: 60_000, presentCapMs: 60_000 });
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  await until(async () => (await view()).present === true);
  await agent.reply(visitor.id, "Are you there?");
  expect((await view()).plan).toMatchObject({ do: "wait", because: "present" });
  await visitor.ask("read", { body: { upTo: 2 } });
  await atRest({ visitor });
  expect(mailbox.of(email)).toEqual([]);
  expect((await view()).plan).toMatchObject({ do: "nothing", because: "nothing-unread" });
  stream.hangUp();
});

test("a mail server that says later, then yes, mails once; the desk sees both (F27)", async () => {
  const { email, visitor, agent, settled } = await left();
  // As often as it is tried, until that was seen: the wait for one retry may be over before anybody has looked.
  mailbox.refuse(Array(1_000).fill("451 4.3.0 Please come back later"));
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  const waiting = await settled("waiting");
  expect(waiting.deliveries).toMatchObject([{ seq: 2, state: "waiting", reason: expect.stringContaining("later") }]);
  const refused = mailbox.attempts(email);
  mailbox.refuse(["452 4.2.2 Mailbox full"]);
  await settled("sent");
  await atRest({ visitor });
  expect(mailbox.of(email)).toHaveLength(1);
  expect(mailbox.attempts(email)).toBeGreaterThan(refused + 1);
});

test("while a mail waits for its retry, reading it takes it back", async () => {
  const { email, visitor, agent, settled } = await left();
  // As often as it is tried: on a slow machine the wait for one retry is over before anybody has seen it.
  mailbox.refuse(Array(1_000).fill("451 4.3.0 Please come back later"));
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  await settled("waiting");
  await visitor.ask("read", { body: { upTo: 2 } });
  expect((await settled("cancelled")).deliveries).toMatchObject([{ reason: "all-read" }]);
  mailbox.refuse([]);
  expect(mailbox.of(email)).toEqual([]);
});

test("an address that does not exist is mailed once and never again, in any conversation (F27)", async () => {
  const { email, visitor, agent, settled, view } = await left();
  mailbox.refuse(["550 5.1.1 No such user"]);
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  expect((await settled("failed")).deliveries).toMatchObject([{ state: "failed", reason: expect.stringContaining("5.1.1") }]);
  await agent.reply(visitor.id, "Hello?");
  await atRest({ visitor });
  expect([mailbox.of(email).length, mailbox.attempts(email)]).toEqual([0, 1]);
  expect(await view()).toMatchObject({
    address: { state: "suppressed", email },
    plan: { do: "nothing", because: "address-suppressed" },
  });
});

test("with the mode nothing, nothing is mailed, and switched on, what is still unread goes", async () => {
  const { shop, email, visitor, agent, view } = await left("nothing");
  const promise = async () => (await ask(world.url, ROUTES.site, {}, { site: shop.id })).body.answersByEmail;
  expect(await promise()).toBe(false);
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  expect((await view()).plan).toEqual({ do: "nothing", because: "mode-nothing" });
  await atRest({ visitor });
  expect(mailbox.of(email)).toEqual([]);
  const settings = (await agent.ask("settings")).body;
  await agent.ask("saveSettings", { body: { ...settings, forwarding: { mode: "unread" } } });
  expect(await promise()).toBe(true);
  await until(() => mailbox.of(email).length === 1);
});

test("with the mode transcript, closing a conversation that was read mails all of it, once", async () => {
  const { email, visitor, agent } = await left("transcript", LONG);
  await agent.reply(visitor.id, "We'll send a new pot today.");
  await visitor.ask("read", { body: { upTo: 2 } });
  await agent.ask("close", { id: visitor.id, body: {} });
  const [letter] = await until(() => (mailbox.of(email).length > 0 ? mailbox.of(email) : undefined));
  expect(letter?.mail.text).toMatch(/broken pot[\s\S]*new pot today/);
  await atRest({ visitor });
  expect(mailbox.of(email)).toHaveLength(1);
});

test("an address that comes later brings the replies that are still unread", async () => {
  const shop = await world.shop({ origins: ["https://shop.example"], rules: short, settings: OPEN });
  const [visitor, agent] = [await shop.visitor(), await shop.agent()];
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  expect((await agent.ask("conversation", { id: visitor.id })).body.plan).toEqual({ do: "nothing", because: "no-address" });
  const email = "later@example.com";
  await visitor.ask("identify", { body: { contact: { email }, held: [] } });
  await until(() => mailbox.of(email).length === 1);
});

const OPEN = {
  contactForm: { whenOnline: "never" as const, whenAway: "never" as const, fields: [{ name: "email" as const, required: true }] },
};

test("another address is never sent what was said before it was given", async () => {
  const { email, visitor, agent, view } = await left("unread", UNHURRIED);
  await agent.reply(visitor.id, "Your bank account is 4711");
  const other = "stranger@example.com";
  await visitor.ask("identify", { body: { contact: { email: other }, held: [draft("It is me")] } });
  const seq = Number((await agent.reply(visitor.id, "Who are you?")).body.seq);
  const [letter] = await until(() => (mailbox.of(other).length > 0 ? mailbox.of(other) : undefined));
  expect(letter?.mail.text).toContain("Who are you?");
  expect(letter?.mail.text).toContain("It is me");
  expect(letter?.raw.toString()).not.toContain("4711");
  expect(mailbox.of(email)).toEqual([]);
  await until(async () => ((await view()).deliveries as { seq: number }[]).some((mark) => mark.seq === seq));
});

test("an agent who is typing holds the mail, also while invisible", async () => {
  const { email, visitor, agent, view } = await left("unread", { ...UNHURRIED, typingTtlMs: 10_000 });
  await agent.reply(visitor.id, "One moment");
  await agent.ask("agentTyping", { id: visitor.id, body: { on: true } });
  expect((await view()).plan).toMatchObject({ do: "wait", because: "typing" });
  await agent.ask("agentTyping", { id: visitor.id, body: { on: false } });
  await until(() => mailbox.of(email).length === 1);
});

test("a visitor whose stream broke with the server that held it is away when its lease ends, and is mailed then", async () => {
  const shop = await world.shop({
    origins: ["https://shop.example"],
    rules: { ...short, presentDelayMs: 600_000, presentCapMs: 600_000 },
  });
  const email = "cut-off@example.com";
  const [visitor, agent] = [await shop.knownVisitor(email), await shop.agent()];
  // Writing makes them present; with no stream, nobody will ever report that they left.
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Hi");
  expect((await agent.ask("conversation", { id: visitor.id })).body).toMatchObject({
    present: true,
    plan: { because: "present" },
  });
  await until(() => mailbox.of(email).length === 1);
});

test("a server closed before the mail was due sends it after it is opened again, once", async () => {
  const { email, visitor, agent } = await left();
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  await world.restart();
  await until(() => mailbox.of(email).length === 1);
  await atRest({ visitor });
  expect(mailbox.of(email)).toHaveLength(1);
});

test("typing that became a reply holds nothing any more", async () => {
  const { email, visitor, agent } = await left("unread", { typingTtlMs: 600_000, awayCapMs: 600_000 });
  await agent.ask("agentTyping", { id: visitor.id, body: { on: true } });
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  await until(() => mailbox.of(email).length === 1);
});

test("two servers on one database mail once, and do not even get in each other's way", async () => {
  const troubles: object[] = [];
  const silent = () => undefined;
  const second = await createServer({
    database: world.database.connection,
    port: 0,
    mail: { mailer, from: "chat@flora.example" },
    log: { debug: silent, info: silent, warn: silent, error: (facts) => troubles.push(facts) },
  });
  const all = await Promise.all(Array.from({ length: 8 }, () => left()));
  await Promise.all(all.map(({ visitor, agent }) => agent.reply(visitor.id, "Oh no, I'm sorry!")));
  for (const { settled } of all) await settled("sent");
  expect(all.map(({ email }) => mailbox.of(email).length)).toEqual(all.map(() => 1));
  await second.close();
  expect(troubles).toEqual([]);
});

test("each reply is told why it was mailed or not, and each decision is kept once", async () => {
  const { email, visitor, agent, view, settled } = await left("unread", UNHURRIED);
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  await visitor.ask("read", { body: { upTo: 2 } });
  const waits = Number((await agent.reply(visitor.id, "We'll send a new pot today.")).body.at) + UNHURRIED.awayDelayMs;
  expect((await view()).verdicts).toEqual([
    { seq: 2, do: "nothing", because: "read" },
    { seq: 3, do: "wait", until: waits, because: "away" },
  ]);
  const sent = await settled("sent");
  expect(sent).toMatchObject({
    deliveries: [{ seq: 3, state: "sent", to: email, because: "away" }],
    verdicts: [{ seq: 2, because: "read" }],
  });
  await atRest({ visitor });
  const log = async () => (await agent.ask("decisions", { id: visitor.id })).body.decisions as { do: string; because: string }[];
  const kept = await log();
  expect(kept.slice(0, 2)).toMatchObject([
    { do: "nothing", because: "nothing-unread" },
    { do: "send", because: "away", replies: 1 },
  ]);
  // Looked at again and again, with the same answer.
  for (let n = 0; n < 3; n += 1) {
    await visitor.ask("read", { body: { upTo: 3 - n } });
    await agent.ask("agentTyping", { id: visitor.id, body: { on: true } });
    await atRest({ visitor });
  }
  expect(await log()).toEqual(kept);
});

test("a mail refused for good goes again when an agent says so, once, and only as long as it is unread", async () => {
  const { email, visitor, agent, settled, view } = await left();
  mailbox.refuse(["550 5.7.1 We do not like it"]);
  await agent.reply(visitor.id, "Oh no, I'm sorry!");
  expect((await settled("failed")).deliveries).toMatchObject([{ seq: 2, reason: expect.stringContaining("5.7.1") }]);
  await atRest({ visitor });
  for (let n = 0; n < 2; n += 1) expect((await agent.ask("sendAgain", { id: visitor.id, body: { seq: 2 } })).status).toBe(200);
  await settled("sent");
  await agent.ask("sendAgain", { id: visitor.id, body: { seq: 2 } });
  await atRest({ visitor });
  expect(mailbox.of(email)).toHaveLength(1);

  mailbox.refuse(["550 5.7.1 We do not like it"]);
  await agent.reply(visitor.id, "Are you there?");
  await settled("failed");
  await visitor.ask("read", { body: { upTo: 3 } });
  await agent.ask("sendAgain", { id: visitor.id, body: { seq: 3 } });
  await atRest({ visitor });
  expect(mailbox.of(email)).toHaveLength(1);
  expect((await view()).verdicts).toMatchObject([{ seq: 3, do: "nothing", because: "read" }]);
});

test("nothing went wrong on the way", () => {
  expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
