/**
 * Files and input methods in all three engines, under the strictest policy: what each of them does in its own way is choosing,
 * keeping files on the device, decoding and drawing pictures without an img-src, and composing a text.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { png } from "../pictures.js";
import { until } from "../until.js";
import type { Engine, Window } from "./engine.js";
import { ENGINES } from "./engines.js";
import { type Agent, signIn, type Visitor, visitorIn } from "./people.js";
import { strictShop } from "./shop.js";
import { click, reads } from "./sight.js";

const PICTURES = resolve(import.meta.dirname, "../screenshots");
const folder = await mkdtemp(join(tmpdir(), "rcd-engines-"));
afterAll(() => rm(folder, { recursive: true }));
const chosen = {
  picture: join(folder, "pot.png"),
  document: join(folder, "Invoice 4711.pdf"),
  program: join(folder, "setup.exe"),
};
await writeFile(chosen.picture, png(60, 40, 700_000));
await writeFile(chosen.document, `%PDF-1.7 ${"x".repeat(30_000)}`);
await writeFile(chosen.program, "MZ");
const shop = await strictShop(join(folder, "attachments"));

describe.each(Object.entries(ENGINES))("in %s", (short, start) => {
  const ANA = `ana@${short}.files.example`;
  let engine: Engine;
  let ana: Visitor;
  let agent: Agent;

  beforeAll(async () => {
    engine = await start();
    await mkdir(PICTURES, { recursive: true });
    ana = visitorIn(await engine.open());
    await ana.window.goTo(shop.url);
    await ana.openChat();
  });
  afterAll(() => engine?.close());

  const picture = async ({ window }: Visitor | Agent, name: string) =>
    writeFile(`${PICTURES}/${short}-files-${name}.png`, await window.picture());
  const attach = (window: Window, ...paths: readonly string[]) =>
    window.choose(() => click(window, "button", /^Attach files$/), paths);

  test("the Enter that settles what an input method composes sends nothing; the next one does", async () => {
    await click(ana.window, "textbox", /^Message$/);
    await ana.window.compose("\u3042");
    const typed = () =>
      ana.window.look(() => document.querySelector("recado-chat")?.shadowRoot?.querySelector("textarea")?.value ?? "");
    await until(async () => (await typed()) === "\u3042");
    expect(await ana.texts()).toEqual([]);
    await ana.window.press("Enter");
    await until(async () => (await ana.texts()).join() === "\u3042");
  });

  test("what is chosen is looked at before it is sent; a program is refused in words", async () => {
    await attach(ana.window, chosen.picture, chosen.document, chosen.program);
    await reads(ana.window, /setup\.exe.* cannot be sent here/);
    await until(async () => (await grey(ana.window, ".tray canvas")).length > 0);
    await picture(ana, "1-chosen");
  });

  test("held with its files, over a reload too; where the device takes no files, words are kept and the loss is said", async () => {
    await ana.write("It arrived like this.");
    if (!engine.keepsFiles) await reads(ana.window, /This browser does not keep/);
    await ana.window.goTo(shop.url);
    await ana.openChat();
    await reads(ana.window, /It arrived like this\.(.|\n)*Invoice 4711\.pdf/);
    await ana.giveEmail(ANA);
    await reads(ana.window, `We'll answer at ${ANA}`);
    if (!engine.keepsFiles) {
      await reads(ana.window, /no longer on this device/);
      await picture(ana, "2-lost");
      await click(ana.window, "button", /^Remove$/);
      await attach(ana.window, chosen.picture, chosen.document);
      await ana.write("It arrived like this.");
    }
  });

  test("an agent sees them, and answers with some: the visitor sees the picture, drawn, where no picture may be loaded", async () => {
    agent = await signIn(await engine.open(), await shop.signInLink());
    await agent.open(ANA);
    await until(() =>
      agent.window.look(() => {
        const shown = document.querySelector<HTMLImageElement>("[role=log] img[alt='pot.png']");
        return shown?.complete && shown.naturalWidth === 60;
      }),
    );
    await reads(agent.window, "Invoice 4711.pdf");
    await attach(agent.window, chosen.picture, chosen.document);
    await agent.reply("Please send it back:");
    await until(async () => (await ana.texts()).includes("Please send it back:"));
    const drawn = await until(async () => {
      const all = await grey(ana.window, ".row.agent .picture canvas");
      return all.length > 0 ? all : undefined;
    });
    expect(drawn).toEqual([[1.5, 0x88, 0x88, 0x88, 255]]);
    await picture(ana, "3-answered");
    await picture(agent, "3-console");
  });

  test("nobody's console or policy had a complaint", async () => {
    expect(await ana.window.complaints()).toEqual([]);
    expect(await agent.window.complaints()).toEqual([]);
    expect(shop.violations).toEqual([]);
  });
});

/** Of every such canvas that has something on it: how wide it is for its height, and a pixel of it. */
const grey = (window: Window, selector: string): Promise<number[][]> =>
  window.look((selector) => {
    const root = document.querySelector("recado-chat")?.shadowRoot;
    return [...(root?.querySelectorAll<HTMLCanvasElement>(selector) ?? [])].flatMap((canvas) => {
      const copy = document.createElement("canvas").getContext("2d");
      copy?.drawImage(canvas, 0, 0);
      const pixel = [...(copy?.getImageData(5, 5, 1, 1).data ?? [])];
      return pixel[3] === 255 ? [[canvas.width / canvas.height, ...pixel]] : [];
    });
  }, selector);
