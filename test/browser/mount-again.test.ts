/** An app that mounts the chat and destroys it, again and again: nothing of the earlier ones is left on the page or in memory. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import { memory } from "../../src/adapters/memory.js";
import { type Backend, indexedDbCache } from "../../src/client/index.js";
import { mount } from "../../src/index.js";
import { until } from "../until.js";

const ROUNDS = 100;
/** Enough that code, caches and the engine's own books are there. */
const WARM_UP = 30;
/** By what a heap of some megabytes breathes; one chat left behind each round would be ten times that. */
const BREATH_BYTES = 400_000;

interface Measured {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** What is still reachable, after the garbage has been taken out. */
async function measure(): Promise<Measured> {
  const browser = cdp() as unknown as { send(method: string): Promise<Record<string, unknown>> };
  await browser.send("Performance.enable");
  // Twice: what an abort listener held is garbage only after the first time.
  for (let n = 0; n < 3; n++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await browser.send("HeapProfiler.collectGarbage");
  }
  const { metrics } = (await browser.send("Performance.getMetrics")) as { metrics: { name: string; value: number }[] };
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

let place: HTMLElement;
beforeEach(async () => {
  // Somebody has written here before: where there is no database, no connection to it can be left open.
  const cache = indexedDbCache();
  await cache.put([["somebody:head", 0]], "relaxed");
  cache.close();
  place = document.createElement("div");
  document.body.append(place);
});
afterEach(() => place.remove());

/** Mounts the chat into this, or with a bubble, and destroys it once somebody has seen what `isThere` looks for. */
async function round(site: string, into: HTMLElement | undefined, backend: Backend, isThere: (root: ShadowRoot) => boolean) {
  const recado = mount({ site, backend, ...(into && { into }) });
  recado.on("unread", () => {});
  recado.open();
  const root = await until(() => document.querySelector("recado-chat")?.shadowRoot);
  await until(() => isThere(root), 40_000, 5);
  recado.compose("Hello");
  recado.destroy();
  expect(document.querySelector("recado-chat")).toBeNull();
}

/** After a hundred of these the page is as after thirty. */
async function staysFlat(once: () => Promise<void>): Promise<void> {
  const play = async (rounds: number) => {
    for (let n = 0; n < rounds; n++) await once();
  };
  await play(WARM_UP);
  const before = await measure();
  await play(ROUNDS);
  let after = before;
  const isFlat = async () => {
    after = await measure();
    // Less than one for every tenth round: the runner's own page moves a little, too.
    const isMore = [after.nodes - before.nodes, after.listeners - before.listeners].some((more) => more >= ROUNDS / 10);
    return !isMore && after.heap - before.heap < BREATH_BYTES;
  };
  // A bubble counts for ten seconds how often it was taken away: so long a timer holds it.
  await until(isFlat, 40_000, 1_000).catch((cause) => {
    throw new Error(`Left behind: ${JSON.stringify({ before, after })}`, { cause });
  });
}

const hasField = (root: ShadowRoot) => root.querySelector("textarea") !== null;

test.each([
  ["a bubble", false],
  ["an element of the page", true],
])("mounted in %s and destroyed 100 times, the page is as after 30 times", { timeout: 120_000 }, async (_, isEmbedded) => {
  const site = `again-${crypto.randomUUID()}`;
  await staysFlat(() => round(site, isEmbedded ? place : undefined, memory(), hasField));
});

test("so it is with a conversation, which each of them resumes and listens for", { timeout: 120_000 }, async () => {
  const site = `again-${crypto.randomUUID()}`;
  const backend = memory();
  let streams = 0;
  const listened: Backend = {
    ...backend,
    listen(position, hear, signal) {
      streams++;
      return backend.listen(position, hear, signal).finally(() => streams--);
    },
  };
  const first = mount({ site, backend, into: place });
  first.open();
  const root = await until(() => document.querySelector("recado-chat")?.shadowRoot);
  (await until(() => root.querySelector("textarea"))).focus();
  await userEvent.keyboard("Is the pot frost-proof?{Enter}");
  await until(() => root.querySelector(".log")?.textContent?.includes("Sent"));
  backend.agent.reply("It is.");
  await until(() => root.querySelector(".log")?.textContent?.includes("It is."));
  first.destroy();
  await staysFlat(() =>
    round(
      site,
      place,
      listened,
      (chat) => streams === 1 && (chat.querySelector(".log")?.textContent?.includes("It is.") ?? false),
    ),
  );
  await until(() => streams === 0);
});
