/**
 * The README's recipes, as they stand there, in the real frameworks: taken out of the README, built with the npm package, and
 * used by a visitor. Only the addresses of the server and the site are the test's.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";
import { compile } from "svelte/compiler";
import { build, type Plugin } from "vite";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { faultyShop } from "./shop.js";

const ROOT = resolve(import.meta.dirname, "../..");
const shop = await faultyShop();
let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await playwright.launch(await chromium());
  // Below node_modules' owner, so that the frameworks are found.
  await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "node_modules/.cache/recado-"));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The first block in this language below this heading. */
async function fromReadme(heading: string, language: string): Promise<string> {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const code = new RegExp(`\\*\\*${heading}\\*\\*[^]*?\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (code === undefined) throw new Error(`The README has no ${language} for ${heading}`);
  expect(code).toContain('mount({ site: "shop", server: "https://chat.example.com" })');
  return code.replace("https://chat.example.com", shop.line.url).replace('"shop"', '"flora"');
}

const svelte: Plugin = {
  name: "svelte",
  transform: (code, id) => (id.endsWith(".svelte") ? { code: compile(code, { filename: id }).js.code } : null),
};

/** Builds the app with the recipe in it, and serves it under every path, as an app with routes is. */
async function served(name: string, file: string, code: string): Promise<string> {
  const source = join(folder, name);
  await cp(join(ROOT, "test/fixtures/frameworks"), source, { recursive: true });
  await writeFile(join(source, file), code);
  await build({
    root: source,
    configFile: false,
    logLevel: "error",
    plugins: [svelte],
    resolve: { alias: { recado: join(ROOT, "dist/npm/index.js") } },
    // What Vue's own plugin would say.
    define: Object.fromEntries(
      ["OPTIONS_API", "PROD_DEVTOOLS", "PROD_HYDRATION_MISMATCH_DETAILS"].map((flag) => [`__VUE_${flag}__`, "false"]),
    ),
    oxc: { jsx: { runtime: "automatic", importSource: "react" } },
    build: {
      outDir: join(source, "out"),
      rolldownOptions: { input: join(source, `${name}.js`), output: { entryFileNames: "app.js" } },
    },
  });
  const page = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><div id="app"></div><script type="module" src="/app.js"></script></html>`;
  const server = createServer(async (incoming, response) => {
    const path = incoming.url ?? "/";
    const isScript = extname(path) === ".js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html; charset=utf-8" });
    response.end(isScript ? await readFile(join(source, "out", path)) : page);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("It does not listen");
  return `http://127.0.0.1:${address.port}/`;
}

test("the recipe for a plain page, and its line for calls that come before the script", async () => {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const [tag = ""] = /<script async src="https:\/\/chat\.example\.com\/recado\.js"[^\n]+/.exec(readme) ?? [];
  const [queue = ""] = /window\.recado \?\?= [^`]+/.exec(readme) ?? [];
  const own = tag.replace("https://chat.example.com", shop.line.url).replace('"shop"', '"flora"');
  const context = await browser.newContext({ locale: "en-GB" });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(shop.page("/plain", `<script>${queue}; recado("open"); recado("compose", "From a plain page")</script>${own}`));
  const field = page.getByRole("textbox", { name: "Message" });
  await until(async () => (await field.inputValue()) === "From a plain page");
  await field.press("Enter");
  await until(async () => (await shop.rows("From a plain page")).length === 1);
});

test.each([
  { framework: "React", name: "react", language: "jsx", file: "readme.jsx" },
  { framework: "Vue", name: "vue", language: "js", file: "readme.js" },
  { framework: "Svelte", name: "svelte", language: "svelte", file: "readme.svelte" },
])(
  "the recipe for $framework: one chat, that stays from route to route, goes with the app and comes back with it",
  async (recipe) => {
    const { framework, name, language, file } = recipe;
    const address = await served(name, file, await fromReadme(framework, language));
    const context = await browser.newContext({ locale: "en-GB" });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (line) => /error|warning/.test(line.type()) && complaints.push(line.text()));
    await page.goto(address);
    const chats = page.locator("recado-chat");
    const bubble = page.getByRole("button", { name: /^Open chat/ });
    const field = page.getByRole("textbox", { name: "Message" });
    const text = `Hello from ${framework}`;

    await bubble.click();
    await field.fill(text);
    await field.press("Enter");
    await until(async () => (await shop.rows(text)).length === 1);
    await page.getByRole("button", { name: "Olive tree" }).click();
    await page.getByRole("heading", { name: "/olive-tree" }).waitFor();
    await page.getByRole("log").getByText(text).waitFor();
    const [stored] = await shop.rows(text);
    const seen = () =>
      shop.world.database.query("select page from pages where conversation_id = $1 order by id", [stored?.conversation_id]);
    await until(async () => (await seen()).length === 2);
    expect((await seen()).map((row) => row.page)).toEqual([address, `${address}olive-tree`]);
    expect(await chats.count()).toBe(1);

    await page.evaluate("app.unmount()");
    await until(async () => (await chats.count()) === 0);
    await page.evaluate("app.mount()");
    await bubble.click();
    await page.getByRole("log").getByText(text).waitFor();
    expect(await chats.count()).toBe(1);
    expect(complaints).toEqual([]);
  },
);
