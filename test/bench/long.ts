/** In a conversation: what it keeps in memory, how soon its last messages are back, and how it answers a hand when there are 10,000. */
import type { Browser, Page } from "playwright-core";
import type { BenchShop } from "./shop.js";
import { type Visit, visit } from "./visit.js";

const KEYS = 24;
const WHEELS = 30;
const IDLE_MS = 60_000;

export interface Talk {
  readonly heapKiB: number;
  /** From the click to its last messages, from the device alone, at a quarter of the processor. */
  readonly openMs: number;
}

/** What an open chat does while nobody does anything. */
export interface Idle {
  readonly longTasks: number;
  readonly requests: number;
}

export interface Long {
  readonly openMs: number;
  readonly keyMs: number;
  readonly sendMs: number;
  readonly frameMs: number;
  readonly rows: number;
  readonly heapKiB: number;
}

/** `site`: where `/blank` and `/recado` are. */
export async function talkOf(browser: Browser, shop: BenchShop, site: string): Promise<Talk> {
  const conversation = await shop.conversation(50);
  const visited = await visit(browser, "none");
  const { page, cdp, atRest, heapKiB, end } = visited;
  try {
    await page.goto(`${site}/blank`);
    await conversation.putInto(page);
    await page.goto(`${site}/recado`);
    await atRest();
    await openTalk(visited);
    await atRest();
    const heap = await heapKiB();
    await page.goto(`${site}/recado`);
    await atRest();
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    return { heapKiB: heap, openMs: await openTalk(visited) };
  } finally {
    await end();
  }
}

/** For a minute, in a conversation of 50 messages, at a quarter of the processor. */
export async function idleOf(browser: Browser, shop: BenchShop, site: string): Promise<Idle> {
  const conversation = await shop.conversation(50);
  const visited = await visit(browser, "none");
  const { page, cdp, atRest, seen, traffic, end } = visited;
  try {
    await page.goto(`${site}/blank`);
    await conversation.putInto(page);
    await page.goto(`${site}/recado`);
    await atRest();
    await openTalk(visited);
    await atRest();
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    // The last of what came before is told by now.
    await page.waitForTimeout(1_000);
    const before = { ...(await seen()), ...traffic() };
    await page.waitForTimeout(IDLE_MS);
    return { longTasks: (await seen()).longTasks - before.longTasks, requests: traffic().requests - before.requests };
  } finally {
    await end();
  }
}

export async function longOf(browser: Browser, shop: BenchShop, site: string, messages: number): Promise<Long> {
  const conversation = await shop.conversation(messages);
  const visited = await visit(browser, "none");
  const { page, cdp, atRest, heapKiB, end } = visited;
  try {
    await page.goto(`${site}/blank`);
    await conversation.putInto(page);
    await page.goto(`${site}/recado`);
    await atRest();
    await openTalk(visited);
    await toTheBeginning(page);
    await page.mouse.click(1235, 755);
    await page.waitForTimeout(300);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const openMs = await slowest(visited, () => page.mouse.click(1235, 755));
    await page.mouse.move(1050, 400);
    const keyMs = await slowest(visited, async () => {
      for (let key = 0; key < KEYS; key++) await page.keyboard.press("a", { delay: 30 });
    });
    const sendMs = await slowest(visited, () => page.keyboard.press("Enter"));
    // Where a hand missed, nothing would have taken any time.
    const said = await page.evaluate(
      () => [...(document.querySelector("recado-chat")?.shadowRoot?.querySelectorAll(".row .text") ?? [])].at(-1)?.textContent,
    );
    if (said !== "a".repeat(KEYS)) throw new Error(`What was written is not what was sent: ${said}`);
    const frames = page.evaluate(framesFor, 2_500);
    for (let wheel = 0; wheel < WHEELS; wheel++) {
      await page.mouse.wheel(0, wheel < WHEELS / 2 ? -240 : 240);
      await page.waitForTimeout(40);
    }
    const sorted = (await frames).sort((a, b) => a - b);
    const rows = await page.evaluate(
      () => document.querySelector("recado-chat")?.shadowRoot?.querySelectorAll(".lines > *").length ?? 0,
    );
    await atRest();
    return {
      openMs,
      keyMs,
      sendMs,
      frameMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      rows,
      heapKiB: await heapKiB(),
    };
  } finally {
    await end();
  }
}

/** How many milliseconds after the click a message was on screen. */
async function openTalk({ page, shown }: Visit): Promise<number> {
  await page.mouse.click(1235, 755);
  return shown("talk");
}

/** Until there is nothing older to load: a page, and then the next one. */
async function toTheBeginning(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const log = document.querySelector("recado-chat")?.shadowRoot?.querySelector(".log");
    for (let turns = 0; log && turns < 8_000; turns++) {
      log.scrollTop = 0;
      await new Promise((next) => setTimeout(next, 10));
      if (!log.querySelector(".row .text")?.textContent?.includes("Hello!")) continue;
      log.scrollTop = log.scrollHeight;
      return;
    }
    throw new Error("The first message does not come");
  });
}

async function slowest({ page }: Visit, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => Object.assign(Reflect.get(globalThis, "bench"), { inp: 0 }));
  await act();
  await page.waitForTimeout(600);
  return page.evaluate(() => Reflect.get(globalThis, "bench").inp);
}

/** The time between two frames, for so long. */
function framesFor(ms: number): Promise<number[]> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    const begun = performance.now();
    let before = begun;
    const next = (now: number) => {
      gaps.push(now - before);
      before = now;
      if (now - begun < ms) requestAnimationFrame(next);
      else resolve(gaps);
    };
    requestAnimationFrame(next);
  });
}
