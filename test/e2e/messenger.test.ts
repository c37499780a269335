/** A Messenger conversation from the console's side: connected in the settings, answered, read, and too late. Real browser, real server, Meta's rules. */
import { resolve } from "node:path";
import { chromium as playwright } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/index.js";
import { chromium } from "../chromium.js";
import { graph } from "../meta/graph.js";
import { createWorld } from "../server/world.js";
import { until } from "../until.js";
import { signIn } from "./people.js";

const SECRETS = { accessToken: "EAAB-a-token-of-flora-7f31", appSecret: "0123456789abcdef-secret", verifyToken: "our own word" };
const ANA = "7001";

let url = "";
let skew = 0;
const now = () => Date.now() + skew;
const webhook = () => `${url}/v1/channels/meta`;
const page = await graph({ kind: "messenger", account: "1001", now, webhook, ...SECRETS });
const mailer = memoryMailer();
const world = await createWorld({
  ...{ assets: resolve("dist"), clock: now, meta: { url: page.url } },
  mail: { mailer, from: "chat@flora.example" },
});
url = world.url;
await world.shop({ id: "flora" });
const browser = await playwright.launch(await chromium());
afterAll(async () => {
  await browser.close();
  await page.close();
});

test("an account is connected in the console, what is written there is answered from it, once, and late answers are never mailed", async () => {
  const agent = await signIn(browser, { console: await world.server.signInLink("flora.amelie@flora.example") });
  const desk = agent.page;
  await desk.getByRole("link", { name: "Settings" }).click();
  await desk.getByText("Messenger and Instagram", { exact: true }).click();
  await desk.getByRole("button", { name: "Connect an account" }).click();
  await desk.getByLabel("Page id").fill("1001");
  await desk.getByLabel("Access token").fill(SECRETS.accessToken);
  await desk.getByLabel("App secret").fill(SECRETS.appSecret);
  await desk.getByLabel("Verify token").fill(SECRETS.verifyToken);
  await desk.getByRole("button", { name: "Connect", exact: true }).click();
  await desk.getByText("access token ends in …7f31").waitFor();
  await desk.getByText("Meta has not called here yet").waitFor();
  expect(await desk.getByLabel("Webhook address").inputValue()).toBe(webhook());

  await page.writes(ANA, "Are olive trees hardy?");
  await desk.getByText(/^Meta last called here/).waitFor();
  await agent.open("Are olive trees hardy?");
  await agent.reply("Down to minus ten");
  await until(() => page.received(ANA).length > 0);
  await agent.replied("Down to minus ten").getByText("Messenger").waitFor();
  // By the watermark: everything until now, and the desk hears of it by itself.
  await page.reads(ANA);
  await agent.replied("Down to minus ten").getByText("Seen").waitFor();

  skew = 25 * 3_600_000;
  await agent.reply("Sorry, I was on holiday");
  const late = agent.replied("Sorry, I was on holiday");
  await late.getByText(/they wrote too long ago/).waitFor();
  await page.writes(ANA, "And figs?");
  await desk.getByRole("log").getByText("And figs?").waitFor();
  await late.getByRole("button", { name: "Send again" }).click();
  await until(() => page.received(ANA).length > 1);
  expect(page.received(ANA).map(({ text }) => text)).toEqual(["Down to minus ten", "Sorry, I was on holiday"]);
  expect(mailer.taken.map(({ envelope }) => envelope.to).filter((to) => !to.endsWith("@flora.example"))).toEqual([]);
  expect(agent.complaints).toEqual([]);
});
