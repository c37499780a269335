/** One visit by a browser that has never been there: what it loaded, when the bubble was there, when one could write, what it cost. */
import { setTimeout } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import { until } from "../until.js";
import { type Probe, probe } from "./probe.js";
import { type Protocol, unwatched } from "./unwatched.js";

export type Profile = "none" | "slow";

/** 1.6 Mbps, 150 ms to an answer, a processor of a quarter. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;
const VIEW = { width: 1280, height: 800 };
/** Nothing asked for this long: it is at rest. */
const REST_MS = 600;
const PATIENCE_MS = 20_000;

export interface Figures {
  readonly bytesClosed: number;
  readonly bytesOpen?: number;
  readonly requestsClosed: number;
  readonly requestsOpen?: number;
  readonly bubbleMs?: number;
  readonly composerMs?: number;
  readonly blockingMs: number;
  readonly shift: number;
  readonly heapKiB: number;
}

/** What goes over a page's line. */
interface Line {
  atRest(): Promise<void>;
  traffic(): { readonly bytes: number; readonly requests: number };
}

export interface Visit extends Line {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly seen: () => Promise<Probe>;
  /**
   * How many milliseconds after the click it was on screen; rejects when it never is. Asked for over the protocol: what waits for a
   * page otherwise is put into it, and its 600 KiB and the time they take to be read would be counted as the chat's.
   */
  shown(what: "composer" | "talk"): Promise<number>;
  heapKiB(): Promise<number>;
  end(): Promise<void>;
}

export async function visit(browser: Browser, profile: Profile): Promise<Visit> {
  const context = await browser.newContext({ viewport: VIEW });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const cdp = await context.newCDPSession(page);
  const line = await lineOf(cdp, profile);
  // The names that the compiler keeps for stack traces are asked for in there, too.
  await page.addInitScript(`globalThis.__name = (named) => named; (${probe})()`);
  return {
    page,
    cdp,
    ...line,
    seen: () => page.evaluate(() => Reflect.get(globalThis, "bench") as Probe),
    shown: (what) =>
      until(async () => {
        const { result } = await cdp.send("Runtime.evaluate", { expression: `bench.${what}` });
        return result.value as number | undefined;
      }, PATIENCE_MS),
    async heapKiB() {
      for (let again = 0; again < 3; again++) await cdp.send("HeapProfiler.collectGarbage");
      return (await cdp.send("Runtime.getHeapUsage")).usedSize / 1024;
    },
    end: () => context.close(),
  };
}

/** Slows a page down as the profile says, and counts what goes over its line from now on. */
async function lineOf(cdp: Protocol, profile: Profile): Promise<Line> {
  let bytes = 0;
  let requests = 0;
  const open = new Set<string>();
  let since = Date.now();
  const documents = new Set<string>();
  await cdp.send("Network.enable");
  cdp.on("Network.requestWillBeSent", ({ type, requestId, request }) => {
    if (type === "Document" || request.url.startsWith("data:")) return void documents.add(requestId);
    // A stream of news stays open for as long as somebody listens.
    if (!/\/(events|poll)$/.test(new URL(request.url).pathname)) open.add(requestId);
    requests += 1;
    since = Date.now();
  });
  const over = ({ requestId, encodedDataLength = 0 }: { requestId: string; encodedDataLength?: number }) => {
    if (documents.has(requestId)) return;
    bytes += encodedDataLength;
    open.delete(requestId);
    since = Date.now();
  };
  cdp.on("Network.loadingFinished", over);
  cdp.on("Network.loadingFailed", over);
  if (profile === "slow") {
    await cdp.send("Network.emulateNetworkConditions", SLOW);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  }
  return {
    async atRest() {
      since = Date.now();
      const late = Date.now() + PATIENCE_MS;
      while ((open.size > 0 || Date.now() - since < REST_MS) && Date.now() < late) await setTimeout(50);
    },
    traffic: () => ({ bytes, requests }),
  };
}

/** Loads the page, waits until it is at rest, and opens the chat by its bubble. */
export async function figuresOf(browser: Browser, address: string, profile: Profile): Promise<Figures> {
  const { page, seen, shown, atRest, traffic, heapKiB, end } = await visit(browser, profile);
  try {
    await page.goto(address);
    await atRest();
    const { bubble, blocking, shift } = await seen();
    const closed = traffic();
    const always = {
      bytesClosed: closed.bytes,
      requestsClosed: closed.requests,
      blockingMs: blocking,
      shift,
      heapKiB: await heapKiB(),
    };
    if (bubble === undefined) return always;
    await page.mouse.click(1280 - 45, 800 - 45);
    const composer = await shown("composer").catch(() => undefined);
    await atRest();
    const open = traffic();
    return {
      ...always,
      bubbleMs: bubble,
      bytesOpen: open.bytes,
      requestsOpen: open.requests,
      ...(composer !== undefined && { composerMs: composer }),
    };
  } finally {
    await end();
  }
}

/**
 * What a page view costs the processor until it rests, slow, where another page of the shop was there before: a browser's own
 * start takes more than a chat does, and is never twice the same. The time is counted from the navigation.
 */
export async function cpuOf(browser: Browser, before: string, address: string): Promise<number> {
  const { cdp, end } = await unwatched(browser);
  try {
    const { atRest } = await lineOf(cdp, "slow");
    await cdp.send("Page.enable");
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    // As tall and as wide as the others.
    await cdp.send("Emulation.setDeviceMetricsOverride", { ...VIEW, deviceScaleFactor: 1, mobile: false });
    let isLoaded = false;
    cdp.on("Page.loadEventFired", () => (isLoaded = true));
    for (const url of [before, address]) {
      isLoaded = false;
      const { errorText } = await cdp.send("Page.navigate", { url });
      if (errorText) throw new Error(`${url}: ${errorText}`);
      await until(() => isLoaded, PATIENCE_MS);
      await atRest();
    }
    const { metrics } = await cdp.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
  } finally {
    await end();
  }
}

/** From the click to the field, slow, where somebody had moved a hand over the page before, and the panel was fetched ahead. */
export async function prefetched(browser: Browser, address: string): Promise<number> {
  const { page, shown, atRest, end } = await visit(browser, "slow");
  try {
    await page.goto(address);
    await atRest();
    await page.mouse.move(300, 300);
    await atRest();
    await page.mouse.click(1280 - 45, 800 - 45);
    return await shown("composer");
  } finally {
    await end();
  }
}
