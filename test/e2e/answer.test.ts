/** The other half of the story: the visitor answers the mail from her mailbox, and the conversation goes on there. Real browser, SMTP, DKIM, PostgreSQL. */
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { type Demo, dataFolder, header, type Mail, mailsTo, resumeLink, startDemo } from "./demo.js";
import { type Agent, count, giveEmail, newVisitor, signIn } from "./people.js";

const BIA = "bia@gmail.com";
const REPLY = "We will send you a new pot today.";
const ANSWER = "Thank you! Could it be the blue one?";

let demo: Demo;
let browser: Browser;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let agent: Agent;
let mail: Mail;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await dataFolder();
  demo = await startDemo({ dataDir: folder.path });
  browser = await playwright.launch(await chromium());
});
afterAll(async () => {
  await browser?.close();
  expect(await demo?.stop()).toBe(0);
  await folder?.remove();
});

const mailOf = (n: number) => until(async () => (await mailsTo(demo, BIA))[n], 40_000);

test("a reply that was not read goes out by mail, and says that one may simply reply", async () => {
  const bia = await newVisitor(browser, demo.shop);
  await bia.openChat();
  await bia.write("My order arrived with a broken pot.");
  await giveEmail(bia, BIA);
  await bia.panel
    .getByText(/We.ll answer/)
    .first()
    .waitFor();
  complaints.push(...bia.complaints);
  await bia.leave();
  agent = await signIn(browser, demo);
  await agent.open(BIA);
  await agent.reply(REPLY);
  mail = await mailOf(0);
  expect(mail.text).toContain("You can simply reply to this e-mail.");
  await agent.replied(REPLY).getByText(`forwarded to ${BIA}`).waitFor();
});

test("she answers it in her mailbox, and her own words stand in the conversation, by e-mail", async () => {
  const mailbox = await (await browser.newContext()).newPage();
  await mailbox.goto(demo.inbox);
  await mailbox.getByRole("link", { name: BIA }).click();
  await mailbox.getByRole("textbox", { name: "Reply" }).fill(ANSWER);
  await mailbox.getByRole("button", { name: "Send" }).click();
  await mailbox.getByText("The other mail server said: 250").waitFor();
  // Over the event stream: nobody reloads the console.
  const log = agent.page.getByRole("log");
  await log.getByText(ANSWER, { exact: true }).waitFor();
  await log.getByText("by e-mail").waitFor();
  expect(await log.getByText("wrote:").count()).toBe(0);
  await agent.replied(REPLY).getByText("Seen").waitFor();
  await agent.page.getByText("confirmed", { exact: true }).waitFor();
});

test("in the widget it stands where it belongs, once", async () => {
  const bia = await newVisitor(browser, resumeLink(mail));
  await bia.panel.getByText(ANSWER, { exact: true }).waitFor();
  expect(await count(bia.panel.getByText(ANSWER, { exact: true }))).toBe(1);
  await bia.panel.getByText(/· by e-mail ·/).waitFor();
  complaints.push(...bia.complaints);
  // Looked at and not touched: no more a visit than a mail scanner's.
  await bia.leave();
});

test("the next reply answers her mail, in its thread", async () => {
  const original = agent.page.getByRole("log").getByRole("link", { name: "Show the original" });
  const raw = await (await agent.page.request.get(`${demo.server}${await original.getAttribute("href")}`)).text();
  const theirs = /^Message-ID: (<.+>)\r?$/im.exec(raw)?.[1];
  expect(raw).toContain("dkim=pass");
  await agent.reply("Of course, the blue one.");
  const next = await mailOf(1);
  expect(header(next, "in-reply-to")).toBe(theirs);
  expect(header(next, "references")).toContain(header(mail, "message-id"));
  expect(next.subject).toMatch(/^Re: /);
  // The thread has the rest.
  expect(next.text).not.toContain("broken pot");
});

test("nobody's console or policy had a complaint", () => {
  expect(complaints).toEqual([]);
  expect(agent.complaints).toEqual([]);
});
