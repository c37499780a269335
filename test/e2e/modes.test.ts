/** The three forwarding modes, switched in the console's settings, each shown by what reaches the mailbox. */
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { http } from "../../src/adapters/http.js";
import { newId } from "../../src/client/id.js";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { type Demo, dataFolder, type Mail, mailsTo, startDemo } from "./demo.js";
import { type Agent, newVisitor, signIn } from "./people.js";

let demo: Demo;
let browser: Browser;
let agent: Agent;
let folder: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  folder = await dataFolder();
  demo = await startDemo({ dataDir: folder.path });
  browser = await playwright.launch(await chromium());
  agent = await signIn(browser, demo);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await folder?.remove();
});

const LIMIT_MS = 60_000;
/** Long enough for a second one: the gap between two mails and some patience. */
const NO_MORE_MS = 8_000;

/** A visitor who wrote `n` lines ("line 1" …), gave an address and left. */
async function visitorWithLines(email: string, n: number): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const backend = http({ url: demo.server, site: "flora" });
  await backend.open({ kind: "new" }, limit);
  const draft = (text: string) => ({ id: newId(), text, seen: 0 });
  await backend.identify({ email }, [draft("line 1")], limit);
  for (let i = 2; i <= n; i++) await backend.send(draft(`line ${i}`), limit);
  const stays = new AbortController();
  limit.addEventListener("abort", () => stays.abort(), { signal: stays.signal });
  await backend.listen(undefined, () => stays.abort(), stays.signal);
  limit.throwIfAborted();
}

/** Waited for before the mode is another one: a complete transcript may go to those who have had their reply. */
async function onlyMail(email: string): Promise<Mail> {
  const mail = await until(async () => (await mailsTo(demo, email))[0], 60_000);
  await agent.page.waitForTimeout(NO_MORE_MS);
  expect(await mailsTo(demo, email)).toHaveLength(1);
  return mail;
}

test("unread: a long conversation brings the reply and the last five messages before it", async () => {
  await visitorWithLines("unread@example.com", 12);
  await agent.setForwarding("Unread replies");
  await agent.open("unread@example.com");
  await agent.page.getByText(/Unread replies go to unread@example\.com/).waitFor();
  await agent.reply("The answer to all of it.");
  const mail = await onlyMail("unread@example.com");
  expect(mail.text).toContain("The answer to all of it.");
  expect([1, 2, 6, 7].filter((n) => mail.text.includes(`line ${n}\n`))).toEqual([]);
  expect([8, 9, 10, 11, 12].filter((n) => mail.text.includes(`line ${n}`))).toEqual([8, 9, 10, 11, 12]);
});

test("transcript: the same conversation comes complete", async () => {
  await visitorWithLines("transcript@example.com", 12);
  await agent.setForwarding("Complete transcript");
  await agent.open("transcript@example.com");
  await agent.reply("The answer to all of it.");
  const mail = await onlyMail("transcript@example.com");
  for (let n = 1; n <= 12; n++) expect(mail.text).toContain(`line ${n}`);
  expect(mail.text).toContain("The answer to all of it.");
});

test("nothing: no mail, the console says so, and the chat promises none", async () => {
  await visitorWithLines("nothing@example.com", 2);
  await agent.setForwarding("Nothing");
  await agent.open("nothing@example.com");
  await agent.page.getByText(/Forwarding is off/).waitFor();
  await agent.reply("Only for those who come back.");
  const visitor = await newVisitor(browser, demo.shop);
  await visitor.openChat();
  expect(await visitor.panel.getByText(/e-mail/i).count()).toBe(0);
  await visitor.leave();
  // Longer than the delay, the gap and the worker's longest sleep together.
  await agent.page.waitForTimeout(20_000);
  expect(await mailsTo(demo, "nothing@example.com")).toEqual([]);
});
