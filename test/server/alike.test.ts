/**
 * Row 12 of the security checklist: whoever asks learns nothing of whom the server knows, nor of agents who are invisible. Not by the
 * answer, and not by its time: a clock would prove nothing on a busy machine, so what is compared is the work behind an answer, the
 * statements that PostgreSQL was given for it.
 */
import { expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { AGENT_ROUTES, ROUTES } from "../../src/protocol/index.js";
import { hashed } from "../../src/server/secrets.js";
import { signedToken } from "../signed.js";
import { until } from "../until.js";
import { type Answer, ask, draft, newVisitor, type VisitorInTest } from "./people.js";
import { explaining } from "./plans.js";
import { createWorld, type Shop } from "./world.js";

const statements: string[] = [];
/** What a node does every so often, whoever asks: the word to others, who is on duty and was seen, who is there, whether it is a flood, what is due. */
const NOW_AND_THEN = /pg_notify|update "channel_parts"|"agent"\."status" = |"seen_at" = |present_until|spam_signs/;
const world = await createWorld({}, (own) =>
  explaining(own, ({ statement }) => {
    if (!NOW_AND_THEN.test(statement)) statements.push(statement);
  }),
);

const mailer = memoryMailer();
const mailing = await createWorld({ mail: { mailer, from: "chat@flora.example" } });

const headersOf = (headers: Headers) =>
  [...headers].map(([name, value]) => (["content-length", "date"].includes(name) ? name : `${name}: ${value}`));

/** An answer without what differs for everybody, and all that was asked of the database for it. */
async function costOf(work: () => Promise<Answer>, own: readonly string[] = []) {
  const from = statements.length;
  const answer = await work();
  const text = own.reduce((text, one) => text.replaceAll(one, "…"), answer.text);
  return {
    status: answer.status,
    text: text.replace(/"(?:id|stamp|token|conversation)":"[^"]+"|"(?:at|now)":\d+/g, "…"),
    headers: headersOf(answer.headers),
    statements: statements.slice(from),
  };
}

test("12 the form costs the same and is answered the same for an address nobody has, a known one, one that was signed, one that wants no mail", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const typed = await shop.knownVisitor("typed@example.com");
  await typed.say("My order 4711");
  const { key } = (await agent.ask("newIdentityKey")).body as { key: { secret: string } };
  const claims = { aud: shop.id, sub: "7", email: "signed@example.com", exp: Math.floor(world.now() / 1_000) + 600 };
  await (await newVisitor(world.url, shop.id, { kind: "signed", jwt: signedToken(key.secret, claims) })).say("It is me");
  await agent.ask("suppress", { body: { email: "no-mail@example.com" } });
  const formOf = async (email: string) => {
    const visitor = await shop.visitor();
    const body = { contact: { email }, held: [draft("Hello")], stamp: visitor.session.stamp };
    return costOf(() => visitor.ask("identify", { body }), [email]);
  };
  const nobody = await formOf("nobody@example.com");
  expect(nobody).toMatchObject({ status: 200, statements: expect.arrayContaining([expect.stringContaining('"visitors"')]) });
  for (const who of ["typed", "signed", "no-mail"]) expect(await formOf(`${who}@example.com`), who).toEqual(nobody);
});

test("12 a sign-in link is answered the same for an agent and for a stranger, before anybody is looked for", async () => {
  const shop = await mailing.shop();
  const requested = (email: string) =>
    ask(mailing.url, AGENT_ROUTES.requestLink, { body: { email }, headers: { origin: mailing.url } }, {});
  const known = `${shop.id}.amelie@flora.example`;
  // While this is held nobody can be looked up: an answer that waited for it would not come.
  const held = await mailing.database.hold("lock table agents in access exclusive mode", []);
  const answers = await Promise.all([requested(known), requested("stranger@example.com")]);
  await held.release();
  const [one, other] = answers.map(({ status, text, headers }) => [status, text, headersOf(headers)]);
  expect(one).toEqual(other);
  await until(() => mailer.taken.some(({ envelope }) => envelope.to === known));
  expect(mailer.taken.filter(({ envelope }) => envelope.to === "stranger@example.com")).toEqual([]);
});

test("12 another site's conversation, and one that was deleted, cost an agent what none costs", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const agent = await shop.agent();
  const [foreign, deleted] = [await other.knownVisitor(), await shop.knownVisitor()];
  for (const visitor of [foreign, deleted]) await visitor.say("Hello");
  await deleted.ask("erase");
  const asked = (id: string) => costOf(() => agent.ask("reply", { id, body: { id: draft().id, text: "Hi" } }), [id]);
  const none = await asked("nobody-at-all");
  expect(none.status).toBe(404);
  expect(await asked(foreign.id)).toEqual(none);
  expect(await asked(deleted.id)).toEqual(none);
});

test("12 a token of another site and a link that was taken back cost what those cost that nobody ever had", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const [visitor, foreign] = [await shop.knownVisitor(), await other.knownVisitor()];
  await visitor.say("Hello");
  await world.database.query(
    `insert into mail_tokens (hash, kind, conversation_id, n, address, expires_at, revoked_at)
     values ($1, 'resume', $2, 1, 'ana@example.com', $3, 1)`,
    [hashed("r".repeat(43)), visitor.id, world.now() + 1_000_000],
  );
  const opened = (ticket: object) => costOf(() => ask(world.url, ROUTES.open, { body: ticket }, { site: shop.id }));
  const stored = (token: string) => opened({ kind: "stored", token });
  const link = (secret: string) => opened({ kind: "resume", secret });
  expect(await stored(foreign.session.token)).toEqual(await stored("n".repeat(43)));
  const none = await link("n".repeat(43));
  expect(none.status).toBe(410);
  expect(await link("r".repeat(43))).toEqual(none);
});

/** Everything that tells a visitor who is there. Of the stream, which looks by itself, only what it looks at. */
async function told(shop: Shop, visitor: VisitorInTest) {
  const stored = { kind: "stored", token: visitor.session.token };
  const answers = [
    await costOf(() => ask(world.url, ROUTES.site, {}, { site: shop.id })),
    await costOf(() => visitor.ask("open", { body: stored })),
    await costOf(() => visitor.ask("pull")),
  ];
  const stranger = await shop.visitor();
  // Where nobody is there the contact comes first.
  const said = await costOf(() => stranger.say("Anybody?"));
  const from = statements.length;
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  const looked = new Set(statements.slice(from));
  const heard = stream.heard.map(({ now: _, ...event }) => event);
  stream.hangUp();
  return { answers: [...answers, said], looked, heard };
}

test("12 an invisible agent is an offline one: the same bytes, and the same statements behind them", async () => {
  const shop = await world.shop();
  const [agent, visitor] = [await shop.agent(), await shop.knownVisitor()];
  await visitor.say("Hello");
  const seen = async (status: string) => {
    await agent.ask("status", { body: { status } });
    return told(shop, visitor);
  };
  const offline = await seen("offline");
  expect(offline.answers.filter(({ statements }) => statements.length === 0)).toEqual([]);
  expect(await seen("invisible")).toEqual(offline);
  const online = await seen("online");
  expect(online.heard).not.toEqual(offline.heard);
  expect(online.answers).not.toEqual(offline.answers);
});

test("12 what an invisible agent does on the desk, reading, typing, becoming offline, is nothing on the visitor's line", async () => {
  const shop = await world.shop();
  const [agent, visitor] = [await shop.agent(), await shop.knownVisitor()];
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  const before = stream.heard.length;
  for (const status of ["invisible", "offline", "invisible"]) await agent.ask("status", { body: { status } });
  await agent.ask("conversation", { id: visitor.id });
  await agent.ask("agentTyping", { id: visitor.id, body: { on: true } });
  await agent.ask("agentRead", { id: visitor.id, body: { upTo: 1 } });
  const { text } = await visitor.ask("open", { body: { kind: "stored", token: visitor.session.token } });
  expect(JSON.parse(text)).toMatchObject({ availability: "away", agentsReadUpTo: 0 });
  await visitor.say("Still nobody?");
  await stream.hears(({ type }) => type === "message");
  expect(stream.heard.slice(before).filter(({ type }) => type !== "message")).toEqual([]);
  stream.hangUp();
});
