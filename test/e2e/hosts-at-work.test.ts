/** F23, F24: what pages do while the chat is on them. Their listeners, modals and routers do not get between a visitor and an answer. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { newProfile } from "./own-browser.js";
import { visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { sent, shopper, storedOnce, texts } from "./shoppers.js";

const require = createRequire(import.meta.url);
const shop = await faultyShop();
const { line } = shop;

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

/** A page with this script of its own before our tag, its chat open. */
const on = (path: string, script: string, body = "") =>
  shopper(browser, shop.page(path, `<script>${script}</script><main>${body}</main>${shop.tag}`));

test("F24 keys, copying, pasting, the focus and the wheel are the visitor's while they are in the chat: the page hears none of it", async () => {
  const ana = await on(
    "/listening",
    `window.heard = new Set();
    for (const type of ["keydown", "keypress", "keyup", "focusin", "copy", "cut", "paste", "contextmenu", "selectstart", "wheel"])
      for (const place of [window, document]) place.addEventListener(type, (event) => {
        heard.add(type);
        if (type !== "keyup") event.preventDefault();
      }, { passive: false });`,
  );
  const message = ana.panel.getByRole("textbox", { name: "Message" });
  // The click that opens the chat is the page's as well.
  await ana.page.evaluate(() => Reflect.get(window, "heard").clear());
  await ana.write("The first one brings what guards the others");
  await sent(ana);
  await message.click();
  await ana.page.keyboard.type("Twice");
  await ana.page.keyboard.press("ControlOrMeta+a");
  await ana.page.keyboard.press("ControlOrMeta+x");
  await ana.page.keyboard.press("ControlOrMeta+v");
  await ana.page.keyboard.press("ControlOrMeta+v");
  await message.click({ button: "right" });
  await until(async () => (await message.inputValue()) === "TwiceTwice");
  for (let n = 0; n < 12; n++) await ana.write(`Line ${n} of a conversation that is taller than its panel`);
  const log = ana.panel.getByRole("log");
  // All of it, and at its end: what still came in would move the log as well.
  await until(async () => (await texts(ana)).length === 13);
  await sent(ana);
  await until(() =>
    log.evaluate(({ scrollTop, clientHeight, scrollHeight }) => scrollTop > 50 && scrollTop + clientHeight > scrollHeight - 2),
  );
  const before = await log.evaluate((element) => element.scrollTop);
  await log.hover();
  await ana.page.mouse.wheel(0, -40);
  await until(async () => (await log.evaluate((element) => element.scrollTop)) < before);
  expect(await ana.page.evaluate(() => [...Reflect.get(window, "heard")])).toEqual([]);
});

test("F24 a modal of the page that keeps the focus, as Bootstrap's do, keeps nobody from typing in the chat", async () => {
  const ana = await on(
    "/modal",
    `addEventListener("DOMContentLoaded", () => {
      const modal = document.querySelector("[role=dialog]");
      document.addEventListener("focusin", (event) => modal.contains(event.target) || modal.focus());
      modal.focus();
    });`,
    '<div role="dialog" tabindex="-1" aria-label="Newsletter"><button>Close</button></div>',
  );
  await ana.panel.getByRole("textbox", { name: "Message" }).click();
  await ana.page.keyboard.type("Behind your newsletter");
  await ana.page.keyboard.press("Enter");
  await storedOnce(shop, ana, "Behind your newsletter");
});

test("F24 a <dialog> of the page in the top layer comes before the chat, and leaves it as it was", async () => {
  const ana = await on("/dialog", "", "<dialog>Cookies?<button>Fine</button></dialog>");
  await ana.write("Before your dialog");
  await sent(ana);
  await ana.panel.getByRole("textbox", { name: "Message" }).fill("Half a sent");
  await ana.page.evaluate(() => document.querySelector("dialog")?.showModal());
  await shop.reply("Before your dialog", "Under your dialog");
  await until(async () => (await texts(ana)).includes("Under your dialog"));
  await ana.page.getByRole("button", { name: "Fine" }).focus();
  await ana.page.evaluate(() => document.querySelector("dialog")?.close());
  expect(await ana.panel.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Half a sent");
  await ana.write("After your dialog");
  await storedOnce(shop, ana, "After your dialog");
});

test("F23 Turbo goes from page to page, each with the snippet: the same chat, open, over one line", async () => {
  const turbo = await readFile(require.resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"), "utf8");
  const next = shop.page("/turbo/2", `<script>${turbo}</script><main>Two</main><a href="/turbo/1">One</a>${shop.tag}`);
  const ana = await on("/turbo/1", turbo, `One<a href="${next}">Two</a>`);
  await ana.write("On the first page");
  await sent(ana);
  await ana.panel.getByRole("textbox", { name: "Message" }).fill("Half a sent");
  await ana.page.evaluate(() => Object.assign(window, { isSame: true }));
  await ana.page.getByRole("link", { name: "Two" }).click();
  await ana.page.getByRole("link", { name: "One" }).waitFor();
  expect(await ana.page.evaluate(() => Reflect.get(window, "isSame"))).toBe(true);
  expect(await ana.panel.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Half a sent");
  await ana.page.getByRole("link", { name: "One" }).click();
  await ana.page.getByRole("link", { name: "Two" }).waitFor();
  await ana.page.goBack();
  await ana.page.getByRole("link", { name: "One" }).waitFor();
  await ana.write("After Turbo");
  await storedOnce(shop, ana, "After Turbo");
  expect(await ana.page.locator("recado-chat").count()).toBe(1);
  await until(() => line.streams() === 1);
  expect(line.mostStreams()).toBe(1);
});

const STUB = "window.recado = (...call) => (recado.q ??= []).push(call);";

test("F24 a script that is slow holds nothing up, and what the page asked for meanwhile is done when it comes", async () => {
  let deliver = () => {};
  const wait = new Promise<void>((resolve) => {
    deliver = resolve;
  });
  const slow = createServer(async (_, response) => {
    await wait;
    response.writeHead(302, { location: `${line.url}/recado.js` }).end();
  });
  await new Promise<void>((listening) => slow.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void slow.close().closeAllConnections());
  const { port } = slow.address() as { port: number };
  const tag = `<script async src="http://127.0.0.1:${port}/recado.js" data-site="flora" data-server="${line.url}"></script>`;
  const page = shop.page("/slow", `<script>${STUB} recado("open");</script><main>Flora</main>${tag}`);
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const tab = await context.newPage();
  await tab.goto(page, { waitUntil: "domcontentloaded" });
  expect(await tab.locator("main").innerText()).toBe("Flora");
  expect(await tab.locator("recado-chat").count()).toBe(0);
  deliver();
  // The chunks are where the tag says: beside the script, wherever that led.
  await tab.locator("recado-chat").waitFor({ state: "attached" });
});

test("F24 a script that is blocked leaves the page whole: its calls wait, and nothing is thrown", async () => {
  const page = shop.page("/blocked", `<script>${STUB} recado("open"); recado("on", "ready", () => {});</script>Flora${shop.tag}`);
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const errors: string[] = [];
  const ana = await visitorIn(context, page, async (tab) => {
    tab.on("pageerror", (error) => errors.push(String(error)));
    await tab.route("**/recado.js", (route) => route.abort("blockedbyclient"));
  });
  await ana.page.evaluate(() => window.recado?.("close"));
  expect(errors).toEqual([]);
  expect(await ana.page.evaluate(() => document.querySelectorAll("recado-chat").length)).toBe(0);
});

test("F16 a browser that keeps nothing for any site: the chat works, and says that it is not kept", async () => {
  const profile = await newProfile();
  onTestFinished(() => profile.remove());
  const { mkdir, writeFile } = await import("node:fs/promises");
  await mkdir(`${profile.path}/Default`, { recursive: true });
  // As set in chrome://settings/content: no site may keep data. Chromium counts all storage as cookies.
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(`${profile.path}/Default/Preferences`, JSON.stringify(settings));
  const context = await playwright.launchPersistentContext(profile.path, { ...(await chromium()), locale: "en-GB" });
  onTestFinished(() => context.close());
  const ana = await visitorIn(context, shop.url);
  const stored = () => ana.page.evaluate(() => localStorage.length).catch((error) => String(error));
  expect(await stored()).toContain("Access is denied");
  await ana.openChat();
  await ana.write("Kept nowhere");
  await storedOnce(shop, ana, "Kept nowhere");
  await ana.panel.getByText(/This browser does not keep the conversation/).waitFor();
  await shop.reply("Kept nowhere", "Answered all the same");
  await until(async () => (await texts(ana)).includes("Answered all the same"));
});
