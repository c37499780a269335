/**
 * Read means attention: every way a reply can be before somebody's eyes, or not, in a browser whose tabs are really hidden
 * and really lose the focus, on the page's clock. What counts is what the server was told, and that it was told nothing else.
 */
import type { Frame, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draft } from "../server/people.js";
import { until } from "../until.js";
import { newProfile, type OwnBrowser, ownBrowser } from "./own-browser.js";
import { pass as passOn, stopClock } from "./page-clock.js";
import { pairwise } from "./pairwise.js";
import { visitorIn } from "./people.js";
import { faultyShop } from "./shop.js";

const AXES = {
  panel: ["open", "closed"],
  tab: ["visible", "hidden"],
  focus: ["focused", "blurred"],
  idle: ["1 s", "90 s", "130 s"],
  place: ["in view", "above", "below", "tall"],
  /** Whether this tab holds the browser's line, or hears of the reply from the tab that does. */
  line: ["leader", "follower"],
} as const;
type Cell = { readonly [axis in keyof typeof AXES]: (typeof AXES)[axis][number] };

/** The one cell in which somebody looks at the reply; without the focus only as long as a hand was seen a minute ago. */
function isLookedAt({ panel, tab, focus, idle, place }: Cell): boolean {
  const isSomebodyThere = idle === "1 s" || (idle === "90 s" && focus === "focused");
  return panel === "open" && tab === "visible" && isSomebodyThere && (place === "in view" || place === "tall");
}

const LOOKING: Cell = { panel: "open", tab: "visible", focus: "focused", idle: "1 s", place: "in view", line: "leader" };
/** Where attention ends: one step from the cell in which there is some. */
const EDGES: readonly Cell[] = [
  LOOKING,
  { ...LOOKING, place: "tall" },
  { ...LOOKING, idle: "90 s" },
  { ...LOOKING, focus: "blurred" },
  { ...LOOKING, focus: "blurred", idle: "90 s" },
  { ...LOOKING, idle: "130 s" },
  { ...LOOKING, panel: "closed" },
  { ...LOOKING, tab: "hidden" },
  { ...LOOKING, place: "above" },
  { ...LOOKING, place: "below" },
  { ...LOOKING, line: "follower" },
  { ...LOOKING, line: "follower", place: "tall" },
  { ...LOOKING, line: "follower", focus: "blurred" },
];
const nameOf = (cell: Cell) => Object.values(cell).join(", ");
const CELLS = [...new Map([...EDGES, ...pairwise<Cell>(AXES)].map((cell) => [nameOf(cell), cell])).values()]
  // One after the other of each kind: the line changes hands once.
  .sort((one, other) => AXES.line.indexOf(one.line) - AXES.line.indexOf(other.line));

const shop = await faultyShop();
const { line } = shop;
/** The shop in a frame of a portal: so its page can be on screen without having the focus. */
const portal = shop.page("/portal", `<button>Elsewhere</button><iframe src="/" width="1100" height="640"></iframe>`);
const HELLO = "Hello, matrix";
/** Longer than any dwell. */
const LONG_MS = 10_000;
/** With LONG_MS on top, 90 s are still less than the two minutes that count as somebody there. */
const MOST_LATER_MS = 15_000;
const LONG_TEXT = "An answer of several lines, so that a few of them fill the log of the panel. ".repeat(3);
/** More than ten screens of the log, however high a line is and whatever stands above the composer. */
const TALL_TEXT = Array.from({ length: 210 }, (_, n) => `Line ${n}`).join("\n");

let own: OwnBrowser;
let profile: Awaited<ReturnType<typeof newProfile>>;
let page: Page;
let elsewhere: Page;
let frame: Frame;
let log: Locator;
let texts = 0;
let token: string;

beforeAll(async () => {
  profile = await newProfile();
  own = await ownBrowser(profile.path);
  ({ page } = await visitorIn(own.context, portal, (tab) => tab.clock.install()));
  elsewhere = await own.context.newPage();
  await elsewhere.addInitScript(() => {
    const channel = new BroadcastChannel("echo");
    channel.onmessage = () => channel.postMessage("back");
  });
  await page.bringToFront();
  frame = await until(() => page.frames()[1]);
  log = frame.getByRole("log");
  await frame.getByRole("button", { name: /^Open chat/ }).click();
  await frame.getByRole("textbox", { name: "Message" }).fill(HELLO);
  await frame.getByRole("textbox", { name: "Message" }).press("Enter");
  await until(() => line.streams() > 0);
  token = await until(() => line.to("messages")[0]?.headers.authorization);
  for (let n = 0; n < 8; n++) await shop.reply(HELLO, `${n} ${LONG_TEXT}`);
  await shown(`7 ${LONG_TEXT}`);
  await elsewhere.goto(shop.url);
  await stopClock(page);
});
afterAll(async () => {
  await own?.kill();
  await profile?.remove();
});

/** The reply is in the log, whether anybody can see it or not. */
const shown = (text: string) =>
  until(() =>
    frame.evaluate(
      (wanted) => document.querySelector("recado-chat")?.shadowRoot?.textContent?.includes(wanted),
      text.split("\n")[0]?.trim() ?? "",
    ),
  );
const isOpen = () =>
  frame.evaluate(() => document.querySelector("recado-chat")?.shadowRoot?.querySelector<HTMLElement>(".panel")?.hidden === false);
const cursor = async () => (await shop.conversationWith(HELLO)).readUpTo;

/** Time on this page's clock, in which the other tab has its say: it would be taken for dead otherwise. */
function pass(tab: Page, over: typeof line, ms: number, stepMs?: number): Promise<void> {
  return passOn(tab, over, ms, stepMs, heardOut);
}
const heardOut = () =>
  frame.evaluate(
    () =>
      new Promise((resolve) => {
        const channel = new BroadcastChannel("echo");
        channel.onmessage = () => resolve(channel.close());
        channel.postMessage("there?");
      }),
  );

/** Whether the line is this tab's: the browser knows who holds a lock, and a lock of one's own tells who one is. */
const leads = () =>
  frame.evaluate(() =>
    navigator.locks.request("who am I", async () => {
      const { held = [] } = await navigator.locks.query();
      const me = held.find(({ name }) => name === "who am I")?.clientId;
      return held.some(({ name, clientId }) => name?.includes(":line ") && clientId === me);
    }),
  );

/** So much silence as passes here in a moment breaks a line; but here it is about who looks. */
async function lineIsUp(): Promise<void> {
  await until(async () => {
    if (line.streams() > 0) return true;
    await pass(page, line, 100);
    return false;
  });
}

/**
 * The tab that should not have the line is loaded anew, and finds it taken; once more where the other one was not quick enough.
 * The other tab is looked at first: it shares this page's clock, and hidden for ten minutes of it a tab wants no line any more.
 */
async function handTheLineTo(wanted: Cell["line"]): Promise<void> {
  const isSo = async () => (await leads()) === (wanted === "leader");
  await toFront(elsewhere);
  if (await isSo()) return;
  const look = async () => {
    if (await isSo()) return line.streams() === 1;
    await (wanted === "leader" ? elsewhere.reload() : frame.goto(shop.url));
    return false;
  };
  await until(look, 60_000, 1_000);
}

async function toFront(tab: Page): Promise<void> {
  await tab.bringToFront();
  await until(() => tab.evaluate(() => document.visibilityState === "visible"));
}

/** A hand on the shop's page, which gets the focus by it. */
async function touch(): Promise<void> {
  await frame.getByText("Olive trees.").click();
  await until(() => frame.evaluate(() => document.hasFocus()));
}

/** How far the server had been told when this cell began. */
let known = 0;

/** Brings the last reply before the visitor's eyes until the server knows: what is told from here on is the next cell's. */
async function catchUp(): Promise<void> {
  await toFront(page);
  await touch();
  if (!(await isOpen())) await frame.getByRole("button", { name: /^Open chat/ }).click();
  await lineIsUp();
  const last = log.locator("[data-seq]").last();
  const seq = Number(await last.getAttribute("data-seq"));
  await last.evaluate((element) => element.scrollIntoView({ block: "end" }));
  await until(async () => {
    await pass(page, line, 4_000);
    // A line above the composer takes room from the messages: for a moment a busy disk may have seemed to keep nothing.
    return (await cursor()) === seq && (await panelBanner().count()) === 0;
  });
  line.mend();
  known = seq;
}

const panelBanner = () => frame.locator("recado-chat .banner");

/** Puts everything as the cell says, before the reply comes. */
async function arrange({ panel, tab, focus, idle, place }: Cell): Promise<void> {
  await log.evaluate((element, isBelow) => element.scrollTo(0, element.scrollHeight / (isBelow ? 2 : 1)), place === "below");
  if (panel === "closed") await frame.getByRole("button", { name: "Close chat" }).first().click();
  const idleMs = Number.parseInt(idle, 10) * 1_000;
  let began = 0;
  do {
    if (focus === "blurred") {
      await page.getByRole("button", { name: "Elsewhere" }).click();
      await until(() => frame.evaluate(() => !document.hasFocus()));
    } else await touch();
    began = await frame.evaluate(() => Date.now());
    if (tab === "hidden") {
      await elsewhere.bringToFront();
      await until(() => page.evaluate(() => document.visibilityState === "hidden"));
    }
    await page.clock.fastForward(idleMs);
    await heardOut();
    await lineIsUp();
    // A line that slept may take so long to come back that the visitor has been idle for longer than the cell says.
  } while (tab === "visible" && (await frame.evaluate(() => Date.now())) - began > idleMs + MOST_LATER_MS);
}

/** The reply comes, and with it what the visitor writes on another device, if that pushes it up. Gives the reply's seq. */
async function reply({ place }: Cell): Promise<number> {
  texts += 1;
  const text = `Reply ${texts}. ${place === "tall" ? TALL_TEXT : "Short."}`;
  await shop.reply(HELLO, text);
  await shown(text);
  const seq = (await shop.conversationWith(HELLO)).texts.length;
  if (place !== "above") return seq;
  for (let n = 0; n < 8; n++) {
    const own = `Own ${texts}.${n} ${LONG_TEXT}`;
    const answer = await fetch(`${line.url}/v1/sites/flora/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: token },
      body: JSON.stringify(draft(own)),
    });
    expect(answer.status).toBe(201);
    await shown(own);
  }
  return seq;
}

/**
 * How the server was told, in order, since the last cell. The same number again is no other receipt: here seconds pass faster than
 * answers come on a busy machine, so that one that is late is asked for again; and another tab that hears how far was read says it, too.
 */
const told = () =>
  [...new Set(line.to("read").map(({ body }) => JSON.parse(body).upTo as number))].filter((upTo) => upTo > known);

describe("the matrix", () => {
  // A machine that stands still for seconds takes the line from its tab, or the hand from the page: that cell is arranged anew.
  test.for(CELLS.map((cell) => [nameOf(cell), cell] as const))("a reply: %s", { retry: 2 }, async ([, cell]) => {
    await handTheLineTo(cell.line);
    await catchUp();
    await arrange(cell);
    const before = await cursor();
    const seq = await reply(cell);
    await pass(page, line, LONG_MS);
    expect(await leads()).toBe(cell.line === "leader");
    expect({ told: told(), stands: await cursor() }).toEqual(
      isLookedAt(cell) ? { told: [seq], stands: seq } : { told: [], stands: before },
    );
  });
});

async function inView(): Promise<number> {
  await catchUp();
  await arrange(LOOKING);
  return reply(LOOKING);
}

describe("without a break", () => {
  beforeAll(() => handTheLineTo("leader"));

  test("a glance of 900 ms does not count, nor does another one later; a whole second does, and nothing has to be scrolled", async () => {
    const seq = await inView();
    for (let glance = 0; glance < 2; glance++) {
      await pass(page, line, 900, 100);
      await elsewhere.bringToFront();
      await until(() => page.evaluate(() => document.visibilityState === "hidden"));
      await pass(page, line, 20_000);
      await toFront(page);
    }
    expect(told()).toEqual([]);
    await pass(page, line, 1_000, 100);
    await until(() => told().length > 0);
    expect(told()).toEqual([seq]);
  });

  /** Something of the page, over everything. */
  const cover = () =>
    frame.evaluateHandle(() => {
      const wall = document.createElement("div");
      wall.style.cssText = "position:fixed;inset:0;background:white;z-index:2147483647";
      document.documentElement.append(wall);
      return wall;
    });

  test("what lies over the panel hides it, and what goes away by itself gives it back", async () => {
    await catchUp();
    await arrange(LOOKING);
    const wall = await cover();
    const seq = await reply(LOOKING);
    await pass(page, line, LONG_MS);
    expect(told()).toEqual([]);
    await wall.evaluate((element) => element.remove());
    await pass(page, line, 1_500, 250);
    await until(() => told().length > 0);
    expect(told()).toEqual([seq]);
  });

  test("what lies over the panel for a moment is a break", async () => {
    const seq = await inView();
    await pass(page, line, 400, 100);
    const wall = await cover();
    await pass(page, line, 400, 100);
    await wall.evaluate((element) => element.remove());
    await pass(page, line, 900, 100);
    expect(told()).toEqual([]);
    await pass(page, line, 500, 100);
    await until(() => told().length > 0);
    expect(told()).toEqual([seq]);
  });

  test("a panel that the page has hidden is not looked at", async () => {
    await inView();
    await frame.evaluate(() => window.recado?.("hide"));
    await pass(page, line, LONG_MS);
    expect(told()).toEqual([]);
    await frame.evaluate(() => window.recado?.("show"));
  });

  test("a page that is only prerendered is not looked at; once it is activated, it is", async () => {
    const seq = await inView();
    // Said by the page's own document, because a browser that is watched prerenders nothing.
    const prerendering = (value: boolean) =>
      frame.evaluate((is) => {
        Object.defineProperty(document, "prerendering", { get: () => is, configurable: true });
        document.dispatchEvent(new Event("prerenderingchange"));
      }, value);
    await prerendering(true);
    await pass(page, line, LONG_MS);
    expect(told()).toEqual([]);
    await prerendering(false);
    await pass(page, line, 1_000, 100);
    await until(() => told().length > 0);
    expect(told()).toEqual([seq]);
  });

  test("a page that scrolls by itself is no hand", async () => {
    await catchUp();
    await arrange({ ...LOOKING, idle: "130 s" });
    await frame.evaluate(() => {
      document.body.style.height = "9000px";
      setInterval(() => window.scrollBy(0, 5), 500);
    });
    await reply(LOOKING);
    await pass(page, line, LONG_MS);
    expect(await frame.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    expect(told()).toEqual([]);
  });

  test("a message of more than ten screens, scrolled through: after three seconds, not before", async () => {
    await catchUp();
    await arrange({ ...LOOKING, place: "below" });
    const seq = await reply({ ...LOOKING, place: "tall" });
    const tall = log.locator(`[data-seq="${seq}"]`);
    const screens = await tall.evaluate((row) => row.clientHeight / (row.closest(".log")?.clientHeight ?? 1));
    expect(screens).toBeGreaterThan(10);
    // By small steps, as a wheel does it, to where it fills the view.
    await tall.evaluate(async (row) => {
      const view = row.closest(".log");
      if (!view) return;
      for (let part = 0; part <= 20; part++) {
        const painted = new Promise((resolve) => view.addEventListener("scroll", resolve, { once: true }));
        view.scrollTop = (row as HTMLElement).offsetTop - view.clientHeight * (1 - part / 20);
        await painted;
      }
    });
    await until(() =>
      tall.evaluate((row) => row.getBoundingClientRect().top < (row.closest(".log")?.getBoundingClientRect().top ?? 0) + 5),
    );
    await pass(page, line, 2_900, 100);
    expect(told()).toEqual([]);
    await pass(page, line, 500, 100);
    await until(() => told().length > 0);
    expect(told()).toEqual([seq]);
  });

  test("the click that opened the chat is a hand, though nobody listened yet", async () => {
    await catchUp();
    await frame.getByRole("button", { name: "Close chat" }).first().click();
    const seq = await reply(LOOKING);
    await frame.goto(shop.url);
    // The panel comes when the page is idle, which it never is while its clock stands still.
    expect(await frame.evaluate(() => document.querySelector("recado-chat")?.shadowRoot?.querySelector(".panel"))).toBeNull();
    await frame.getByRole("button", { name: /^Open chat/ }).click();
    await frame.getByRole("textbox", { name: "Message" }).waitFor();
    await pass(page, line, 4_000, 500);
    await until(() => told().length > 0);
    expect(told()).toEqual([seq]);
  });
});

describe("at once, without a second's dwelling", () => {
  test("who answers has read", async () => {
    const seq = await inView();
    await frame.getByRole("textbox", { name: "Message" }).fill("My answer");
    await frame.getByRole("textbox", { name: "Message" }).press("Enter");
    await until(async () => (await cursor()) === seq);
  });

  test.for(["left", "middle"] as const)("who follows its link has read (%s button)", async (button) => {
    await catchUp();
    await arrange({ ...LOOKING, place: "below" });
    texts += 1;
    const link = `${shop.url}/nothing-${texts}`;
    await shop.reply(HELLO, `Look here: ${link}`);
    await shown(link);
    const seq = (await shop.conversationWith(HELLO)).texts.length;
    expect(told()).toEqual([]);
    const opened = own.context.waitForEvent("page");
    await log.getByRole("link", { name: link }).click({ button });
    await (await opened).close();
    await until(async () => (await cursor()) === seq);
    expect(told()).toEqual([seq]);
  });

  test("who jumps to the latest has read", async () => {
    await catchUp();
    await arrange({ ...LOOKING, place: "below" });
    const seq = await reply({ ...LOOKING, place: "below" });
    await frame.getByRole("button", { name: /1 new message/ }).click();
    await until(async () => (await cursor()) === seq);
    expect(told()).toEqual([seq]);
  });
});
