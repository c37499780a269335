/** The link in a mail, opened in a real browser: by a mail scanner, which changes nothing, and by the person it was meant for. */
import { type Browser, type BrowserContext, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { chromium } from "../chromium.js";
import { quick, textOf } from "../server/letters.js";
import { draft, newVisitor } from "../server/people.js";
import { until } from "../until.js";
import { resumeLink } from "./demo.js";
import { type Visitor, visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { RESTED_MS, untilKept } from "./shoppers.js";

const mailer = memoryMailer();
const shop = await faultyShop({ mailer, rules: quick });

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

/** Longer than any message has to be looked at. */
const LONGEST_LOOK_MS = 4_000;

async function profile(): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  return context;
}

/** A conversation whose unread reply was mailed, and the link in that mail. */
async function mailed(email: string): Promise<{ readonly id: string; readonly link: string }> {
  const visitor = await newVisitor(shop.world.url, "flora");
  await visitor.ask("identify", { body: { contact: { email }, held: [draft("Is it hardy?")] } });
  await shop.agent.reply(visitor.id, "Down to minus eight.");
  shop.world.advance(60_000);
  const letter = await until(() => mailer.taken.find(({ envelope }) => envelope.to === email));
  return { id: visitor.id, link: resumeLink({ text: await textOf(letter) }) };
}

const reply = ({ panel }: Visitor) => panel.getByRole("log").getByText("Down to minus eight.");
const known = async (id: string) => (await shop.agent.ask("conversation", { id })).body;

test("a mail scanner opens the link, runs the scripts and sends no input: nothing is read, verified or written", async () => {
  const { id, link } = await mailed("scanned@example.com");
  const scanner = await visitorIn(await profile(), link);
  await reply(scanner).waitFor();
  // As far as a script can go: it says it has the focus, clicks, types and scrolls, but no hand is behind it.
  await scanner.page.evaluate(() => {
    const root = document.querySelector("recado-chat")?.shadowRoot;
    const field = root?.querySelector("textarea");
    window.focus();
    for (const button of root?.querySelectorAll("button") ?? []) if (!button.matches("[part=launcher], header *")) button.click();
    for (const type of ["pointerdown", "mousedown", "keydown", "click"]) {
      root?.querySelector(".log")?.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
      document.body.dispatchEvent(new KeyboardEvent(type, { key: "a", bubbles: true }));
    }
    field?.focus();
    if (field) field.value = "Cheap pills";
    field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    window.scrollBy(0, 50);
  });
  await scanner.page.waitForTimeout(LONGEST_LOOK_MS);
  expect(await known(id)).toMatchObject({ readUpTo: 0, latest: 3, present: false, address: { state: "typed" } });
  expect(await shop.rows("Cheap pills")).toEqual([]);

  // The same page under a person's hand: what the scanner could not do, one click does.
  await scanner.panel.click({ position: { x: 40, y: 200 } });
  // Three answers to one click, in whatever order they come.
  await expect.poll(() => known(id)).toMatchObject({ readUpTo: 3, present: true, address: { state: "verified" } });
});

test("the secret is gone from the address bar and the history at once, and travels in no address", async () => {
  const { link } = await mailed("secret@example.com");
  const secret = link.slice(link.indexOf("#recado=") + "#recado=".length);
  const context = await profile();
  const sent: string[] = [];
  context.on("request", (request) => sent.push(`${request.url()} ${request.headers().referer ?? ""}`));
  const ana = await visitorIn(context, link);
  await reply(ana).waitFor();
  expect(ana.page.url()).toBe(`${shop.url}/`);
  await ana.page.goto(`${shop.url}/?next`);
  await ana.page.goBack();
  expect(ana.page.url()).toBe(`${shop.url}/`);
  expect(sent.length).toBeGreaterThan(3);
  expect(sent.filter((line) => line.includes(secret))).toEqual([]);
});

test("a browser that has another conversation keeps it, and the two are never one", async () => {
  const context = await profile();
  const eva = await visitorIn(context, shop.url);
  await eva.openChat();
  await eva.write("My own question");
  await eva.panel.getByText(/· Sent/).waitFor();
  // What a disk that was slow for once does not have yet, no other tab finds there.
  await untilKept(eva.page, "My own question");
  const { id, link } = await mailed("shared@example.com");
  const tab = await visitorIn(context, link);
  await reply(tab).waitFor();
  expect(await tab.panel.getByRole("log").getByText("My own question").count()).toBe(0);
  await tab.page.close();
  const later = await visitorIn(context, shop.url);
  await later.openChat();
  await later.panel.getByRole("log").getByText("My own question").waitFor({ timeout: RESTED_MS });
  expect(await reply(later).count()).toBe(0);
  expect((await shop.conversationWith("My own question")).id).not.toBe(id);
});
