/** Streams: what they tell, when they end, and what they say about who is there. */
import { expect, test } from "vitest";
import { MOST_LINES } from "../../src/server/visitor/seats.js";
import { until } from "../until.js";
import { codeOf, draft, newVisitor } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const HEARTBEAT_MS = 100;
const world = await createWorld({ heartbeatMs: HEARTBEAT_MS });

/** Where a beat may be late on a busy machine and still be in time. */
const STEADY_MS = 1_000;
const steady = await createWorld({ heartbeatMs: STEADY_MS });
/** Where beats are too far apart to hide what happens, or does not happen, at once. */
const slow = await createWorld();

const isType = (type: string) => (event: { type: string }) => event.type === type;

test("a stream opens with hello, and is marked so that no proxy keeps it back", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  await visitor.say("Hello");
  const stream = await visitor.listen();
  const hello = await stream.hears(() => true);
  expect(hello).toMatchObject({
    type: "hello",
    latest: 1,
    readUpTo: 0,
    agentsReadUpTo: 0,
    availability: "away",
    epoch: visitor.session.epoch,
  });
  expect(hello.id).toBe(`${visitor.session.epoch}:1`);
  expect(stream.response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(stream.response.headers.get("cache-control")).toBe("no-store");
  expect(stream.response.headers.get("x-accel-buffering")).toBe("no");
  stream.hangUp();
});

test("replies, receipts, typing, availability and the contact arrive as they happen", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(isType("hello"));
  await agent.ask("status", { body: { status: "online" } });
  await stream.hears((event) => event.type === "availability" && event.availability === "online");
  await agent.ask("agentRead", { id: visitor.id, body: { upTo: 1 } });
  await stream.hears((event) => event.type === "read" && event.by === "agent" && event.upTo === 1);
  await agent.ask("agentTyping", { id: visitor.id, body: { on: true } });
  expect(await stream.hears(isType("typing"))).toMatchObject({ on: true, from: { name: "Amélie" } });
  await agent.reply(visitor.id, "Hi");
  const reply = await stream.hears(isType("message"));
  expect(reply).toMatchObject({ id: `${visitor.session.epoch}:2`, message: { seq: 2, text: "Hi", by: "agent" } });
  await visitor.ask("read", { body: { upTo: 2 } });
  await stream.hears((event) => event.type === "read" && event.by === "visitor" && event.upTo === 2);
  await visitor.ask("identify", { body: { contact: { name: "Ana" }, held: [] } });
  expect(await stream.hears(isType("contact"))).toMatchObject({ contact: { email: "ana@example.com", name: "Ana" } });
  stream.hangUp();
});

test("an invisible agent types, reads and changes status without a trace on the visitor's line", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(isType("hello"));
  for (const status of ["invisible", "offline", "invisible"]) await agent.ask("status", { body: { status } });
  await agent.ask("agentTyping", { id: visitor.id, body: { on: true } });
  await agent.ask("agentRead", { id: visitor.id, body: { upTo: 1 } });
  await agent.reply(visitor.id, "Hi");
  await stream.hears(isType("message"));
  const before = stream.heard.slice(0, stream.heard.findIndex(isType("message")));
  expect(before.filter(({ type }) => type !== "hello" && type !== "beat")).toEqual([]);
  stream.hangUp();
});

test("fifty replies at once arrive on the line in order, each once", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(isType("hello"));
  await Promise.all(Array.from({ length: 50 }, (_, n) => agent.reply(visitor.id, `reply ${n}`)));
  await stream.hears((event) => event.type === "message" && (event.message as { seq: number }).seq === 51);
  const seqs = stream.heard.filter(isType("message")).map((event) => (event.message as { seq: number }).seq);
  expect(seqs).toEqual(Array.from({ length: 50 }, (_, n) => n + 2));
  stream.hangUp();
});

test("whoever comes back with a position is told what they missed; of another past, nothing", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  for (const text of ["one", "two", "three"]) await agent.reply(visitor.id, text);
  const back = await visitor.listen({ "last-event-id": `${visitor.session.epoch}:2` });
  await back.hears((event) => event.type === "message" && (event.message as { seq: number }).seq === 4);
  expect(back.heard.filter(isType("message")).map((event) => (event.message as { text: string }).text)).toEqual(["two", "three"]);
  back.hangUp();
  for (const position of ["another-epoch:2", "nonsense", `${visitor.session.epoch}:900`]) {
    const stream = await visitor.listen({ "last-event-id": position });
    await stream.hears(isType("beat"));
    expect(stream.heard.filter(isType("message"))).toEqual([]);
    stream.hangUp();
  }
});

test("a beat proves the line and tells the latest number", async () => {
  const visitor = await (await world.shop()).knownVisitor();
  await visitor.say("Hello");
  const stream = await visitor.listen();
  expect(await stream.hears(isType("beat"))).toMatchObject({ latest: 1 });
  stream.hangUp();
});

test("a lost notice costs a beat: what only the database knows reaches the line with the next one", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(isType("hello"));
  await world.database.query("update conversations set agents_read_shown = 1 where id = $1", [visitor.id]);
  await stream.hears((event) => event.type === "read" && event.by === "agent");
  stream.hangUp();
});

test("a visitor is present while a stream is held, and away from its end on", async () => {
  const shop = await steady.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const view = async () => (await agent.ask("conversation", { id: visitor.id })).body;
  const stream = await visitor.listen();
  await stream.hears(isType("hello"));
  for (let rounds = 0; rounds < 2; rounds++) {
    // Nearly the whole lease; of the next two beats, the second has surely begun after it.
    steady.advance(STEADY_MS * 2);
    const heard = stream.heard.length;
    await until(() => stream.heard.slice(heard).filter(isType("beat")).length >= 2, 40_000, 5);
    await until(async () => (await view()).present === true);
  }
  const left = steady.now();
  stream.hangUp();
  const away = await until(async () => ((await view()).present === false ? await view() : undefined));
  expect(Number(away.awaySince)).toBeGreaterThanOrEqual(left);
  expect(Number(away.awaySince)).toBeLessThanOrEqual(steady.now());
});

/** Somebody else comes and goes: when the server has noticed that, it has noticed what was before it. */
async function comesAndGoes(shop: Shop): Promise<void> {
  const [other, agent] = [await shop.knownVisitor("other@example.com"), await shop.agent()];
  await other.say("Hello");
  const stream = await other.listen();
  await stream.hears(isType("hello"));
  const isPresent = async () => (await agent.ask("conversation", { id: other.id })).body.present;
  stream.hangUp();
  await until(async () => (await isPresent()) === false);
}

test("while another tab holds a stream, the end of one is no leaving", async () => {
  const shop = await slow.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const view = async () => (await agent.ask("conversation", { id: visitor.id })).body;
  const [one, two] = [await visitor.listen(), await visitor.listen()];
  await Promise.all([one.hears(isType("hello")), two.hears(isType("hello"))]);
  one.hangUp();
  await comesAndGoes(shop);
  expect(await view()).toMatchObject({ present: true });
  two.hangUp();
  await until(async () => (await view()).present === false);
});

test("after a crash presence runs out by itself", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  // What a killed server leaves behind: a lease that nobody prolongs.
  const until = world.now() + HEARTBEAT_MS;
  await world.database.query("update conversations set present_until = $2, away_since = null where id = $1", [visitor.id, until]);
  world.advance(HEARTBEAT_MS + 1);
  expect((await agent.ask("conversation", { id: visitor.id })).body).toMatchObject({ present: false, awaySince: until });
});

test("7 revoking a visitor's sessions ends their streams at once, with a word, and their tokens", async () => {
  const shop = await slow.shop();
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(isType("hello"));
  await slow.server.signOutVisitor(shop.id, visitor.id);
  // At once: the next beat, which would notice as well, is far away.
  await stream.hears(isType("gone"));
  await stream.ended;
  expect(codeOf(await visitor.ask("pull"))).toBe("401 unauthorized");
});

test("who holds a token that was revoked hears of the deletion, too, and takes nothing into the next conversation", async () => {
  const shop = await slow.shop();
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  await slow.server.signOutVisitor(shop.id, visitor.id);
  expect(codeOf(await visitor.ask("pull"))).toBe("401 unauthorized");
  const agent = await shop.agent();
  await agent.ask("eraseAddress", { body: { email: "ana@example.com", conversations: [visitor.id] } });
  expect(codeOf(await visitor.ask("pull"))).toBe("410 gone");
});

test("many streams on one server are no leak, and none of them complains", async () => {
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on("warning", keep);
  const visitor = await (await slow.shop()).knownVisitor();
  const streams = await Promise.all(Array.from({ length: 30 }, () => visitor.listen()));
  await Promise.all(streams.map((stream) => stream.hears(isType("hello"))));
  for (const stream of streams) stream.hangUp();
  await Promise.all(streams.map(({ ended }) => ended));
  process.off("warning", keep);
  expect(warnings.map(({ message }) => message)).toEqual([]);
});

test("8 a stream of one visitor hears nothing of another", async () => {
  const shop = await world.shop();
  const [ana, joao] = [await shop.knownVisitor(), await shop.knownVisitor("joao@example.com")];
  await ana.say("Hello");
  const stream = await ana.listen();
  await stream.hears(isType("hello"));
  await joao.say("Hello, I am João");
  await stream.hears(isType("beat"));
  expect(JSON.stringify(stream.heard)).not.toContain("João");
  stream.hangUp();
});

test("the desk hears ids of what moved in its site, and of no other", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const [visitor, stranger, agent] = [await shop.knownVisitor(), await other.knownVisitor(), await shop.agent()];
  const desk = await agent.listen();
  await desk.hears(isType("hello"));
  await stranger.say("Hello over there");
  await visitor.say("Hello");
  await desk.hears((event) => event.type === "conversation");
  expect(desk.heard.filter(isType("conversation")).map((event) => event)).toSatisfy(
    (all: object[]) => !JSON.stringify(all).includes(stranger.id),
  );
  await visitor.ask("typing", { body: { on: true } });
  expect(await desk.hears(isType("typing"))).toMatchObject({ on: true });
  await agent.ask("status", { body: { status: "online" } });
  await desk.hears(isType("site"));
  await desk.hears(isType("beat"));
  desk.hangUp();
});

test("agents' events name the conversation in their own id field", async () => {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const desk = await agent.listen();
  await desk.hears(isType("hello"));
  await visitor.ask("send", { body: draft("again") });
  expect(await desk.hears(isType("conversation"))).toMatchObject({ type: "conversation", id: visitor.id });
  desk.hangUp();
});

test("HEAD of a stream holds no line", async () => {
  const shop = await slow.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  slow.advance(60_000);
  const response = await fetch(`${slow.url}/v1/sites/${shop.id}/events`, {
    method: "HEAD",
    headers: { authorization: `Bearer ${visitor.session.token}` },
  });
  expect(response.status).toBe(200);
  await comesAndGoes(shop);
  expect((await agent.ask("conversation", { id: visitor.id })).body).toMatchObject({ present: false });
});

test("a closing server ends its streams, and their visitors are away", async () => {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(isType("beat"));
  await world.restart();
  await stream.ended;
  const [row] = await world.database.query("select present_until, away_since from conversations where id = $1", [visitor.id]);
  expect(row).toMatchObject({ present_until: null, away_since: expect.anything() });
  const again = await newVisitor(world.url, shop.id, { kind: "stored", token: visitor.session.token });
  expect(again.session).toMatchObject({ latest: 1, epoch: visitor.session.epoch });
});

test("16 one token holds 32 lines at a time: one more ends the oldest, a poll counts too, and neighbours have theirs", async () => {
  const shop = await world.shop();
  const [visitor, neighbour] = [await shop.knownVisitor(), await shop.knownVisitor()];
  for (const one of [visitor, neighbour]) await one.say("Hello");
  const beside = await neighbour.listen();
  const lines = [];
  for (let n = 0; n < MOST_LINES; n++) lines.push(await visitor.listen());
  for (const { hears } of lines) await hears(isType("hello"));
  const [oldest, second, third] = lines;
  const newest = await visitor.listen();
  await oldest?.ended;
  await newest.hears(isType("hello"));
  expect((await visitor.ask("poll")).status).toBe(200);
  await second?.ended;
  // Those that are left hear what happens.
  await visitor.say("Still there");
  for (const line of [third, newest]) await line?.hears(isType("message"));
  await neighbour.say("So am I");
  await beside.hears(isType("message"));
  for (const line of [...lines, newest, beside]) line.hangUp();
});
