/** An app that mounts the chat and destroys it, again and again: nothing of the earlier ones is left on the page or in memory. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp } from "vitest/browser";
import { memory } from "../../src/adapters/memory.js";
import { indexedDbCache } from "../../src/client/index.js";
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

async function round(site: string, into: HTMLElement | undefined): Promise<void> {
  const recado = mount({ site, backend: memory(), ...(into && { into }) });
  recado.on("unread", () => {});
  recado.open();
  await until(() => document.querySelector("recado-chat")?.shadowRoot?.querySelector("textarea"), 40_000, 5);
  recado.compose("Hello");
  recado.destroy();
  expect(document.querySelector("recado-chat")).toBeNull();
}

test.each([
  ["a bubble", false],
  ["an element of the page", true],
])("mounted in %s and destroyed 100 times, the page is as after 30 times", { timeout: 120_000 }, async (_, isEmbedded) => {
  const site = `again-${crypto.randomUUID()}`;
  const play = async (rounds: number) => {
    for (let n = 0; n < rounds; n++) await round(site, isEmbedded ? place : undefined);
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
});
