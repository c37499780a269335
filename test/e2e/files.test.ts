/** Files in a real browser, against the real server: from a visitor to an agent and back, over cut lines, reloads and an erasure. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweep } from "../../src/server/attachments/ledger.js";
import { folderStore } from "../../src/server/attachments/store.js";
import { connect } from "../../src/server/database/connect.js";
import { chromium } from "../chromium.js";
import { png } from "../pictures.js";
import { until } from "../until.js";
import type { Call } from "./line.js";
import type { Visitor } from "./people.js";
import { faultyShop } from "./shop.js";
import { keptKeys, sent, shopper, talking } from "./shoppers.js";

const folder = await mkdtemp(join(tmpdir(), "rcd-files-"));
const shop = await faultyShop({ attachments: folder });
const { line, world } = shop;

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

const PICTURE = { name: "pot.png", mimeType: "image/png", buffer: png(60, 40, 700_000) };
const DOCUMENT = { name: "Invoice 4711.pdf", mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7 ${"x".repeat(30_000)}`) };

async function choose({ page, panel }: Visitor, ...files: (typeof PICTURE)[]): Promise<void> {
  const dialog = page.waitForEvent("filechooser");
  await panel.getByRole("button", { name: "Attach files" }).click();
  await (await dialog).setFiles(files);
  await panel.getByRole("list", { name: "Files to send" }).waitFor();
}
const isPiece = ({ method, path }: Call) => method === "PATCH" && path.includes("/uploads/");
const offsets = () => line.calls.filter(isPiece).map(({ path }) => Number(/offset=(\d+)/.exec(path)?.[1]));
const files = () =>
  world.database.query("select id, name, bytes, received, claimed_at is null as loose from files order by laid_at");
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await press();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The console, signed in as the shop's agent. */
async function atTheDesk(conversation: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const [name = "", value = ""] = shop.agent.cookie.split("=");
  await context.addCookies([{ name, value, url: world.url }]);
  const page = await context.newPage();
  await page.goto(`${world.url}/console/#/conversation/${conversation}`);
  await page.getByRole("textbox", { name: "Reply" }).waitFor();
  return page;
}

test("a picture and a document go to an agent, and a file comes back, under the strictest policy a page may have", async () => {
  const policy = `default-src 'none'; script-src ${line.url}; connect-src ${line.url} ${world.url}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const strict = shop.page("/strict", shop.tag, { "content-security-policy": policy });
  const ana = await shopper(browser, strict);
  await choose(ana, PICTURE, DOCUMENT);
  await ana.write("It arrived like this");
  await sent(ana);
  const { id } = await shop.conversationWith("It arrived like this");

  const desk = await atTheDesk(id);
  const complaints: string[] = [];
  desk.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  const shown = desk.getByRole("log").getByRole("img", { name: "pot.png" });
  await until(() => shown.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth === 60));
  const got = await saved(desk, () => desk.getByRole("link", { name: "Invoice 4711.pdf" }).click());
  expect([got.name, got.bytes.equals(DOCUMENT.buffer)]).toEqual([DOCUMENT.name, true]);

  const dialog = desk.waitForEvent("filechooser");
  await desk.getByRole("button", { name: "Attach files" }).click();
  await (await dialog).setFiles([
    { ...DOCUMENT, name: "Return label.pdf" },
    { ...PICTURE, name: "where.png" },
  ]);
  await desk.getByRole("textbox", { name: "Reply" }).fill("Please send it back:");
  await desk.getByRole("button", { name: "Send", exact: true }).click();
  await ana.panel.getByText("Please send it back:").waitFor();

  const label = ana.panel.getByRole("button", { name: /^Return label\.pdf/ });
  const back = await saved(ana.page, () => label.click());
  expect([back.name, back.bytes.equals(DOCUMENT.buffer)]).toEqual(["Return label.pdf", true]);
  expect(ana.page.url()).toBe(strict);
  // Drawn, in grey as it is, though the policy lets no picture in.
  const pixel = () =>
    ana.panel
      .getByRole("button", { name: /^where\.png/ })
      .locator("canvas")
      .evaluate((canvas: HTMLCanvasElement) => {
        const copy = document.createElement("canvas").getContext("2d");
        copy?.drawImage(canvas, 0, 0);
        return [canvas.width / canvas.height, ...(copy?.getImageData(5, 5, 1, 1).data ?? [])];
      });
  await until(async () => (await pixel())[4] === 255);
  expect(await pixel()).toEqual([1.5, 0x88, 0x88, 0x88, 255]);
  // Nothing but what the test's page does itself: its icon.
  expect(ana.complaints.filter((said) => !said.includes("'data:,'"))).toEqual([]);
  expect(complaints).toEqual([]);
  await desk.context().close();
});

test("F32 a line cut in the middle of an upload: it goes on from what has arrived, one message, one file", async () => {
  const ana = await talking(browser, shop, "Hello F32");
  const before = (await files()).length;
  let cuts = 0;
  line.fate = (call) => (isPiece(call) && offsets().length >= 3 && cuts++ < 2 ? "lose" : "pass");
  await choose(ana, PICTURE);
  await ana.write("Cut F32");
  await until(() => cuts > 0);
  await sent(ana);
  expect(await shop.rows("Cut F32")).toHaveLength(1);
  // The piece whose answer was lost had arrived: nothing is sent twice but what nobody could know of.
  const all = offsets();
  expect(all.filter((offset) => offset === 0)).toHaveLength(1);
  expect(new Set(all).size).toBe(all.length);
  const rows = await files();
  expect(rows).toHaveLength(before + 1);
  expect(rows.at(-1)).toMatchObject({ name: "pot.png", loose: false });
  const onDisk = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  expect(onDisk.filter((bytes) => bytes === PICTURE.buffer.length).length).toBeGreaterThan(0);
});

test("F32 a page left in the middle of an upload leaves no message without its file; the next view brings the rest by itself", async () => {
  const ana = await talking(browser, shop, "Hello F32 again");
  line.fate = (call) => (isPiece(call) && offsets().length >= 3 ? "drop" : "pass");
  await choose(ana, PICTURE);
  await ana.write("Left F32");
  await ana.panel.getByRole("progressbar", { name: "pot.png" }).waitFor();
  await until(() => offsets().length >= 3);
  await ana.page.reload();
  expect(await shop.rows("Left F32")).toHaveLength(0);
  line.mend();
  await ana.openChat();
  await ana.panel.getByText("Left F32").waitFor();
  await sent(ana);
  expect(await shop.rows("Left F32")).toHaveLength(1);
  expect(Math.min(...offsets())).toBeGreaterThan(0);
});

test("a deleted conversation takes its files along: from the device, from the server, and for whoever kept an address", async () => {
  const ana = await talking(browser, shop, "Hello erased");
  await choose(ana, DOCUMENT);
  await ana.write("Take it along");
  await sent(ana);
  const { id } = await shop.conversationWith("Take it along");
  const lookedFor = ana.page.waitForResponse((answer) => /\/sites\/flora\/files\/[^?]+$/.test(answer.url()));
  await saved(ana.page, () => ana.panel.getByRole("button", { name: /^Invoice/ }).click());
  const { url } = (await (await lookedFor).json()) as { url: string };
  expect((await fetch(url)).status).toBe(200);
  await ana.panel.getByRole("button", { name: "Menu" }).click();
  await ana.page.getByRole("menuitem", { name: "Delete my conversation" }).click();
  await ana.page.getByRole("button", { name: "Delete for good" }).click();
  await until(async () => (await world.database.query("select 1 from conversations where id = $1", [id])).length === 0);
  expect((await fetch(url)).status).toBe(404);
  await until(async () => !(await keptKeys(ana.page)).some((key) => key.includes(":draft:")));
  const silent = () => undefined;
  const db = connect(world.database.connection, { debug: silent, info: silent, warn: silent, error: silent });
  world.advance(2 * 60_000);
  await sweep(db, await folderStore(folder), world.now());
  await db.destroy();
  const known = new Set((await files()).map((row) => String(row.id)));
  expect((await readdir(folder)).filter((name) => !known.has(name.slice(0, 32)))).toEqual([]);
});
