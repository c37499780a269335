/**
 * Takes the pictures that people look at: `npm run look` writes the README's and, beside it, every screen of the story on a desktop,
 * a phone, in the dark and from right to left into test/screenshots/. Needs a build.
 */
import { mkdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Browser, type BrowserContextOptions, chromium as playwright } from "playwright-core";
import { chromium } from "./chromium.js";
import { dataFolder, mailsTo, resumeLink, startDemo } from "./e2e/demo.js";
import { giveEmail, newVisitor, signIn } from "./e2e/people.js";
import { until } from "./until.js";

const OUT = resolve(import.meta.dirname, "screenshots");
const README = resolve(import.meta.dirname, "../demo/look/story.png");
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const QUESTION = "My order 4711 arrived with a broken pot. What can we do?";

/** The visitor's first steps, photographed: closed, empty, held, refused, suggested, sent. */
async function away(browser: Browser, shop: string, name: string, options: BrowserContextOptions, email: string) {
  const visitor = await newVisitor(browser, shop, options);
  const picture = (step: string) => visitor.page.screenshot({ path: `${OUT}/${name}-${step}.png` });
  await visitor.page.getByRole("button", { name: /^Open chat/ }).waitFor();
  await picture("1-closed");
  await visitor.openChat();
  await visitor.page.waitForTimeout(400);
  await picture("2-empty");
  await visitor.write(QUESTION);
  await giveEmail(visitor, "ana@gmial");
  await picture("3-refused");
  await visitor.panel.getByRole("textbox", { name: "E-mail" }).fill("ana@gmial.com");
  await visitor.panel.getByText(/Did you mean/).waitFor();
  await picture("4-suggested");
  await giveEmail(visitor, email);
  await visitor.panel
    .getByText(/We.ll answer/)
    .first()
    .waitFor();
  await picture("5-sent");
  return visitor;
}

const folder = await dataFolder();
const demo = await startDemo({ dataDir: folder.path });
const browser = await playwright.launch(await chromium());
try {
  await mkdir(OUT, { recursive: true });
  const ana = await away(browser, demo.shop, "desktop", {}, "ana@gmail.com");
  for (const [name, options] of [
    ["dark", { colorScheme: "dark" }],
    ["phone", PHONE],
    ["phone-dark", { ...PHONE, colorScheme: "dark" }],
  ] as const)
    await (await away(browser, demo.shop, name, options, `${name}@example.com`)).leave();
  const rtl = await newVisitor(browser, demo.shop);
  await rtl.page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  await rtl.openChat();
  await rtl.write(QUESTION);
  await rtl.panel.getByRole("textbox", { name: "E-mail" }).waitFor();
  await rtl.page.screenshot({ path: `${OUT}/rtl.png` });
  await rtl.leave();

  await ana.leave();
  const agent = await signIn(browser, demo);
  await agent.open("ana@gmail.com");
  await agent.reply("Oh no, I'm sorry! Could you tell me the size of the pot?");
  await agent.reply("We'll send you a new one today, no need to return the broken one.");
  const mail = await until(async () => (await mailsTo(demo, "ana@gmail.com"))[0], 40_000);
  await agent.page
    .getByText(/forwarded to ana@gmail.com/)
    .first()
    .waitFor();
  await agent.page.screenshot({ path: `${OUT}/console.png` });
  await agent.page
    .getByRole("button", { name: /^forwarded to/ })
    .last()
    .click();
  await agent.page.getByText("Decision log").click();
  await agent.page.getByText(/^Mail 2 replies/).waitFor();
  await agent.page.screenshot({ path: `${OUT}/console-why.png` });
  const back = await newVisitor(browser, resumeLink(mail));
  await back.panel.getByText("We'll send you a new one today").waitFor();
  await back.page.waitForTimeout(500);
  await back.page.screenshot({ path: `${OUT}/resumed.png` });
  await agent.page.getByRole("link", { name: "Settings" }).click();
  await agent.page.getByRole("radio", { name: "Nothing" }).waitFor();
  await agent.page.screenshot({ path: `${OUT}/settings.png`, fullPage: true });
  await agent.page.getByText("Delays and limits").click();
  await agent.page.getByText("Addresses that get no mail").click();
  await agent.page.setViewportSize({ width: 1280, height: 3_400 });
  await agent.page.screenshot({ path: `${OUT}/settings-unfolded.png` });
  const inbox = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await inbox.goto(demo.inbox);
  await inbox.waitForTimeout(500);
  await inbox.screenshot({ path: `${OUT}/inbox.png` });

  // The README's: the resumed chat on the shop's page beside the console it is answered in.
  const both = await (await browser.newContext({ viewport: { width: 1640, height: 540 }, deviceScaleFactor: 1 })).newPage();
  const shown = async (path: string) => `data:image/png;base64,${(await readFile(path)).toString("base64")}`;
  await both.setContent(
    `<body style="margin:0;display:flex;gap:20px;padding:10px;box-sizing:border-box;background:#e9ebf2">${(await Promise.all([shown(`${OUT}/resumed.png`), shown(`${OUT}/console.png`)])).map((src) => `<img src="${src}" style="width:800px;border-radius:10px">`).join("")}</body>`,
  );
  await both.waitForTimeout(300);
  await both.screenshot({ path: README });
} finally {
  await browser.close();
  await demo.stop();
  await folder.remove();
}
