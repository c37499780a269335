/** What a node keeps of a stream that is silent: thousands are, so what each holds is counted, on any machine the same. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { queryObjects } from "node:v8";
import { afterAll, expect, test } from "vitest";
import { until } from "../until.js";
import type { VisitorInTest } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();
const { hostname, port } = new URL(world.url);
const sockets: Socket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

/** By a bare socket: fetch has signals of its own. Resolves with its hello. */
async function listens(shop: string, { session }: VisitorInTest): Promise<void> {
  const socket = connect(Number(port), hostname).setEncoding("utf8");
  sockets.push(socket);
  await once(socket, "connect");
  socket.write(`GET /v1/sites/${shop}/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${session.token}\r\n\r\n`);
  let text = "";
  socket.on("data", (part) => {
    text += part;
  });
  await until(() => text.includes('"hello"'));
}

const STREAMS = 20;
/** A look goes through all of the memory. */
const EACH_LOOK_MS = 1_000;
const LONGEST_MS = 40_000;
const KINDS = { AbortSignal, Map, Set } as const;
const counted = () => Object.values(KINDS).map((kind) => queryObjects(kind, { format: "count" }));

test("a silent stream has no signal, no map and no set of its own", async () => {
  const shop = await world.shop();
  const people = await Promise.all(Array.from({ length: STREAMS + 1 }, (_, n) => shop.knownVisitor(`${n}@example.com`)));
  const [first, ...others] = people;
  if (first === undefined) throw new Error("Nobody is there");
  for (const visitor of people) await visitor.say("Hello");
  // What all of them share comes with the first one.
  await listens(shop.id, first);
  const before = counted();
  await Promise.all(others.map((visitor) => listens(shop.id, visitor)));
  // What a request leaves behind goes by itself.
  await until(() => counted().every((count, at) => count - (before[at] ?? 0) < STREAMS / 2), LONGEST_MS, EACH_LOOK_MS);
  expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(STREAMS + 1);
}, 120_000);
