/** The widget as it is built: each language's words are where the panel and the form look for them. */
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LANGUAGES } from "../../src/protocol/index.js";
import { formEn } from "../../src/widget/words/form-en.js";
import { speechIn } from "../../src/widget/words.js";
import { chromium } from "../chromium.js";
import { faultyShop } from "./shop.js";

const shop = await faultyShop();
const fields = [{ name: "email" as const, required: true }];
await shop.world.shop({
  id: "asking",
  settings: { contactForm: { whenOnline: "required", whenAway: "required", fields } },
});

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

test.each(LANGUAGES)("in %s the panel and the form speak it", async (language) => {
  const tag = `<script async src="${shop.line.url}/recado.js" data-site="asking" data-lang="${language}"></script>`;
  const address = shop.page(`/${language}`, tag);
  const { words, form } = await speechIn(language);
  const { send } = form ? (await form()).formWords : formEn;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (line) => complaints.push(line.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(address);
    await page.locator("recado-chat button").first().click();
    const field = page.getByPlaceholder(words.composer.placeholder);
    await field.fill("🌱");
    await field.press("Enter");
    await page.getByRole("button", { name: send, exact: true }).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
});
