/** Faults on the way of a message, in a real browser: what was written arrives once, in order, or is said not to have. */
import { resolve } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createServer } from "../../src/server/index.js";
import { chromium } from "../chromium.js";
import { newVisitor as newSession } from "../server/people.js";
import { until } from "../until.js";
import type { Call, Fate } from "./line.js";
import { newProfile, ownBrowser } from "./own-browser.js";
import { pass, passUntil, settled, stopClock, withClock } from "./page-clock.js";
import { giveEmail, type Visitor, visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";
import { keptKeys, sent, shopper, storedOnce, talking, texts } from "./shoppers.js";

const shop = await faultyShop();
const { line } = shop;

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

const isSend = ({ method, path }: Call) => method === "POST" && path.endsWith("/messages");
const idIn = ({ body }: Call) => JSON.parse(body).id as string;
/** How many bubbles show this text, at every change of the log from now on. */
async function watchBubbles({ page }: Visitor, text: string): Promise<() => Promise<number[]>> {
  const counts = await page.evaluateHandle((wanted) => {
    const root = document.querySelector("recado-chat")?.shadowRoot;
    const seen = [0];
    const look = () => {
      const shown = [...(root?.querySelectorAll(".bubble .text") ?? [])].filter(({ textContent }) => textContent === wanted);
      if (shown.length !== seen.at(-1)) seen.push(shown.length);
    };
    if (root) new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
    return seen;
  }, text);
  return () => counts.jsonValue();
}

test("F01 the answer to a send is lost on the way: one row, one bubble, and the tick comes with the retry", async () => {
  const ana = await shopper(browser, shop.url);
  const counts = await watchBubbles(ana, "Is it hardy?");
  // Nothing else may tell that it was stored: neither the event nor a pull.
  line.fate = (call) => {
    if (line.to("messages").length > 2 || call.path.endsWith("/session")) return "pass";
    return isSend(call) ? "lose" : "drop";
  };
  await ana.write("Is it hardy?");
  await storedOnce(shop, ana, "Is it hardy?");
  const attempts = line.to("messages").map(idIn);
  expect(attempts).toHaveLength(3);
  expect(new Set(attempts).size).toBe(1);
  expect(await counts()).toEqual([0, 1]);
  expect(ana.complaints.filter((complaint) => !complaint.includes("net::ERR"))).toEqual([]);
});

test("F02 the request never arrives: asked again after a while, sent once", async () => {
  const ana = await talking(browser, shop, "Hello F02", withClock);
  await stopClock(ana.page);
  line.fate = (call) => (isSend(call) && line.to("messages").length < 4 ? "drop" : "pass");
  await ana.write("How tall does it get?");
  await until(() => line.to("messages").length > 1);
  await settled(ana.page, line);
  expect(line.to("messages")).toHaveLength(2);
  await passUntil(ana.page, line, 5_000, 100, async () => (await shop.rows("How tall does it get?")).length > 0);
  await storedOnce(shop, ana, "How tall does it get?");
  expect(line.to("messages")).toHaveLength(4);
});

test("F05 the event is here before the answer: one bubble, which never goes away", async () => {
  const ana = await talking(browser, shop, "Hello F05");
  const counts = await watchBubbles(ana, "Event first");
  let heard = false;
  line.onStream = (chunk) => {
    heard ||= chunk.includes("Event first");
    return [chunk];
  };
  line.fate = (call) => (isSend(call) ? { answerAfter: until(() => heard).then(() => ana.page.evaluate(() => 0)) } : "pass");
  await ana.write("Event first");
  await storedOnce(shop, ana, "Event first");
  expect(heard).toBe(true);
  expect(await counts()).toEqual([0, 1]);
});

test("F05 the answer is here before the event: the same", async () => {
  const ana = await talking(browser, shop, "Hello F05 again");
  const counts = await watchBubbles(ana, "Answer first");
  const kept: Buffer[] = [];
  line.onStream = (chunk) => {
    kept.push(chunk);
    return [];
  };
  await ana.write("Answer first");
  await storedOnce(shop, ana, "Answer first");
  await until(() => kept.some((chunk) => chunk.includes("Answer first")));
  line.onStream = (chunk) => [...kept.splice(0), chunk];
  await shop.reply("Answer first", "Behind it");
  await until(async () => (await texts(ana)).includes("Behind it"));
  expect(await counts()).toEqual([0, 1]);
});

test("F05 fifty events come twice, the second time after all others: fifty bubbles, in order", async () => {
  const ana = await talking(browser, shop, "Hello F05 fifty");
  const heard: Buffer[] = [];
  line.onStream = (chunk) => {
    heard.push(chunk);
    return [chunk, chunk];
  };
  const replies = Array.from({ length: 50 }, (_, n) => `Reply ${n}`);
  for (const text of replies) await shop.reply("Hello F05 fifty", text);
  await until(async () => (await texts(ana)).length > 50);
  line.onStream = (chunk) => [...heard.splice(0).reverse(), chunk];
  await shop.reply("Hello F05 fifty", "The last");
  await until(async () => (await texts(ana)).includes("The last"));
  expect(await texts(ana)).toEqual(["Hello F05 fifty", ...replies, "The last"]);
});

test("F08 the server answers 503 for five minutes: few tries, a word after three seconds, and recovery by itself", async () => {
  const ana = await talking(browser, shop, "Hello F08", withClock);
  const banner = ana.panel.getByText(/No connection/);
  await stopClock(ana.page);
  line.fate = () => ({ status: 503, body: '{"error":{"code":"unavailable","message":"Restarting"}}' });
  await line.cut();
  await settled(ana.page, line);
  await ana.write("Are you there?");
  await pass(ana.page, line, 2_500, 500);
  expect(await banner.count()).toBe(0);
  await pass(ana.page, line, 1_500, 500);
  await banner.waitFor();
  await pass(ana.page, line, 300_000, 5_000);
  for (const tries of [line.to("messages").length, line.to("events", "GET").length]) {
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(40);
  }
  line.fate = () => "pass";
  // The longest wait between two tries is a minute.
  await passUntil(
    ana.page,
    line,
    65_000,
    5_000,
    async () => (await shop.rows("Are you there?")).length === 1 && (await banner.count()) === 0,
  );
  await storedOnce(shop, ana, "Are you there?");
});

test("F08 the server asks for thirty seconds of quiet: none is broken, and then it goes", async () => {
  const ana = await talking(browser, shop, "Hello 429", withClock);
  await stopClock(ana.page);
  line.fate = (call) => (isSend(call) ? { status: 429, headers: { "Retry-After": "30" } } : "pass");
  await ana.write("Too much?");
  const refused = () => line.to("messages").filter(({ status }) => status === 429);
  await until(() => refused()[0]?.isOver);
  line.fate = () => "pass";
  await pass(ana.page, line, 28_000);
  // A visitor who writes more, or comes back to the tab, hurries nobody.
  await ana.write("And this?");
  await pass(ana.page, line, 1_000, 100);
  expect(line.to("messages").at(-1)).toBe(refused()[0]);
  await pass(ana.page, line, 2_000);
  await storedOnce(shop, ana, "Too much?");
  await storedOnce(shop, ana, "And this?");
});

test("F08 a captive portal answers everything with a page of its own: nothing counts as sent", async () => {
  const ana = await talking(browser, shop, "Hello portal");
  line.fate = () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<h1>Welcome to the hotel</h1>" });
  await line.cut();
  await ana.write("Is this sent?");
  await until(() => line.to("messages").filter(({ isOver }) => isOver).length > 1);
  await ana.panel
    .getByText(/Waiting for connection|Sending/)
    .first()
    .waitFor();
  expect(await shop.rows("Is this sent?")).toEqual([]);
  line.fate = () => "pass";
  await storedOnce(shop, ana, "Is this sent?");
});

test.each([
  [413, "too-large"],
  [422, "bad-request"],
])(
  "F09 the first of two drafts is refused for good (%i): it says so with its text, and the next one is sent",
  async (status, code) => {
    const ana = await talking(browser, shop, `Hello ${status}`);
    const poison = `Poison ${status}`;
    line.fate = (call) =>
      isSend(call) && call.body.includes(poison) ? { status, body: `{"error":{"code":"${code}","message":"No"}}` } : "pass";
    await ana.write(poison);
    await ana.write(`After it ${status}`);
    await until(async () => (await shop.rows(`After it ${status}`)).length === 1);
    await ana.panel.getByText("Not sent.").waitFor();
    expect(await shop.rows(poison)).toEqual([]);
    expect(await texts(ana)).toContain(poison);
    expect(line.to("messages").filter(({ body }) => body.includes(poison))).toHaveLength(1);
    line.fate = () => "pass";
    await ana.panel.getByRole("button", { name: "Retry" }).click();
    await until(async () => (await shop.rows(poison)).length === 1);
    expect((await texts(ana)).filter((text) => text === poison)).toHaveLength(1);
  },
);

test("F10 the token is refused in the middle of the queue, once: renewed once, and it goes on in the same conversation", async () => {
  const ana = await talking(browser, shop, "Hello F10");
  let refused = 0;
  line.fate = (call) =>
    isSend(call) && call.body.includes("Second") && refused++ === 0
      ? { status: 401, body: '{"error":{"code":"unauthorized","message":"Expired"}}' }
      : "pass";
  for (const text of ["First", "Second", "Third"]) await ana.write(`${text} F10`);
  await storedOnce(shop, ana, "Third F10");
  expect(line.to("session")).toHaveLength(1 + 1);
  expect((await shop.conversationWith("Hello F10")).texts).toEqual(["Hello F10", "First F10", "Second F10", "Third F10"]);
});

test("F10 the token has expired for good: the words not yet sent begin a new conversation, and none is lost", async () => {
  const ana = await talking(browser, shop, "Hello over");
  const { id } = await shop.conversationWith("Hello over");
  line.fate = async (call): Promise<Fate> => {
    // A live line would be told that the session is gone; it expires only for those who were away.
    if (call.path.endsWith("/events")) return "drop";
    if (isSend(call) && call.body.includes("Second over"))
      await shop.world.database.query("update visitor_sessions set expires_at = 0 where visitor_id = $1", [id]);
    return "pass";
  };
  await line.cut();
  for (const text of ["First", "Second", "Third"]) await ana.write(`${text} over`);
  await storedOnce(shop, ana, "Third over");
  expect((await shop.conversationWith("Hello over")).texts).toEqual(["Hello over", "First over"]);
  expect((await shop.conversationWith("Third over")).texts).toEqual(["Second over", "Third over"]);
});

test("F12 offline for an hour, twenty messages written: all sent in order, once", async () => {
  const ana = await talking(browser, shop, "Hello F12", withClock);
  await stopClock(ana.page);
  await ana.context.setOffline(true);
  await line.cut();
  const written = Array.from({ length: 20 }, (_, n) => `Offline ${n}`);
  for (const text of written) await ana.write(text);
  await pass(ana.page, line, 3_600_000, 60_000);
  await ana.context.setOffline(false);
  await passUntil(ana.page, line, 65_000, 1_000, async () => (await shop.rows("Offline 19")).length === 1);
  expect((await shop.conversationWith("Hello F12")).texts).toEqual(["Hello F12", ...written]);
  await until(async () => (await texts(ana)).length === 21);
  expect(await texts(ana)).toEqual(["Hello F12", ...written]);
});

test("F12 the browser says it is offline and lies: a click tries all the same", async () => {
  const ana = await shopper(browser, shop.url, (page) =>
    page.addInitScript(() => Object.defineProperty(Navigator.prototype, "onLine", { get: () => false })),
  );
  await ana.write("I am here");
  await storedOnce(shop, ana, "I am here");
});

test("F13 the page is reloaded while sending: the same message goes on, once", async () => {
  const ana = await talking(browser, shop, "Hello F13");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const attempts = () => line.to("messages").filter(({ body }) => body.includes("Across the reload"));
  let first: Call | undefined;
  line.fate = (call) => {
    if (!isSend(call)) return "pass";
    first ??= call;
    return call === first ? held.then(() => "lose" as const) : "drop";
  };
  await ana.write("Across the reload");
  await until(() => first);
  await ana.page.reload();
  // By the page itself: the browser may repeat for the old one what was on its way.
  const hasTried = () => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/messages"));
  await until(() => ana.page.evaluate(hasTried));
  release();
  await until(() => first?.isOver);
  line.fate = () => "pass";
  await ana.openChat();
  await storedOnce(shop, ana, "Across the reload");
  expect(new Set(attempts().map(idIn)).size).toBe(1);
});

test("F13 the tab is closed right after Enter: visible once, and sent once, after reopening", async () => {
  const ana = await talking(browser, shop, "Hello closing");
  line.isDown = true;
  await ana.panel.getByRole("textbox", { name: "Message" }).fill("Just before leaving");
  await ana.panel.getByRole("textbox", { name: "Message" }).press("Enter");
  await ana.page.waitForTimeout(50); // So says the fault: the time a finger needs from Enter to closing the tab.
  await keptKeys(ana.page); // On a slow disk that long: this is answered once everything is written that was handed over before.
  await ana.page.close();
  line.isDown = false;
  const again = await visitorIn(ana.context, shop.url);
  await again.openChat();
  await storedOnce(shop, again, "Just before leaving");
});

test("F13 the browser is killed while sending: the message is there once after reopening, and sent once", async () => {
  const profile = await newProfile();
  onTestFinished(() => profile.remove());
  const first = await ownBrowser(profile.path);
  onTestFinished(() => first.kill());
  const ana = await visitorIn(first.context, shop.url);
  await ana.openChat();
  await ana.write("Hello kill");
  await sent(ana);
  line.fate = (call) => (isSend(call) ? "drop" : "pass");
  await ana.write("On its way");
  await until(() => line.to("messages").some(({ body }) => body.includes("On its way")));
  await first.kill();
  line.fate = () => "pass";
  const second = await ownBrowser(profile.path);
  onTestFinished(() => second.kill());
  const again = await visitorIn(second.context, shop.url);
  await again.openChat();
  await storedOnce(shop, again, "On its way");
  await until(async () => (await texts(again)).length === 2);
  expect(await texts(again)).toEqual(["Hello kill", "On its way"]);
});

test("F14 the page goes with more than 64 KiB unsent: kept, and sent on the next visit", async () => {
  const ana = await talking(browser, shop, "Hello F14");
  line.isDown = true;
  await line.cut();
  const written = Array.from({ length: 20 }, (_, n) => `${n} `.padEnd(4_000, "olive "));
  for (const text of written) await ana.write(text);
  await until(async () => (await texts(ana)).length === 21);
  await keptKeys(ana.page); // As above: on a slow disk what is seen is written a little later.
  await ana.page.goto("about:blank");
  line.isDown = false;
  await ana.page.goto(shop.url);
  await ana.openChat();
  const last = written.at(-1)?.trim() ?? "";
  await until(async () => (await shop.rows(last)).length > 0, 60_000);
  expect((await shop.conversationWith("Hello F14")).texts).toEqual(["Hello F14", ...written]);
});

describe("17 while a site is under attack", () => {
  const settings = {
    contactForm: {
      whenOnline: "required" as const,
      whenAway: "required" as const,
      fields: [{ name: "email" as const, required: true }],
    },
  };
  const attacked = async (id: string) => {
    await shop.world.shop({ id, settings });
    const signs = "insert into spam_signs (site_id, at) select $1, $2 from generate_series(1, 5)";
    await shop.world.database.query(signs, [id, shop.world.now()]);
  };
  const given = ({ panel }: Visitor) =>
    panel
      .getByText(/noted ana@example.com/)
      .first()
      .waitFor();

  test("the visitor's browser works for the form, the page has its turn meanwhile, and nobody reads a word of it", async () => {
    await attacked("besieged");
    const page = shop.page("/besieged", `<script async src="${line.url}/recado.js" data-site="besieged"></script>`);
    const ana = await shopper(browser, page);
    await ana.write("Is the pot frost-proof?");
    await ana.panel.getByText(/Not sent yet/).waitFor();
    const answers = () => line.to("challenge").filter(({ body }) => body.includes("answer"));
    // How many hashes are asked for before the page has its turn again: what a long task is, on a machine of any speed.
    const hashes = await ana.page.evaluateHandle(() => {
      const counted = { all: 0, inThisTurn: 0, most: 0 };
      const digest = crypto.subtle.digest.bind(crypto.subtle);
      crypto.subtle.digest = (...given) => {
        counted.all++;
        counted.most = Math.max(counted.most, ++counted.inThisTurn);
        return digest(...given);
      };
      const turn = () => {
        counted.inThisTurn = 0;
        setTimeout(turn);
      };
      turn();
      return counted;
    });
    await giveEmail(ana, "ana@example.com");
    await until(() => answers().length > 0, 120_000);
    const { all, most } = await hashes.evaluate(({ all, most }) => ({ all, most }));
    expect(all).toBeGreaterThan(0); // How many it takes is luck.
    // Without any turn it would be all of them, 65,000 on average.
    expect(most).toBeLessThan(20_000);
    await given(ana);
    await storedOnce(shop, ana, "Is the pot frost-proof?");
    expect(ana.complaints.filter((complaint) => !complaint.includes("429"))).toEqual([]);
  });

  test("an owner's own challenge is answered by the page; where its answer was used before, kind words, and nothing is lost", async () => {
    const own = await createServer({
      database: shop.world.database.connection,
      port: 0,
      assets: resolve("dist"),
      spam: {
        soonestMs: 0,
        challenge: {
          task: () => ({ kind: "turnstile", data: "site-key" }),
          accepts: async (answer) => (answer.startsWith("good") ? answer : undefined),
        },
      },
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    });
    onTestFinished(() => own.close());
    await attacked("guarded");
    const first = await newSession(own.url, "guarded");
    expect((await first.ask("challenge", { body: { answer: "good-1" } })).body).toEqual({});
    const page = shop.page(
      "/guarded",
      `<script>var token = "good-1"; recadoSettings = { challenge: async ({ kind, data }) => kind === "turnstile" && data === "site-key" && token };</script>
       <script async src="${own.url}/recado.js" data-site="guarded"></script>`,
    );
    const ana = await shopper(browser, page);
    await ana.write("Do you ship to Madeira?");
    await giveEmail(ana, "ana@example.com");
    await ana.panel.getByText("Many messages are coming in right now. Nothing was lost: please try again in a moment.").waitFor();
    await ana.panel.getByText(/Not sent yet/).waitFor();
    expect(await ana.panel.getByRole("textbox", { name: "E-mail" }).inputValue()).toBe("ana@example.com");
    expect(await shop.rows("Do you ship to Madeira?")).toEqual([]);
    await ana.page.evaluate('token = "good-2"');
    await ana.panel.getByRole("button", { name: "Send my message" }).click();
    await given(ana);
    await storedOnce(shop, ana, "Do you ship to Madeira?");
  });
});
