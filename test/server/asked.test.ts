/** How often the hot paths ask the database: a number that no load of the machine changes, and that costs more than all else. */
import { expect, test } from "vitest";
import { createPresence } from "../../src/server/conversation/presence.js";
import { connect } from "../../src/server/database/connect.js";
import { createSites } from "../../src/server/site/site.js";
import { NewsLine } from "../../src/server/visitor/news-line.js";
import { createSessions } from "../../src/server/visitor/session.js";
import { createSnapshots } from "../../src/server/visitor/snapshot.js";
import { until } from "../until.js";
import { bareGround } from "./bare-ground.js";
import { counting } from "./counting.js";
import { createWorld } from "./world.js";

const asked: string[] = [];
/** No beat, and nothing else that comes with time, falls into what is counted, however slow the machine is. */
const HEARTBEAT_MS = 3_600_000;
const world = await createWorld({ heartbeatMs: HEARTBEAT_MS }, (own) => counting(own, asked));
/** What the server does by itself: it looks what is due elsewhere, tells other nodes, and notes that a console was heard of. */
const BY_ITSELF = /channel_parts|pg_notify|update "agents" set "seen_at"/;

const ROUNDS = 3;

/** Of three rounds the one that asked least: a look that was still on its way from before can only add to one. */
async function askedFor(work: (round: number) => Promise<unknown>): Promise<string[]> {
  const all: string[][] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const from = asked.length;
    await work(round);
    all.push(asked.slice(from).filter((statement) => !BY_ITSELF.test(statement)));
  }
  return all.sort((one, other) => one.length - other.length)[0] ?? [];
}

async function talking() {
  const shop = await world.shop();
  const [visitor, agent] = [await shop.knownVisitor(), await shop.agent()];
  await visitor.say("Hello");
  await agent.ask("agentRead", { id: visitor.id, body: { upTo: 1 } });
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  const shows = (text: string) =>
    until(() => stream.heard.some(({ message }) => (message as { text?: string } | undefined)?.text === text));
  return { visitor, agent, stream, shows };
}

test("a reply asks four things until it is on the visitor's screen: who, where, to store it, and what is new", async () => {
  const { visitor, agent, stream, shows } = await talking();
  const all = await askedFor(async (round) => {
    await agent.reply(visitor.id, `To minus ${round}`);
    await shows(`To minus ${round}`);
  });
  expect(all.length, all.join("\n")).toBe(4);
  stream.hangUp();
});

test("a visitor's message asks three things until it is stored, and one more for their own stream", async () => {
  const { visitor, stream, shows } = await talking();
  const all = await askedFor(async (round) => {
    await visitor.say(`Is it hardy to minus ${round}?`);
    await shows(`Is it hardy to minus ${round}?`);
  });
  expect(all.length, all.join("\n")).toBe(4);
  stream.hangUp();
});

test("whoever comes back to a stream asks once for where it stands and what was missed", async () => {
  const { visitor, agent, stream } = await talking();
  const { id = "" } = stream.heard.find(({ type }) => type === "hello") ?? {};
  stream.hangUp();
  await agent.reply(visitor.id, "To minus ten");
  const all = await askedFor(async () => {
    const back = await visitor.listen({ "last-event-id": id });
    await back.hears(({ message }) => (message as { text?: string } | undefined)?.text === "To minus ten");
    back.hangUp();
  });
  expect(all.filter((statement) => statement.includes("as look")).length, all.join("\n")).toBe(1);
});

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** What all streams of a node share, on a database that counts. */
async function node() {
  const statements: string[] = [];
  const db = connect(counting(world.database.connection, statements), log);
  const ground = { ...bareGround(db, world.now), heartbeatMs: 20_000 };
  return {
    statements,
    presence: createPresence(ground),
    sessions: createSessions(ground),
    sites: createSites(db),
    snapshots: createSnapshots(ground),
    end: () => db.destroy(),
  };
}

test("no beat is told before hello", async () => {
  const { visitor, stream } = await talking();
  stream.hangUp();
  const { snapshots, end } = await node();
  const sent: { type?: string }[] = [];
  const line = { send: (event: object) => sent.push(event), isOver: () => false, onEnd: silent, end: silent };
  const [{ site = "" } = {}] = await world.database.query("select site_id as site from visitors where id = $1", [visitor.id]);
  const news = new NewsLine({ epoch: "", now: world.now }, snapshots, { site: String(site), id: visitor.id }, line);
  news.beat();
  await news.hello(undefined);
  news.beat();
  await end();
  expect(sent.map(({ type }) => type)).toEqual(["hello", "beat"]);
});

test("the beats of twenty streams in one moment are four statements together", async () => {
  const shop = await world.shop();
  const people = await Promise.all(Array.from({ length: 20 }, (_, n) => shop.knownVisitor(`${n}@example.com`)));
  for (const visitor of people) await visitor.say("Hello");
  const tokens = await world.database.query("select hash, visitor_id as id from visitor_sessions where site_id = $1", [shop.id]);
  const { statements, presence, sessions, snapshots, end } = await node();
  const beats = tokens.map(async ({ hash, id }) => {
    const session = await sessions(shop.id, String(hash));
    await presence.stay({ site: shop.id, id: String(id) });
    const [seen] = await Promise.all([snapshots.of(String(id), 0), snapshots.site(shop.id)]);
    return [session?.visitorId === id, seen.missed.map(({ text }) => text)];
  });
  expect(await Promise.all(beats)).toEqual(people.map(() => [true, ["Hello"]]));
  await end();
  expect(statements.length, statements.join("\n")).toBe(4);
});

test("twenty who come back in one moment are written down in one statement, and in another when they go", async () => {
  const shop = await world.shop();
  const people = await Promise.all(Array.from({ length: 20 }, (_, n) => shop.knownVisitor(`back${n}@example.com`)));
  for (const visitor of people) await visitor.say("Hello");
  const presences = () =>
    world.database.query(
      "select present_until is null as away, away_since, in_mail_thread from conversations where site_id = $1",
      [shop.id],
    );
  const { statements, presence, sites, end } = await node();
  const all = <Done>(work: (visitor: { site: string; id: string }, n: number) => Promise<Done>) =>
    Promise.all(people.map(({ id }, n) => work({ site: shop.id, id }, n)));
  await all(async (visitor) => {
    expect((await sites(visitor.site)).id).toBe(shop.id);
    await presence.arrive(visitor);
  });
  expect(await presences()).toEqual(Array(20).fill({ away: false, away_since: null, in_mail_thread: false }));
  await all((visitor, n) => presence.leave(visitor, n));
  expect((await presences()).map(({ away, away_since }) => [away, Number(away_since)]).sort()).toEqual(
    people.map((_, n) => [true, n]).sort(),
  );
  await end();
  expect(statements.length, statements.join("\n")).toBe(3);
});

test("whose conversation somebody holds keeps nobody else waiting, and is there as soon as it is free", async () => {
  const shop = await world.shop();
  const [held, free] = [await shop.knownVisitor(), await shop.knownVisitor("bea@example.com")];
  for (const visitor of [held, free]) await visitor.say("Hello");
  await world.database.query("update conversations set present_until = null, away_since = 1 where site_id = $1", [shop.id]);
  const { presence, end } = await node();
  const lock = await world.database.hold("select from conversations where id = $1 for update", [held.id]);
  const waiting = presence.stay({ site: shop.id, id: held.id });
  await presence.stay({ site: shop.id, id: free.id });
  await world.database.queued(1);
  await lock.release();
  await waiting;
  await end();
  const rows = await world.database.query("select present_until, away_since from conversations where site_id = $1", [shop.id]);
  expect(rows).toEqual(Array(2).fill({ present_until: expect.anything(), away_since: null }));
});
