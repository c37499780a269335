/** What an idle stream keeps, beside what a bare server of Node's keeps of one: counted, on a server in a process of its own. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Child, start } from "../bench-server/child.js";
import { createGround, type Ground, SITE } from "../bench-server/ground.js";
import type { Usage } from "../bench-server/node.js";
import type { Kept } from "../bench-server/spent.js";

/** Behind these, all code has been loaded and compiled. */
const FIRST = 100;
const MORE = 400;

let ground: Ground;
beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.end());

/** Of one more stream. */
async function keptOfEach(server: Child, tokens: readonly string[]): Promise<Kept> {
  const { url } = await server.ask<Usage>({});
  const visitors = await start("visitors.ts", { site: SITE, urls: [url], tokens });
  await visitors.ask({ open: FIRST });
  const before = await server.ask<Kept>("kept");
  await visitors.ask({ open: FIRST + MORE });
  const after = await server.ask<Kept>("kept");
  await visitors.end("SIGKILL");
  await server.end();
  const of = (what: keyof Kept) => (after[what] - before[what]) / MORE;
  return {
    bytes: of("bytes"),
    functions: of("functions"),
    contexts: of("contexts"),
    webStreams: of("webStreams"),
    signals: of("signals"),
    timers: of("timers"),
  };
}

test("an idle stream keeps nothing of who asked, no timer and no signal, and little more memory than Node's own", async () => {
  const tokens = await ground.people(FIRST + MORE, "idle");
  const floor = await keptOfEach(await start("bare.ts", {}), tokens);
  const ours = await keptOfEach(await start("node.ts", { database: ground.database.connection }), tokens);
  const few = expect.closeTo(0, 1);
  expect(ours).toMatchObject({ contexts: few, webStreams: few, signals: few, timers: few });
  // Each with what it sees is a hundred bytes: fourteen now, where it was twenty-eight.
  expect(ours.functions - floor.functions).toBeLessThan(20);
  expect(ours.bytes - floor.bytes).toBeLessThan(6 * 1_024);
});
