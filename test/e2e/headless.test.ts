/** The chats of one's own in demo/headless, built with the npm package and used by a visitor; and one beside our own widget. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { faultyShop } from "./shop.js";

const ROOT = resolve(import.meta.dirname, "../..");
const shop = await faultyShop();
const where = JSON.stringify([shop.line.url, "flora"]).slice(1, -1);
const APPS = {
  plain: `import { ownChat } from "${ROOT}/demo/headless/plain.ts"; ownChat(document.querySelector("main"), ${where});`,
  react: `import { createElement, StrictMode } from "react"; import { createRoot } from "react-dom/client";
    import { openChat, OwnChat } from "${ROOT}/demo/headless/react.tsx"; const chat = openChat(${where});
    createRoot(document.querySelector("main")).render(createElement(StrictMode, null, createElement(OwnChat, { chat })));`,
  both: `import { mount } from "recado"; import { ownChat } from "${ROOT}/demo/headless/plain.ts";
    ownChat(document.querySelector("main"), ${where}); mount({ site: "flora", server: ${JSON.stringify(shop.line.url)} });`,
};
let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await playwright.launch(await chromium());
  await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "node_modules/.cache/recado-headless-"));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The app on a page of its own, opened by a visitor who was never here. */
async function opened(name: keyof typeof APPS): Promise<Page> {
  const out = join(folder, name);
  await writeFile(join(folder, `${name}.js`), APPS[name]);
  const npm = (entry: string) => join(ROOT, "dist/npm", `${entry}.js`);
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    resolve: {
      alias: [
        { find: /^recado$/, replacement: npm("index") },
        { find: /^recado\/(.*)$/, replacement: npm("$1") },
      ],
    },
    build: { outDir: out, rolldownOptions: { input: join(folder, `${name}.js`), output: { entryFileNames: "app.js" } } },
  });
  const page =
    '<!doctype html><html lang="en"><link rel="icon" href="data:,"><main></main><script type="module" src="/app.js"></script>';
  const scripts = new Map<string, string>(
    await Promise.all(
      (await readdir(out, { recursive: true, encoding: "utf8" }))
        .filter((file) => file.endsWith(".js"))
        .map(async (file) => [`/${file}`, await readFile(join(out, file), "utf8")] as const),
    ),
  );
  const server = createServer((incoming, response) => {
    const script = scripts.get(incoming.url ?? "");
    response.writeHead(200, { "content-type": script === undefined ? "text/html" : "text/javascript" });
    response.end(script ?? page);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const context = await browser.newContext({ locale: "en-GB" });
  onTestFinished(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  });
  const opened = await context.newPage();
  opened.on("pageerror", (error) => {
    throw error;
  });
  const address = server.address();
  await opened.goto(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`);
  return opened;
}

const say = async (page: Page, text: string) => {
  await page.getByPlaceholder("Your message").fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).first().click();
};

test.each(["plain.ts", "react.tsx"])("%s has at most 40 lines", async (file) => {
  expect((await readFile(join(ROOT, "demo/headless", file), "utf8")).trimEnd().split("\n").length).toBeLessThanOrEqual(40);
});

test.each(["plain", "react"] as const)("%s: written, answered, read, and there again after a reload", async (name) => {
  const page = await opened(name);
  const hello = `Hello from ${name}`;
  await page.getByRole("heading", { name: "We are here" }).waitFor();
  await say(page, hello);
  await page.getByText(`visitor: ${hello}`).waitFor();
  await shop.reply(hello, `Hello, ${name}`);
  await page.getByText(`agent: Hello, ${name}`).waitFor();
  await until(async () => (await shop.conversationWith(hello)).readUpTo === 2);
  await page.reload();
  await page.getByText(`agent: Hello, ${name}`).waitFor();
  expect(await page.getByRole("listitem").allTextContents()).toEqual([`visitor: ${hello}`, `agent: Hello, ${name}`]);
});

test.each(["plain", "react"] as const)("%s: what is held for the contact goes with it", async (name) => {
  await shop.agent.ask("status", { body: { status: "invisible" } });
  const { database } = shop.world;
  const form = { whenOnline: "never", whenAway: "required", fields: [{ name: "email", required: true }] };
  const set = (value: object) =>
    database.query("update sites set settings = settings || jsonb_build_object('contactForm', $1::jsonb)", [
      JSON.stringify(value),
    ]);
  await set(form);
  onTestFinished(async () => {
    await set({ ...form, whenAway: "never" });
    await shop.agent.ask("status", { body: { status: "online" } });
  });
  const page = await opened(name);
  const text = `Held in ${name}`;
  await say(page, text);
  await page.getByText(`held: ${text}`).waitFor();
  expect(await shop.rows(text)).toEqual([]);
  await page.getByPlaceholder("Your e-mail").fill("ana@example.com");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText(`visitor: ${text}`).waitFor();
  expect((await shop.rows(text)).length).toBe(1);
});

test("a chat of one's own and the widget on one page are one visitor, with one conversation and one stream", async () => {
  const page = await opened("both");
  const streams = new Set<unknown>();
  page.on("request", (request) => request.url().endsWith("/events") && streams.add(request));
  page.on("requestfailed", (request) => streams.delete(request));
  page.on("requestfinished", (request) => streams.delete(request));
  await say(page, "From my own");
  await page.getByText("visitor: From my own").waitFor();
  await page.getByRole("button", { name: /^Open chat/ }).click();
  const log = page.getByRole("log");
  await log.getByText("From my own").waitFor();
  const field = page.getByRole("textbox", { name: "Message", exact: true });
  await field.fill("From the widget");
  await field.press("Enter");
  await page.getByText("visitor: From the widget").waitFor();
  await shop.reply("From my own", "To both");
  await page.getByText("agent: To both").waitFor();
  await log.getByText("To both").waitFor();
  expect((await shop.conversationWith("From the widget")).texts).toEqual(["From my own", "From the widget", "To both"]);
  await until(() => streams.size === 1);
});
