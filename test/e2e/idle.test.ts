/**
 * The whole widget at rest, on the real server: what it asks of the network and of the processor while nobody does anything. The
 * client by itself is test/unit/client/idle.test.ts; here are the panel, the adapter and the loader, too.
 */
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { pass, settled, stopClock, withClock } from "./page-clock.js";
import type { Visitor } from "./people.js";
import { faultyShop } from "./shop.js";
import { shopper, talking, texts } from "./shoppers.js";

const shop = await faultyShop();
const { line } = shop;

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

const TEN_MINUTES_MS = 600_000;
const SHORT_MS = 20_000;

interface Rest {
  /** What rang, and for how many milliseconds it had been set. */
  rang: [what: string, ms: number][];
  /** Pieces of a stream that have come through to the page. */
  heard: number;
}

/** Before the first page, whose clock is ours by then. */
async function watched(page: Page): Promise<void> {
  await withClock(page);
  await page.addInitScript(() => {
    const rest: Rest = { rang: [], heard: 0 };
    Object.assign(window, { rest });
    for (const name of ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"]) {
      const real: (...given: unknown[]) => unknown = Reflect.get(window, name);
      Reflect.set(window, name, (call: (...given: unknown[]) => unknown, ...given: unknown[]) => {
        const ring = (...told: unknown[]) => {
          rest.rang.push([name, typeof given[0] === "number" ? given[0] : 0]);
          return call(...told);
        };
        return real.call(window, ring, ...given);
      });
    }
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = async function (this: ReadableStreamDefaultReader) {
      const piece = await read.call(this);
      rest.heard += 1;
      return piece;
    } as typeof read;
  });
}

const restIn = ({ page }: Visitor): Promise<Rest> => page.evaluate(() => Reflect.get(window, "rest") as Rest);
/** What moves by itself, which a browser has to paint. */
const moving = ({ page }: Visitor) =>
  page.evaluate(
    () =>
      (document.querySelector("recado-chat")?.shadowRoot?.getAnimations() ?? []).filter(
        ({ playState }) => playState === "running",
      ).length,
  );

/** Goes by in steps, in each of which the server's next beat is heard if there is a stream: the server's own clock is not ours. */
async function atRest(visitor: Visitor, ms: number) {
  const { rang } = await restIn(visitor);
  const calls = line.calls.length;
  await pass(visitor.page, line, ms, SHORT_MS, async () => {
    await settled(visitor.page, line);
    const { heard } = await restIn(visitor);
    if (line.streams() > 0) await until(async () => (await restIn(visitor)).heard > heard);
  });
  return {
    asked: line.calls.slice(calls).map(({ method, path }) => `${method} ${path}`),
    timers: (await restIn(visitor)).rang.slice(rang.length).filter(([, after]) => after < SHORT_MS),
    moving: await moving(visitor),
  };
}
const NOTHING = { asked: [], timers: [], moving: 0 };

test("open for ten minutes without a conversation: no request, no stream, no timer, and nothing that moves", async () => {
  const ana = await shopper(browser, shop.url, watched);
  await stopClock(ana.page);
  await pass(ana.page, line, 60_000);
  expect(await atRest(ana, TEN_MINUTES_MS)).toEqual(NOTHING);
  expect(line.mostStreams()).toBe(0);
  expect((await restIn(ana)).heard).toBe(0);
});

test("open for ten minutes in a conversation: one stream and its beats, no request, no timer of less than 20 s, and nothing that moves", async () => {
  const ana = await talking(browser, shop, "Hello idle", watched);
  await shop.reply("Hello idle", "An answer");
  await until(async () => (await texts(ana)).length === 2);
  await stopClock(ana.page);
  await pass(ana.page, line, 60_000);
  expect(await atRest(ana, TEN_MINUTES_MS)).toEqual(NOTHING);
  expect([line.streams(), line.mostStreams()]).toEqual([1, 1]);
});

test("closed again, with a reply that nobody has looked at yet: the same", async () => {
  const ana = await talking(browser, shop, "Hello closed", watched);
  await ana.page.getByRole("button", { name: /^Close chat/ }).click();
  await shop.reply("Hello closed", "An answer");
  await ana.page.getByRole("button", { name: "Open chat, 1 unread message" }).waitFor();
  await stopClock(ana.page);
  await pass(ana.page, line, 10_000);
  expect(await atRest(ana, 120_000)).toEqual(NOTHING);
  expect([line.streams(), line.mostStreams()]).toEqual([1, 1]);
});
