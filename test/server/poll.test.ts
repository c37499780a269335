/** Long polls, for networks that let no stream through: what they are answered with, and what they say about who is there. */
import { createHash, randomBytes } from "node:crypto";
import * as v from "valibot";
import { expect, test } from "vitest";
import { ServerEvent } from "../../src/protocol/index.js";
import { until } from "../until.js";
import { type Answer, codeOf, newVisitor, type VisitorInTest } from "./people.js";
import { createWorld, type Shop } from "./world.js";

/** Beats are too far apart to hide what happens, or does not happen, at once. */
const world = await createWorld();
/** A poll without news is answered after this, and half of it may pass before the next. */
const HEARTBEAT_MS = 1_000;
const quick = await createWorld({ heartbeatMs: HEARTBEAT_MS });
/** Where a machine may stand still for three seconds between two polls, and they are still in time. */
const steady = await createWorld({ heartbeatMs: 6_000 });

function readPoll({ body }: Answer) {
  const { events, position } = v.parse(v.object({ events: v.array(ServerEvent), position: v.string() }), body);
  return { events, position, types: events.map(({ type }) => type) };
}
const poll = async (visitor: VisitorInTest, after?: string) =>
  readPoll(await visitor.ask("poll", { query: after === undefined ? "" : `?after=${after}` }));

async function talking(shop: Shop) {
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  const view = async () => (await agent.ask("conversation", { id: visitor.id })).body;
  return { visitor, agent, view };
}

/** A poll that waits for news, and whose reader can hang up. */
async function heldPoll(shop: Shop, visitor: VisitorInTest, after: string) {
  const { url, database } = world;
  const lease = async () => {
    const [row] = await database.query("select present_until from conversations where id = $1", [visitor.id]);
    return Number(row?.present_until ?? 0);
  };
  const before = await lease();
  const line = new AbortController();
  const answered = fetch(`${url}/v1/sites/${shop.id}/poll?after=${after}`, {
    headers: { authorization: `Bearer ${visitor.session.token}` },
    signal: line.signal,
  }).then(
    (response) => response.status,
    () => "hung up",
  );
  // Whoever is there prolongs their lease first of all.
  await until(async () => (await lease()) > before);
  return { answered, hangUp: () => line.abort() };
}

/** Somebody else comes and goes: when the server has noticed that, it has noticed what was before it. */
async function comesAndGoes(shop: Shop): Promise<void> {
  const [other, agent] = [await shop.knownVisitor("other@example.com"), await shop.agent()];
  await other.say("Hello");
  const { position } = await poll(other);
  const held = await heldPoll(shop, other, position);
  held.hangUp();
  await until(async () => (await agent.ask("conversation", { id: other.id })).body.present === false);
}

test("the first poll is answered at once, with hello and where to go on", async () => {
  const { visitor } = await talking(await world.shop());
  const { events, position } = await poll(visitor);
  expect(events).toMatchObject([{ type: "hello", latest: 1, readUpTo: 0, epoch: visitor.session.epoch }]);
  expect(position).toBe(`${visitor.session.epoch}:1:0:0:away`);
});

test("a poll by somebody who knows everything waits for news, and they come at once", async () => {
  const { visitor, agent } = await talking(await world.shop());
  const { position } = await poll(visitor);
  const waiting = poll(visitor, position);
  await agent.reply(visitor.id, "Hi");
  const { types, events, position: next } = await waiting;
  expect(types.filter((type) => type !== "hello")).toEqual(["message"]);
  expect(events).toContainEqual(expect.objectContaining({ type: "message", message: expect.objectContaining({ text: "Hi" }) }));
  expect(next).toBe(`${visitor.session.epoch}:2:0:0:away`);
  // Also what happens between two polls.
  await agent.ask("status", { body: { status: "online" } });
  expect((await poll(visitor, next)).events).toMatchObject([{ type: "hello", availability: "online" }]);
});

test("whoever is behind is told at once what they missed; whoever comes from another past gets a hello", async () => {
  const { visitor, agent } = await talking(await world.shop());
  for (const text of ["one", "two", "three"]) await agent.reply(visitor.id, text);
  const { epoch } = visitor.session;
  let after = `${epoch}:2`;
  const texts: string[] = [];
  while (texts.length < 2) {
    const { events, position } = await poll(visitor, after);
    texts.push(...events.flatMap((event) => (event.type === "message" ? [event.message.text] : [])));
    after = position;
  }
  expect([texts, after]).toEqual([["two", "three"], `${epoch}:4:0:0:away`]);
  for (const strange of ["another:2", "nonsense", "", `${epoch}:900`, `${"x".repeat(100)}:1`, `${epoch}:-1`, "%00:1"]) {
    expect((await poll(visitor, strange)).types, strange).toEqual(["hello"]);
  }
});

test("a poll without news is answered with a beat, so that no proxy takes it for dead", async () => {
  const { visitor } = await talking(await quick.shop());
  const { position } = await poll(visitor);
  const { types, events } = await poll(visitor, position);
  expect(types).toEqual(["hello", "beat"]);
  expect(events.at(-1)).toEqual({ type: "beat", latest: 1 });
});

test("fifty replies at once arrive over polls in order, each once (F11)", async () => {
  const { visitor, agent } = await talking(await world.shop());
  let after = (await poll(visitor)).position;
  const replies = Promise.all(Array.from({ length: 50 }, (_, n) => agent.reply(visitor.id, `reply ${n}`)));
  const seqs: number[] = [];
  while (seqs.length < 50) {
    const { events, position } = await poll(visitor, after);
    seqs.push(...events.flatMap((event) => (event.type === "message" ? [event.message.seq] : [])));
    after = position;
  }
  await replies;
  expect(seqs).toEqual(Array.from({ length: 50 }, (_, n) => n + 2));
});

test("from one poll to the next the visitor is present, and nobody at the desk hears of it", async () => {
  const { visitor, agent, view } = await talking(await steady.shop());
  const { position } = await poll(visitor);
  const desk = await agent.listen();
  await desk.hears(({ type }) => type === "hello");
  // Answered after a beat's time without news, and at once.
  for (const after of [position, undefined, undefined]) {
    await poll(visitor, after);
    expect(await view()).toMatchObject({ present: true });
  }
  expect(desk.heard.filter(({ type }) => type === "conversation")).toEqual([]);
  desk.hangUp();
});

test("whoever does not poll again is away after a short while, since the answer of the last poll", async () => {
  const { visitor, view } = await talking(await steady.shop());
  const before = steady.now();
  await poll(visitor);
  const answered = steady.now();
  expect(await view()).toMatchObject({ present: true });
  const away = await until(async () => ((await view()).present === false ? await view() : undefined));
  expect(Number(away.awaySince)).toBeGreaterThanOrEqual(before);
  expect(Number(away.awaySince)).toBeLessThanOrEqual(answered);
});

test("whoever hangs up in the middle of a poll is away at once", async () => {
  const shop = await world.shop();
  const { visitor, view } = await talking(shop);
  const { position } = await poll(visitor);
  const held = await heldPoll(shop, visitor, position);
  // The grace after the first poll is over when the second has begun: it is the second that keeps them here.
  expect(await view()).toMatchObject({ present: true });
  held.hangUp();
  expect(await held.answered).toBe("hung up");
  await until(async () => (await view()).present === false);
});

test("two tabs that poll for one visitor: the end of one is no leaving", async () => {
  const shop = await world.shop();
  const { visitor, view } = await talking(shop);
  const { position } = await poll(visitor);
  const [one, two] = [await heldPoll(shop, visitor, position), await heldPoll(shop, visitor, position)];
  one.hangUp();
  await one.answered;
  await comesAndGoes(shop);
  expect(await view()).toMatchObject({ present: true });
  two.hangUp();
  await until(async () => (await view()).present === false);
});

test("a followed link's poll counts as presence only after the gesture", async () => {
  const shop = await quick.shop();
  const { visitor, view } = await talking(shop);
  quick.advance(60_000);
  const secret = randomBytes(32).toString("base64url");
  await quick.database.query(
    "insert into mail_tokens (hash, kind, conversation_id, n, address, expires_at) values ($1, 'resume', $2, 1, $3, $4)",
    [createHash("sha256").update(secret).digest("hex"), visitor.id, "ana@example.com", quick.now() + 3_600_000],
  );
  const resumed = await newVisitor(quick.url, shop.id, { kind: "resume", secret });
  const { position } = await poll(resumed);
  await poll(resumed, position);
  expect(await view()).toMatchObject({ present: false });
  const waiting = poll(resumed, position);
  await resumed.ask("confirm", { body: {} });
  await until(async () => (await view()).present === true);
  await waiting;
});

test("revoking a visitor's sessions answers their polls with a word, and their tokens are refused", async () => {
  const shop = await world.shop();
  const { visitor } = await talking(shop);
  const { position } = await poll(visitor);
  const waiting = poll(visitor, position);
  await world.server.signOutVisitor(shop.id, visitor.id);
  // It may have been refused at the door already, if it came late.
  const types = await waiting.then(
    (answer) => answer.types,
    () => ["gone"],
  );
  expect(types).toContain("gone");
  expect(codeOf(await visitor.ask("poll"))).toBe("401 unauthorized");
});

test("a poll of one visitor hears nothing of another", async () => {
  const shop = await quick.shop();
  const [{ visitor: ana }, joao] = [await talking(shop), await shop.knownVisitor("joao@example.com")];
  const { position } = await poll(ana);
  const waiting = poll(ana, position);
  await joao.say("Hello, I am João");
  expect(JSON.stringify((await waiting).events)).not.toContain("João");
});

test("many polls on one server are no leak, and all of them are answered by one reply", async () => {
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on("warning", keep);
  const { visitor, agent } = await talking(await world.shop());
  const { position } = await poll(visitor);
  const waiting = Array.from({ length: 30 }, () => poll(visitor, position));
  await agent.reply(visitor.id, "To all of you");
  for (const answer of await Promise.all(waiting)) expect(answer.types).toContain("message");
  process.off("warning", keep);
  expect(warnings.map(({ message }) => message)).toEqual([]);
});

test("HEAD of a poll waits for nothing and holds nobody", async () => {
  const shop = await world.shop();
  const { visitor, view } = await talking(shop);
  world.advance(60_000);
  const response = await fetch(`${world.url}/v1/sites/${shop.id}/poll?after=${visitor.session.epoch}:1`, {
    method: "HEAD",
    headers: { authorization: `Bearer ${visitor.session.token}` },
  });
  expect([response.status, (await view()).present]).toEqual([200, false]);
});

test("a closing server answers its polls, and their visitors are away", async () => {
  const shop = await world.shop();
  const { visitor } = await talking(shop);
  const { position } = await poll(visitor);
  const held = await heldPoll(shop, visitor, position);
  await world.restart();
  expect(await held.answered).toBe(200);
  const [row] = await world.database.query("select present_until, away_since from conversations where id = $1", [visitor.id]);
  expect(row).toMatchObject({ present_until: null, away_since: expect.anything() });
});
