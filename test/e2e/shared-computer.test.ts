/**
 * What stays on a computer: after a logout the next one finds nothing of the one before, on the device, in any tab, in the bubble; nor
 * does whoever comes back find what the owner no longer keeps.
 */
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { keptKeys, RESTED_MS, sent, talking, texts } from "./shoppers.js";

const shop = await faultyShop();
let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

const FORGOTTEN = /Ana|ana@|card number|secret reply/;

test("reset() at logout leaves nothing in storage, in memory, in other tabs, in the composer and in the bubble", async () => {
  const ana = await talking(browser, shop, "I am Ana, order 4711");
  await ana.page.evaluate('recado("identify", { email: "ana@example.com", name: "Ana" })');
  const other = await visitorIn(ana.context, shop.url);
  await other.openChat();
  await until(async () => (await texts(other)).length > 0, RESTED_MS);
  await other.panel.getByRole("textbox", { name: "Message" }).fill("My card number is");
  await other.page.getByRole("button", { name: "Close chat" }).click();
  await ana.page.getByRole("button", { name: "Close chat" }).click();
  await shop.reply("I am Ana, order 4711", "A secret reply for Ana");
  for (const { page } of [ana, other]) await page.getByRole("button", { name: /1 unread message/ }).waitFor();
  expect((await keptKeys(ana.page)).length).toBeGreaterThan(0);

  await ana.page.evaluate('recado("reset")');
  await until(async () => (await keptKeys(ana.page)).length === 0);
  for (const { page, panel } of [ana, other]) {
    const bubble = page.getByRole("button", { name: "Open chat", exact: true });
    await bubble.waitFor();
    const shown = () => page.locator("recado-chat").evaluate((host) => host.shadowRoot?.textContent ?? "");
    await until(async () => !FORGOTTEN.test(await shown()));
    await bubble.click();
    await until(async () => (await panel.getByRole("textbox", { name: "Message" }).inputValue()) === "");
    expect(await texts({ panel })).toEqual([]);
    await page.getByRole("button", { name: "Close chat" }).click();
  }
  expect(await ana.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")).toEqual([0, 0, ""]);

  // The next person, in the tab that was only told: a conversation of their own, and nobody's address in it.
  await other.openChat();
  await other.write("I am Rui");
  await until(async () => (await shop.rows("I am Rui")).length === 1);
  const [mine] = await shop.rows("I am Rui");
  const [before] = await shop.rows("I am Ana, order 4711");
  expect(mine?.conversation_id).not.toBe(before?.conversation_id);
  expect(await shop.world.database.query("select contact from visitors where id = $1", [mine?.conversation_id])).toEqual([
    { contact: null },
  ]);
  await ana.page.reload();
  await ana.openChat();
  await until(async () => (await texts(ana)).length === 1);
  expect(await texts(ana)).toEqual(["I am Rui"]);
});

test("who comes back to a conversation that the owner no longer keeps is told so, offered nothing of it, and begins a new one", async () => {
  const ana = await talking(browser, shop, "I am Ana, in spring");
  await shop.reply("I am Ana, in spring", "Come back in autumn");
  await until(async () => (await texts(ana)).length === 2);
  await ana.panel.getByRole("textbox", { name: "Message" }).fill("Half a thought");
  const { id } = await shop.conversationWith("I am Ana, in spring");
  await ana.page.goto("about:blank");
  await shop.reply("I am Ana, in spring", "Are you there?");
  const settings = (await shop.agent.ask("settings")).body;
  await shop.agent.ask("saveSettings", { body: { ...settings, retentionDays: 90 } });
  const { query } = shop.world.database;
  await query("update conversations set last_message_at = $2 where id = $1", [id, shop.world.now() - 91 * 86_400_000]);
  // A server sweeps when it starts.
  await shop.world.restart();
  await until(async () => (await query("select from visitors where id = $1", [id])).length === 0);

  await ana.page.goto(shop.url);
  // The badge on the device knew of a reply; there is none any more.
  await ana.page.getByRole("button", { name: "Open chat", exact: true }).waitFor();
  await until(async () => (await keptKeys(ana.page)).length === 0);
  await ana.openChat();
  await ana.panel.getByText("This conversation has ended").waitFor();
  expect(await texts(ana)).toEqual([]);
  expect(await ana.panel.getByRole("textbox", { name: "Message" }).inputValue()).toBe("");
  const offers = async () => {
    await ana.panel.getByRole("button", { name: "Menu" }).click();
    await ana.panel.getByRole("menu").getByText("Sounds").waitFor();
    const all = await ana.panel.getByRole("menu").locator("[role^=menuitem]").allTextContents();
    await ana.panel.getByRole("button", { name: "Menu" }).click();
    return all.join();
  };
  expect(await offers()).not.toMatch(/Delete|Download|transcript/);

  await ana.write("I am back");
  await sent(ana);
  expect(await texts(ana)).toEqual(["I am back"]);
  expect(await shop.conversationWith("I am back")).toMatchObject({ texts: ["I am back"] });
  expect((await shop.conversationWith("I am back")).id).not.toBe(id);
  await ana.panel.getByText("This conversation has ended").waitFor({ state: "hidden" });
  expect(await offers()).toMatch(/Delete my conversation/);
});
