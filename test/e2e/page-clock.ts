/** The page's own clock, in a test's hands: an outage of minutes takes a second, and waits are exact however slow the machine is. */
import type { Page } from "playwright-core";
import { until } from "../until.js";
import type { Line } from "./line.js";

/** Before the first page. Until it is stopped it runs as any clock does. */
export async function withClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.addInitScript(watchTheWire);
}

/** From now on time passes only by `pass`. */
export async function stopClock(page: Page): Promise<void> {
  const stop = async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
  // It stops at a moment to come. Where that was over before the word arrived it stands all the same, and the next one will do.
  await stop().catch(stop);
}

/** Of the page's side: questions to the line or the disk without their whole answer, streams it reads, and those that said nothing yet. */
interface Wire {
  asked: number;
  reading: number;
  silent: number;
}

/** Runs in the page. The line knows what it has sent, not what has come through to a page on a busy machine. */
function watchTheWire(): void {
  const wire: Wire = { asked: 0, reading: 0, silent: 0 };
  Object.assign(window, { wire });
  const during = <T>(what: readonly (keyof Wire)[], wait: Promise<T>): Promise<T> => {
    for (const each of what) wire[each]++;
    return wait.finally(() => {
      for (const each of what) wire[each]--;
    });
  };
  const { fetch } = window;
  window.fetch = (...args) => {
    // Waits for news, maybe for long.
    const isPoll = args[0] instanceof Request && args[0].url.includes("/poll?after");
    return during(isPoll ? [] : ["asked"], fetch(...args));
  };
  const { text } = Response.prototype;
  Response.prototype.text = function () {
    return during(["asked"], text.call(this));
  };
  const { read } = ReadableStreamDefaultReader.prototype;
  const known = new WeakSet<ReadableStreamDefaultReader>();
  ReadableStreamDefaultReader.prototype.read = function () {
    const isFirst = !known.has(this);
    known.add(this);
    return during(isFirst ? ["reading", "silent"] : ["reading"], read.call(this));
  };
  // Time that goes by while the disk writes would be a disk that does not answer.
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    const begun = transaction.apply(this, args);
    const ended = new Promise((resolve) => {
      for (const end of ["complete", "abort"]) begun.addEventListener(end, resolve);
    });
    void during(["asked"], ended);
    return begun;
  };
}

/** Nothing is on its way between the page and the server, or its disk: what there is still to come needs time, or news. */
export async function settled(page: Page, line: Line): Promise<void> {
  await until(
    async () => {
      const { asked, reading, silent } = await page.evaluate(() => Reflect.get(window, "wire") as Wire);
      return line.isQuiet() && asked === 0 && reading <= line.streams() && silent <= line.silentStreams();
    },
    60_000,
    5,
  );
}

/** Lets so much time go by: at most `stepMs` while an answer is awaited. `quiet`: what else is waited for before each step. */
export async function pass(
  page: Page,
  line: Line,
  ms: number,
  stepMs = 1_000,
  quiet: () => Promise<unknown> = () => settled(page, line),
): Promise<void> {
  const answered = async () => {
    await until(line.isQuiet, 60_000, 5);
    await quiet();
  };
  for (let left = ms; left > 0; left -= stepMs) {
    await answered();
    await page.clock.runFor(Math.min(stepMs, left));
  }
  await answered();
}

/** Lets time go by until something is true, and rejects when that takes more than `withinMs` of it. */
export async function passUntil(
  page: Page,
  line: Line,
  withinMs: number,
  stepMs: number,
  look: () => Promise<boolean>,
): Promise<void> {
  for (let left = withinMs; !(await look()); left -= stepMs) {
    if (left <= 0) throw new Error(`Not within ${withinMs} ms of the page's time: ${look}`);
    await pass(page, line, stepMs, stepMs);
  }
}
