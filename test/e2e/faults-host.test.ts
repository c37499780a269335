/** Faults of the page around us: it takes our element away, has the snippet twice, or has changed the language under our feet. */
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { lineTo } from "./line.js";
import { withClock } from "./page-clock.js";
import { visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { keptKeys, RESTED_MS, shopper, storedOnce, talking, texts } from "./shoppers.js";

const shop = await faultyShop();
const { line } = shop;
let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

const host = (page: Page) => page.locator("recado-chat");

describe("F22", () => {
  test("F22 everything is forgotten in one tab while another one sends: the other one forgets too, and nothing comes back", async () => {
    const ana = await talking(browser, shop, "Hello F22");
    const tab = await visitorIn(ana.context, shop.url);
    await tab.openChat();
    await until(async () => (await texts(tab)).includes("Hello F22"), RESTED_MS);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    line.fate = (call) => (call.method === "POST" && call.path.endsWith("/messages") ? { answerAfter: held } : "pass");
    await tab.write("On its way in B");
    await tab.write("Waiting in B");
    await until(async () => (await shop.rows("On its way in B")).length === 1);
    await ana.page.evaluate(() => window.recado?.("reset"));
    await until(async () => (await texts(tab)).length === 0 && (await texts(ana)).length === 0);
    line.fate = () => "pass";
    release();
    await until(() => line.to("messages").every(({ isOver }) => isOver));
    for (const { page } of [ana, tab]) await until(async () => (await keptKeys(page)).length === 0);
    for (const visitor of [ana, tab]) {
      await visitor.page.reload();
      await visitor.openChat();
      expect(await texts(visitor)).toEqual([]);
    }
    expect(await keptKeys(ana.page)).toEqual([]);
    expect(await shop.rows("Waiting in B")).toEqual([]);
  });
});

describe("F23", () => {
  test("F23 the page takes our element away, with the panel open: it is back, and the conversation goes on", async () => {
    const ana = await talking(browser, shop, "Hello F23");
    await ana.panel.getByRole("textbox", { name: "Message" }).fill("Half a sent");
    await host(ana.page).evaluate((element) => element.remove());
    await ana.panel.getByRole("textbox", { name: "Message" }).waitFor();
    expect(await ana.panel.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Half a sent");
    await shop.reply("Hello F23", "Still there?");
    await until(async () => (await texts(ana)).includes("Still there?"));
    await ana.write("Of course");
    await storedOnce(shop, ana, "Of course");
    await until(() => line.streams() === 1);
  });

  test("F23 a router replaces <body> again and again: one widget, the same one", async () => {
    const ana = await talking(browser, shop, "Hello router");
    for (let page = 0; page < 8; page++) {
      await ana.page.evaluate((n) => {
        const body = document.createElement("body");
        body.append(`Page ${n}`);
        document.body.replaceWith(body);
      }, page);
    }
    await host(ana.page).waitFor({ state: "attached" });
    expect(await host(ana.page).count()).toBe(1);
    await ana.write("On the eighth page");
    await storedOnce(shop, ana, "On the eighth page");
    expect(line.mostStreams()).toBe(1);
  });

  test("F23 the page replaces <html> itself, twice, and its body after that: one widget, the same one", async () => {
    const ana = await talking(browser, shop, "Hello root");
    for (const n of [1, 2]) {
      await ana.page.evaluate((page) => {
        const html = document.createElement("html");
        html.append(document.createElement("head"), document.createElement("body"));
        document.replaceChild(html, document.documentElement);
        document.body.append(`Page ${page}`);
      }, n);
      await host(ana.page).waitFor({ state: "attached" });
    }
    await ana.page.evaluate(() => {
      const body = document.createElement("body");
      document.body.replaceWith(body);
      document.querySelector("recado-chat")?.remove();
    });
    await host(ana.page).waitFor({ state: "attached" });
    expect(await host(ana.page).count()).toBe(1);
    await ana.write("On the page behind the pages");
    await storedOnce(shop, ana, "On the page behind the pages");
    expect(line.mostStreams()).toBe(1);
  });

  test("F23 a page that takes the element away each time it comes back means it: the chat ends, and lets go of everything", async () => {
    const ana = await talking(browser, shop, "Hello fight");
    await ana.page.evaluate(() => {
      new MutationObserver(() => document.querySelector("recado-chat")?.remove()).observe(document.documentElement, {
        childList: true,
      });
      document.querySelector("recado-chat")?.remove();
    });
    await until(() => line.streams() === 0);
    await until(async () => (await host(ana.page).count()) === 0);
    await until(() => ana.page.evaluate(() => window.recado === undefined));
    expect(ana.complaints).toEqual([]);
  });

  test("F23 a page that takes the element away now and then does not mean it: each time is forgiven after a while", async () => {
    const ana = await talking(browser, shop, "Hello now and then", withClock);
    for (let times = 0; times < 6; times++) {
      await host(ana.page).evaluate((element) => element.remove());
      await host(ana.page).waitFor({ state: "attached" });
      await ana.page.clock.fastForward(11_000);
    }
    await ana.write("Still here");
    await storedOnce(shop, ana, "Still here");
    expect(await host(ana.page).count()).toBe(1);
  });

  test("F23 the snippet twice: one widget, one request for the settings", async () => {
    const twice = shop.page("/twice", `<p>Flora</p>${shop.tag}${shop.tag}`);
    const ana = await shopper(browser, twice);
    expect(await host(ana.page).count()).toBe(1);
    await ana.page.waitForLoadState("networkidle");
    expect(line.to("flora", "GET")).toHaveLength(1);
  });

  test("F23 two versions of it: the one that came first stays, alone", async () => {
    const other = await lineTo(() => shop.world.url);
    onTestFinished(() => other.close());
    const both = shop.page("/both", `${shop.tag.replace(line.url, other.url).replace(" async", "")}${shop.tag}`);
    const ana = await shopper(browser, both);
    await ana.write("Which one?");
    await until(async () => (await shop.rows("Which one?")).length === 1);
    expect(await host(ana.page).count()).toBe(1);
    expect(other.to("messages")).toHaveLength(1);
    expect(line.calls).toEqual([]);
  });
});
