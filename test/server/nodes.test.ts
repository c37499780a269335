/** Two nodes on one database are one server: what happens on one is told on the other, without waiting for a beat. */
import { afterAll, expect, test } from "vitest";
import { createServer, type RecadoServer } from "../../src/server/index.js";
import { until } from "../until.js";
import { signedIn } from "./people.js";
import { createWorld } from "./world.js";

/** No beat comes to the rescue here. */
const heartbeatMs = 3_600_000;
const world = await createWorld({ heartbeatMs });
const log: string[] = [];
const note = (_: object, sentence: string) => log.push(sentence);
const start = () =>
  createServer({
    ...{ database: world.database.connection, port: 0, heartbeatMs, clock: world.now },
    log: { debug: () => undefined, info: note, warn: note, error: note },
  });
const other: RecadoServer = await start();
afterAll(() => other.close());

const OURS = "from pg_stat_activity where datname = current_database() and query like 'listen %'";
const listeners = async () => (await world.database.query(`select pid ${OURS}`)).map(({ pid }) => pid);
await until(async () => (await listeners()).length >= 2);

async function talking() {
  const shop = await world.shop();
  const visitor = await shop.knownVisitor();
  await visitor.say("Where is my olive tree?");
  const agent = await signedIn(other.url, await other.signInLink(`${shop.id}.amelie@flora.example`));
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  return { visitor, agent, stream };
}

test("a reply, the agent's typing and their reading reach a visitor of the other node", async () => {
  const { visitor, agent, stream } = await talking();
  await agent.ask("status", { body: { status: "online" } });
  await stream.hears(({ type, availability }) => type === "availability" && availability === "online");
  await agent.ask("agentTyping", { id: visitor.id, body: { on: true } });
  await stream.hears(({ type, on }) => type === "typing" && on === true);
  await agent.ask("agentRead", { id: visitor.id, body: { upTo: 1 } });
  await stream.hears(({ type, by }) => type === "read" && by === "agent");
  await agent.reply(visitor.id, "On its way");
  await stream.hears(({ message }) => (message as { text?: string } | undefined)?.text === "On its way");
});

test("a visitor's message reaches a desk of the other node, and so does their leaving", async () => {
  const { visitor, agent, stream } = await talking();
  const desk = await agent.listen();
  await desk.hears(({ type }) => type === "hello");
  await visitor.say("Hello?");
  await desk.hears(({ type, id }) => type === "conversation" && id === visitor.id);
  stream.hangUp();
  await until(async () => (await agent.ask("conversation", { id: visitor.id })).body.present === false);
});

test("a hundred notices at once, more than one NOTIFY carries, all arrive", async () => {
  const { visitor, agent, stream } = await talking();
  const texts = Array.from({ length: 100 }, (_, n) => `Reply ${n}`);
  await Promise.all(texts.map((text) => agent.reply(visitor.id, text)));
  await stream.hears(({ message }) => (message as { seq?: number } | undefined)?.seq === 101);
  const heard = stream.heard.flatMap(({ message }) => (message === undefined ? [] : [(message as { text: string }).text]));
  expect(heard.sort()).toEqual(texts.sort());
});

test("after a cut of its line to the database a node hears the others again", async () => {
  const { visitor, agent, stream } = await talking();
  const before = await listeners();
  await world.database.query(`select pg_terminate_backend(pid) ${OURS}`);
  // Others than those: what was cut is still in the list for a while.
  await until(async () => (await listeners()).filter((pid) => !before.includes(pid)).length >= 2);
  await expect.poll(() => log).toContain("Other nodes cannot be heard: streams look with their beats meanwhile");
  await agent.reply(visitor.id, "Still here");
  await stream.hears(({ message }) => (message as { text?: string } | undefined)?.text === "Still here");
});
