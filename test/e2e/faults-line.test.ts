/** Faults of the line on which news arrive, of the page's life around it, and of the visitor's clock. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import type { Fate } from "./line.js";
import { newProfile, ownBrowser, unwatchedBrowser } from "./own-browser.js";
import { pass, passUntil, settled, stopClock, withClock } from "./page-clock.js";
import { type Visitor, visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { atHome, sent, shopper, storedOnce, talking, texts, untilKept } from "./shoppers.js";

const shop = await faultyShop();
const { line } = shop;

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

const banner = ({ panel }: Visitor) => panel.getByText(/No connection/);
const shows = (visitor: Visitor, text: string) => until(async () => (await texts(visitor)).includes(text));

test("F11 the line is cut again and again: taken up each time, nothing missed, and no word about it", async () => {
  const ana = await talking(browser, shop, "Hello cut", withClock);
  await stopClock(ana.page);
  for (let cut = 0; cut < 3; cut++) {
    await pass(ana.page, line, 30_000);
    line.fate = (call) => (call.path.endsWith("/events") ? "drop" : "pass");
    await line.cut();
    await settled(ana.page, line);
    await shop.reply("Hello cut", `While cut ${cut}`);
    line.fate = () => "pass";
    await pass(ana.page, line, 2_000, 100);
    await shows(ana, `While cut ${cut}`);
    expect(await banner(ana).count()).toBe(0);
  }
  await passUntil(ana.page, line, 5_000, 100, async () => line.streams() === 1);
  expect(await texts(ana)).toEqual(["Hello cut", "While cut 0", "While cut 1", "While cut 2"]);
});

test("F11 the socket is half open, and nothing comes through it any more: given up for another one", async () => {
  const ana = await talking(browser, shop, "Hello half", withClock);
  await stopClock(ana.page);
  await settled(ana.page, line);
  const dead = line.to("events", "GET").at(-1);
  line.onStream = (chunk, call) => (call === dead ? [] : [chunk]);
  await shop.reply("Hello half", "Through the dead socket");
  await pass(ana.page, line, 45_000, 5_000);
  expect(await texts(ana)).toEqual(["Hello half"]);
  expect(line.to("events", "GET").at(-1)).toBe(dead);
  await pass(ana.page, line, 10_000);
  await shows(ana, "Through the dead socket");
  await until(() => dead?.isOver && line.streams() === 1);
});

test("F11 a proxy keeps the stream to itself: within ten seconds news are asked for instead, and no word about it", async () => {
  const ana = await talking(browser, shop, "Hello proxy", withClock);
  await stopClock(ana.page);
  line.onStream = () => [];
  await line.cut();
  await shop.reply("Hello proxy", "Kept back");
  await pass(ana.page, line, 10_000, 250);
  await shows(ana, "Kept back");
  await shop.reply("Hello proxy", "And this");
  await passUntil(ana.page, line, 10_000, 250, async () => (await texts(ana)).includes("And this"));
  expect(await banner(ana).count()).toBe(0);
  expect(await texts(ana)).toEqual(["Hello proxy", "Kept back", "And this"]);
  await ana.write("Through the proxy");
  await until(async () => (await shop.rows("Through the proxy")).length === 1);
});

test("F15 into the back/forward cache and back: no line meanwhile, one afterwards, nothing twice", async () => {
  const ana = await atHome(shop, "Hello bfcache");
  await ana.page.evaluate(() => {
    window.addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
  });
  await ana.page.goto(shop.page("/elsewhere", "<p>Elsewhere</p>"));
  await until(() => line.streams() === 0);
  await shop.reply("Hello bfcache", "While you were away");
  await ana.page.goBack({ waitUntil: "commit" });
  await until(() => ana.page.evaluate(() => Reflect.get(window, "persisted")));
  await shows(ana, "While you were away");
  expect(await texts(ana)).toEqual(["Hello bfcache", "While you were away"]);
  await until(() => line.streams() === 1);
  await ana.write("Back again");
  await storedOnce(shop, ana, "Back again");
  expect(ana.complaints).toEqual([]);
});

const TEN_MINUTES_MS = 600_000;

test("F15 frozen for ten minutes and thawed: nothing missed, nothing twice, one line", async () => {
  const ana = await atHome(shop, "Hello freeze", withClock);
  await stopClock(ana.page);
  // Only a tab behind another one is ever frozen.
  await ana.context.newPage();
  await until(() => ana.page.evaluate(() => document.visibilityState === "hidden"));
  const tools = await ana.context.newCDPSession(ana.page);
  await tools.send("Page.setWebLifecycleState", { state: "frozen" });
  await until(() => line.streams() === 0);
  await shop.reply("Hello freeze", "While you were frozen");
  // Timers stand still in a frozen page: only its clock goes on.
  await ana.page.clock.setSystemTime((await ana.page.evaluate(() => Date.now())) + TEN_MINUTES_MS);
  await tools.send("Page.setWebLifecycleState", { state: "active" });
  await ana.page.bringToFront();
  await until(() => line.streams() === 1);
  await pass(ana.page, line, 500, 100);
  await shows(ana, "While you were frozen");
  expect(await texts(ana)).toEqual(["Hello freeze", "While you were frozen"]);
  await passUntil(ana.page, line, 5_000, 100, async () => line.streams() === 1);
});

test("F15 asleep for ten minutes while the line was being opened: it is opened anew, and no proxy is blamed", async () => {
  const ana = await talking(browser, shop, "Hello sleep", withClock);
  await stopClock(ana.page);
  let wakeUp: () => void = () => {};
  const awake = new Promise<void>((resolve) => {
    wakeUp = resolve;
  });
  await settled(ana.page, line);
  const before = line.to("events", "GET").length;
  line.fate = ({ path }) => (path.endsWith("/events") ? { answerAfter: awake } : "pass");
  await line.cut();
  await ana.page.clock.runFor(1_000);
  await until(() => line.to("events", "GET").length > before);
  await shop.reply("Hello sleep", "While you slept");
  // As when the lid is opened again: whatever was due meanwhile rings now.
  await ana.page.clock.fastForward(TEN_MINUTES_MS);
  line.fate = () => "pass";
  wakeUp();
  await pass(ana.page, line, 2_000, 100);
  await shows(ana, "While you slept");
  expect(await texts(ana)).toEqual(["Hello sleep", "While you slept"]);
  await passUntil(ana.page, line, 5_000, 100, async () => line.streams() === 1);
  expect(line.to("poll", "GET")).toEqual([]);
});

test("F15 a prerendered page asks nothing and tells nothing before somebody sees it", async () => {
  const ana = await talking(browser, shop, "Hello prerender");
  await ana.page.goto("about:blank");
  await until(() => line.streams() === 0);
  // Said by the page's own document, because a browser that is watched prerenders nothing.
  await ana.page.addInitScript(() => {
    Object.defineProperty(document, "prerendering", { get: () => Reflect.get(window, "isSeen") !== true });
  });
  line.mend();
  await ana.page.goto(shop.url);
  await ana.page.getByRole("button", { name: /^Open chat/ }).click();
  // By what the device has: not even the site's name is asked for.
  await ana.page.getByRole("dialog").getByText("Hello prerender", { exact: true }).waitFor();
  await shop.reply("Hello prerender", "Before you came");
  await ana.page.waitForLoadState("networkidle");
  expect(line.calls.filter(({ path }) => path !== "/v1/sites/flora")).toEqual([]);
  await ana.page.evaluate(() => {
    Object.assign(window, { isSeen: true });
    document.dispatchEvent(new Event("prerenderingchange"));
  });
  await shows(ana, "Before you came");
  await until(() => line.streams() === 1);
});

test("F15 a page that its browser really prerenders: the same, as the server sees it", async ({ skip }) => {
  const profile = await newProfile();
  onTestFinished(() => profile.remove());
  const first = await ownBrowser(profile.path);
  onTestFinished(() => first.kill());
  const ana = await visitorIn(first.context, shop.url);
  await ana.openChat();
  await ana.write("Hello unwatched");
  await sent(ana);
  await untilKept(ana.page, "Hello unwatched");
  await first.kill();
  line.mend();

  let come: () => void = () => {};
  const comes = new Promise<Fate>((resolve) => {
    come = () => resolve({ status: 204 });
  });
  line.fate = ({ path }) => (path === "/v1/come" ? comes : path.startsWith("/v1/told/") ? { status: 204 } : "pass");
  const told = (what: string) => line.calls.findIndex(({ path }) => path === `/v1/told/${what}`);
  const hasTold = (what: string, withinMs?: number) => until(() => told(what) >= 0, withinMs);
  shop.page(
    "/next",
    `<script>
      window.recado = (...call) => (recado.q ??= []).push(call);
      recado("open");
      const tell = (what) => fetch("${line.url}/v1/told/" + what);
      tell(document.prerendering ? "prerendering" : "plain");
      document.addEventListener("prerenderingchange", () => tell("activated"));
      const tellOnceShown = (text, what) => setTimeout(() => {
        const isShown = document.querySelector("recado-chat")?.shadowRoot?.textContent.includes(text);
        isShown ? tell(what) : tellOnceShown(text, what);
      }, 50);
      tellOnceShown("Hello unwatched", "shown");
      tellOnceShown("Before you came", "news");
      // Many times what a chat that somebody sees takes to connect.
      setTimeout(() => tell("waited"), 3_000);
    </script>${shop.tag}`,
  );
  const before = shop.page(
    "/before",
    `<script type="speculationrules">{ "prerender": [{ "urls": ["/next"], "eagerness": "immediate" }] }</script>
     <script>fetch("${line.url}/v1/come").then(() => { location.href = "/next"; });</script>`,
  );
  const second = await unwatchedBrowser(profile.path, before);
  onTestFinished(() => second.kill());
  await hasTold("prerendering", 20_000).catch(() => skip("This browser prerenders nothing."));
  await hasTold("shown");
  await shop.reply("Hello unwatched", "Before you came");
  await hasTold("waited");
  const asked = () => line.calls.filter(({ path }) => !/\/(come|flora|told\/\w+)$/.test(path));
  expect(asked()).toEqual([]);
  come();
  await hasTold("activated");
  await hasTold("news");
  await until(() => line.streams() === 1);
});

const YEAR_MS = 365 * 24 * 3_600_000;
test.for([
  ["a year behind", -YEAR_MS],
  ["a year ahead", YEAR_MS],
] as const)("F19 the visitor's clock is %s: order and unread are as everybody else sees them", async ([, skew]) => {
  // Midnight in the middle of it would be another day, rightly.
  const left = new Date().setHours(24, 0, 0, 0) - Date.now();
  if (left < 60_000) await sleep(left);
  const name = `Hello ${skew}`;
  const ana = await shopper(browser, shop.url, (page) => page.clock.install({ time: Date.now() + skew }));
  for (const text of [name, `Second ${skew}`]) {
    await ana.write(text);
    await storedOnce(shop, ana, text);
  }
  await until(() => line.streams() > 0);
  await ana.page.getByRole("button", { name: "Close chat" }).first().click();
  await shop.reply(name, `Answer ${skew}`);
  await ana.page.getByRole("button", { name: "Open chat, 1 unread message" }).click();
  await shows(ana, `Answer ${skew}`);
  expect(await texts(ana)).toEqual([name, `Second ${skew}`, `Answer ${skew}`]);
  // While it is on its way it stands under the device's time, put right; then under the server's.
  let arrive: () => void = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  line.fate = ({ path }) => (path.endsWith("/messages") ? arrived.then(() => "pass" as const) : "pass");
  await ana.write(`Third ${skew}`);
  const all = [name, `Second ${skew}`, `Answer ${skew}`, `Third ${skew}`];
  const stands = async () => [await texts(ana), await ana.panel.locator(".day").allTextContents()];
  await shows(ana, `Third ${skew}`);
  expect(await stands()).toEqual([all, ["Today"]]);
  arrive();
  await storedOnce(shop, ana, `Third ${skew}`);
  expect(await stands()).toEqual([all, ["Today"]]);
  expect((await shop.conversationWith(name)).texts).toEqual(all);
});
