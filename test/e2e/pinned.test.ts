/**
 * The tag in whatever way a page of another origin carries it; and the script of one version, pinned by its hash as the README
 * says: it runs as it was built, and not at all when it was changed.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { faultyShop } from "./shop.js";

const shop = await faultyShop();
let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

const { version } = JSON.parse(await readFile("package.json", "utf8"));
const script = await readFile(`dist/recado-${version}.js`);
/** As the build lists them, for whoever has only the package. */
const listed: Record<string, string> = JSON.parse(await readFile("dist/integrity.json", "utf8"));
const hash = (bytes: Uint8Array) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

const pinned = (integrity: string) =>
  `<script async src="${shop.line.url}/recado-${version}.js" integrity="${integrity}" crossorigin="anonymous" data-site="flora"></script>`;

async function visited(name: string, tag: string) {
  const context = await browser.newContext({ locale: "en-GB" });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  await page.goto(shop.page(`/${name}`, tag));
  return { page, complaints };
}

test("the hashes that the build lists are those of the script, under both its names, and of every chunk", async () => {
  const chunks = (await readdir("dist/chunks")).filter((name) => name.endsWith(".js"));
  const files = ["recado.js", `recado-${version}.js`, ...chunks.map((name) => `chunks/${name}`)];
  const actual = await Promise.all(files.map(async (file) => [file, hash(await readFile(`dist/${file}`))] as const));
  expect(listed).toEqual(Object.fromEntries(actual));
});

test("with its own hash it opens, writes and is answered", async () => {
  const { page, complaints } = await visited("pinned", pinned(`${listed[`recado-${version}.js`]}`));
  await page.getByRole("button", { name: /^Open chat/ }).click();
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill("Pinned");
  await field.press("Enter");
  await until(async () => (await shop.rows("Pinned")).length === 1);
  expect(complaints).toEqual([]);
});

test("with another one nothing of it runs", async () => {
  const { page, complaints } = await visited("changed", pinned(hash(Buffer.concat([script, Buffer.from(" ")]))));
  await until(async () => complaints.length > 0);
  expect(complaints[0]).toContain("integrity");
  expect(await page.locator("recado-chat").count()).toBe(0);
});

const src = `${shop.line.url}/recado.js`;
test.each([
  ["async", `<script async src="${src}" data-site="flora"></script>`],
  ["defer", `<script defer src="${src}" data-site="flora"></script>`],
  ["module", `<script type="module" src="${src}" data-site="flora"></script>`],
  ["blocking, in the head of things", `<script src="${src}" data-site="flora"></script><p>More of the page.</p>`],
  [
    "put there by a tag manager",
    `<script>addEventListener("load", () => {
      const tag = document.createElement("script");
      Object.assign(tag, { src: "${src}" }).dataset.site = "flora";
      document.head.append(tag);
    });</script>`,
  ],
])("as %s, from another origin, it opens", async (way, tag) => {
  const { page, complaints } = await visited(encodeURIComponent(way), tag);
  await page.getByRole("button", { name: /^Open chat/ }).click();
  await page.getByRole("dialog", { name: "Flora" }).getByRole("textbox", { name: "Message" }).waitFor();
  expect(complaints).toEqual([]);
});

test("a module that does not say its site in its tag is nobody's: the page stays whole, and the console says what is missing", async () => {
  const page = await (await browser.newContext()).newPage();
  onTestFinished(() => page.context().close());
  const warnings: string[] = [];
  page.on("console", (line) => warnings.push(line.text()));
  const errors: Error[] = [];
  page.on("pageerror", (error) => errors.push(error));
  await page.goto(
    shop.page("/unsaid", `<script>recadoSettings = { site: "flora" }</script><script type="module" src="${src}"></script>`),
  );
  await until(() => warnings.length > 0);
  expect([warnings, errors]).toEqual([["Recado: data-site is missing"], []]);
  expect(await page.locator("recado-chat").count()).toBe(0);
});
