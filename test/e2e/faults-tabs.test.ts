/** Faults between the tabs of one browser: they share a line to save connections, and nothing anybody sees depends on it. */
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import type { Fate } from "./line.js";
import { stopClock, withClock } from "./page-clock.js";
import { type Visitor, visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { atHome, RESTED_MS, storedOnce, talking, texts } from "./shoppers.js";

const shop = await faultyShop();
const { line } = shop;

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

type Prepare = (page: Page) => Promise<unknown>;

/** So many tabs of one browser, the chat open in each; the first one was there alone, so the line is its. */
async function tabs(count: number, text: string, prepare?: Prepare): Promise<Visitor[]> {
  const first = await talking(browser, shop, text, prepare);
  const all = [first];
  while (all.length < count) {
    const tab = await visitorIn(first.context, shop.url, prepare);
    await tab.openChat();
    await shows(tab, text);
    all.push(tab);
  }
  return all;
}

const shows = (visitor: Visitor, text: string) => until(async () => (await texts(visitor)).includes(text), RESTED_MS);
const times = async (visitor: Visitor, text: string) => (await texts(visitor)).filter((shown) => shown === text).length;

test("F18 seven tabs over HTTP/1.1: one stream, and every tab sees and says everything", async () => {
  const seven = await tabs(7, "Hello seven");
  await until(() => line.streams() === 1);
  await shop.reply("Hello seven", "To all of you");
  for (const tab of seven) await shows(tab, "To all of you");
  for (const [n, tab] of seven.entries()) {
    await tab.write(`From tab ${n}`);
    await storedOnce(shop, tab, `From tab ${n}`);
  }
  const told = (await shop.conversationWith("Hello seven")).texts;
  for (const tab of seven) await until(async () => JSON.stringify(await texts(tab)) === JSON.stringify(told));
  await until(() => line.streams() === 1);
  expect(line.mostStreams()).toBe(1);
});

test("F17 the tab that holds the line is closed: another one takes it at once, and nothing is missed", async () => {
  const [first, second] = await tabs(2, "Hello closing tab", withClock);
  if (!first || !second) throw new Error("no tabs");
  // From here on nobody's patience comes to an end.
  await stopClock(second.page);
  const [its] = line.to("events", "GET");
  await first.page.close();
  await until(() => its?.isOver);
  await until(() => line.streams() === 1);
  await shop.reply("Hello closing tab", "Are you still there?");
  await shows(second, "Are you still there?");
});

test("F17 the tab that holds the line crashes: the same", async () => {
  const [first, second] = await tabs(2, "Hello crash", withClock);
  if (!first || !second) throw new Error("no tabs");
  await stopClock(second.page);
  const crashed = first.page.waitForEvent("crash");
  const tools = await first.context.newCDPSession(first.page);
  // Never answered: the page is gone by then.
  void tools.send("Page.crash").catch(() => undefined);
  await crashed;
  await shop.reply("Hello crash", "Are you still there?");
  await shows(second, "Are you still there?");
  await until(() => line.streams() === 1);
});

test("F17 the tab that holds the line is frozen: another one leads at once, and the thawed one sees everything once", async () => {
  const first = await atHome(shop, "Hello frozen");
  // Only a tab that is really behind another one is ever frozen.
  const second = await visitorIn(first.context, shop.url);
  await second.openChat();
  await shows(second, "Hello frozen");
  const [its] = line.to("events", "GET");
  const tools = await first.context.newCDPSession(first.page);
  await tools.send("Page.setWebLifecycleState", { state: "frozen" });
  await until(() => its?.isOver && line.streams() === 1);
  await shop.reply("Hello frozen", "Are you still there?");
  await shows(second, "Are you still there?");
  expect(await times(first, "Are you still there?")).toBe(0);
  await tools.send("Page.setWebLifecycleState", { state: "active" });
  await first.page.bringToFront();
  await shows(first, "Are you still there?");
  for (const tab of [first, second]) expect(await times(tab, "Are you still there?")).toBe(1);
  await until(() => line.streams() === 1);
});

test("F17 the tab that holds the line hangs, and nobody hears of it: it is robbed, and once it can it sees everything once", async () => {
  const [first, second] = await tabs(2, "Hello hanging");
  if (!first || !second) throw new Error("no tabs");
  let letGo: () => void = () => {};
  const hanging = new Promise<Fate>((resolve) => {
    letGo = () => resolve({ status: 204 });
  });
  line.fate = ({ path }) => (path === "/v1/hang" ? hanging : "pass");
  // A page that waits for an answer like this does nothing else.
  const hung = first.page.evaluate((address) => {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.send();
  }, `${line.url}/v1/hang`);
  await until(() => line.to("hang", "GET").length === 1);
  await shop.reply("Hello hanging", "Are you still there?");
  await shows(second, "Are you still there?");
  letGo();
  await hung;
  await shows(first, "Are you still there?");
  for (const tab of [first, second]) expect(await times(tab, "Are you still there?")).toBe(1);
  await until(() => line.streams() === 1);
});

const WITHOUT: Record<string, () => void> = {
  "there are no Web Locks": () => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }),
  "there is no BroadcastChannel": () => Reflect.deleteProperty(window, "BroadcastChannel"),
  // So Firefox, where all cookies are blocked.
  "there are no Web Locks, and BroadcastChannel is refused": () => {
    Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
    window.BroadcastChannel = class {
      constructor() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      }
    } as unknown as typeof BroadcastChannel;
  },
  "every tab is told that it leads": () => {
    LockManager.prototype.request = (async (_: string, ...rest: unknown[]) => {
      const granted = rest.at(-1);
      return typeof granted === "function" ? granted({ name: "", mode: "exclusive" }) : undefined;
    }) as typeof LockManager.prototype.request;
  },
};

test.for(Object.entries(WITHOUT))(
  "F17 %s: every tab sees everything once, and what it says is stored once",
  async ([name, take]) => {
    const both = await tabs(2, `Hello: ${name}`, (page) => page.addInitScript(take));
    await shop.reply(`Hello: ${name}`, `Answer: ${name}`);
    for (const tab of both) await shows(tab, `Answer: ${name}`);
    for (const [n, tab] of both.entries()) {
      await tab.write(`${n} ${name}`);
      await storedOnce(shop, tab, `${n} ${name}`);
    }
    for (const tab of both) {
      expect(tab.complaints).toEqual([]);
      await shows(tab, `0 ${name}`);
      await shows(tab, `1 ${name}`);
      for (const text of [`Answer: ${name}`, `0 ${name}`, `1 ${name}`]) expect(await times(tab, text)).toBe(1);
    }
  },
);
