/** A computer that several people use: after a logout the next one finds nothing of the one before, on the device, in any tab, in the bubble. */
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { keptKeys, talking, texts } from "./shoppers.js";

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
  await until(async () => (await texts(other)).length > 0);
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
    expect(await page.locator("recado-chat").evaluate((host) => host.shadowRoot?.textContent)).not.toMatch(FORGOTTEN);
    await bubble.click();
    expect(await panel.getByRole("textbox", { name: "Message" }).inputValue()).toBe("");
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
