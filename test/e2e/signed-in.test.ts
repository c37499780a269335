/** Users whom the host's server vouches for: on two devices, with what they began before, and at a computer that others use after them. */
import { type Browser, chromium as playwright } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IdentityKeys } from "../../src/protocol/index.js";
import { chromium } from "../chromium.js";
import { signedToken } from "../signed.js";
import { until } from "../until.js";
import { type Visitor, visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { keptKeys, RESTED_MS, sent, shopper, talking, texts } from "./shoppers.js";

const shop = await faultyShop();
const keys = v.parse(IdentityKeys, (await shop.agent.ask("newIdentityKey")).body);
const tokenFor = (sub: string, more: object = {}) => signedToken(keys.key?.secret ?? "", { aud: "flora", sub, ...more });
const identify = (sub: string, more?: object) => `recado("identify", ${JSON.stringify(tokenFor(sub, more))})`;
const wholeText = ({ page }: Visitor) => page.locator("recado-chat").evaluate((host) => host.shadowRoot?.textContent ?? "");
let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

test("signing in takes along what was begun, another device shows the same conversation, and each hears the other", async () => {
  const desk = await talking(browser, shop, "Begun before signing in");
  await desk.page.evaluate(identify("ana", { email: "ana@example.com", name: "Ana" }));
  await desk.write("Said after it");
  await until(async () => (await shop.rows("Said after it")).length === 1);
  // Told before the chat is even loaded, as a page does it that knows its user.
  const phone = await shopper(browser, shop.url, (page) =>
    page.addInitScript(`window.recado ??= (...call) => (recado.q ??= []).push(call); ${identify("ana")}`),
  );
  await until(async () => (await texts(phone)).length === 2);
  expect(await texts(phone)).toEqual(["Begun before signing in", "Said after it"]);
  await phone.write("From the phone");
  await sent(phone);
  await shop.reply("From the phone", "Hello Ana, on both");
  const all = ["Begun before signing in", "Said after it", "From the phone", "Hello Ana, on both"];
  for (const device of [desk, phone]) await until(async () => (await texts(device)).join() === all.join());
  const { id } = await shop.conversationWith("From the phone");
  expect((await shop.agent.ask("conversation", { id })).body).toMatchObject({
    signedIn: { subject: "ana" },
    address: { email: "ana@example.com", state: "verified" },
  });
  expect(phone.complaints).toEqual([]);
});

test("the browser's other tabs go on with the new token; the old one, replayed, is refused", async () => {
  const first = await talking(browser, shop, "In two tabs");
  const second = await visitorIn(first.context, shop.url);
  await second.openChat();
  await until(async () => (await texts(second)).length === 1, RESTED_MS);
  const [before] = await shop.world.database.query("select hash from visitor_sessions where visitor_id = $1", [
    (await shop.conversationWith("In two tabs")).id,
  ]);
  // What is said before the new token is there may go by the old one, which stays for a minute if nothing more is said.
  const [answer] = await Promise.all([
    first.page.waitForResponse((response) => response.url().endsWith("/session")),
    first.page.evaluate(identify("bea")),
  ]);
  await answer.finished();
  await first.write("Signed in");
  await until(async () => {
    const left = await shop.world.database.query("select from visitor_sessions where hash = $1 and expires_at > 0", [
      before?.hash,
    ]);
    return left.length === 0;
  });
  await until(async () => (await texts(second)).length === 2);
  await second.write("From the second tab");
  await until(async () => (await texts(first)).length === 3);
  await shop.reply("From the second tab", "Heard in both");
  for (const tab of [first, second])
    await until(async () => (await texts(tab)).join() === "In two tabs,Signed in,From the second tab,Heard in both");
});

test("reset() at logout leaves nothing of a signed-in user, and another user's token shows theirs and nothing of the one before", async () => {
  const ana = await shopper(browser, shop.url);
  await ana.page.evaluate(identify("carla", { email: "carla@example.com" }));
  await ana.write("Carla's secret");
  await until(async () => (await shop.rows("Carla's secret")).length === 1);
  const other = await visitorIn(ana.context, shop.url);
  await other.openChat();
  await until(async () => (await texts(other)).length === 1, RESTED_MS);

  await ana.page.evaluate('recado("reset")');
  await until(async () => (await keptKeys(ana.page)).length === 0);
  for (const tab of [ana, other]) {
    await until(async () => (await texts(tab)).length === 0);
    await until(async () => !/[Cc]arla/.test(await wholeText(tab)));
  }

  await ana.page.evaluate(identify("carla"));
  await until(async () => (await texts(ana)).length === 1);
  // Nobody logged out this time: the page just names somebody else.
  await ana.page.evaluate(identify("dora"));
  await until(async () => (await texts(ana)).length === 0);
  await ana.write("Dora here");
  await until(async () => (await shop.rows("Dora here")).length === 1);
  for (const tab of [ana, other]) {
    await until(async () => (await texts(tab)).join() === "Dora here");
    await until(async () => !/[Cc]arla/.test(await wholeText(tab)));
  }
  expect((await shop.conversationWith("Dora here")).texts).toEqual(["Dora here"]);
});

test("a token that is too old or not signed here is an error event with its reason, and the chat goes on without", async () => {
  const visitor = await shopper(browser, shop.url);
  await visitor.page.evaluate('window.heard = []; recado("on", "error", (error) => heard.push(error))');
  await visitor.page.evaluate(identify("eva", { exp: 1_000_000_000 }));
  const heard = async () => (await visitor.page.evaluate("heard")) as { code: string; message: string }[];
  await until(async () => (await heard()).length === 1);
  await visitor.page.evaluate('recado("identify", "nonsense")');
  await until(async () => (await heard()).length === 2);
  await visitor.page.evaluate(`recado("identify", ${JSON.stringify(signedToken("another key", { aud: "flora", sub: "eva" }))})`);
  await until(async () => (await heard()).some(({ message }) => message.includes("identity key")));
  expect((await heard()).map(({ code }) => code)).toEqual(["unauthorized", "bad-request", "bad-request"]);
  await visitor.write("All the same");
  await until(async () => (await shop.rows("All the same")).length === 1);
});
