/** The page's own clock, in a test's hands: an outage of minutes takes a second, and waits are exact however slow the machine is. */
import type { Page } from "playwright-core";
import { until } from "../until.js";
import type { Line } from "./line.js";

/** Before the first page. Until it is stopped it runs as any clock does. */
export const withClock = (page: Page): Promise<void> => page.clock.install();

/** From now on time passes only by `pass`. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
}

/**
 * Lets so much time go by, with the answers that do not wait for news in between: at most `stepMs` pass while one is awaited.
 * `settled`: what else has to happen before the next step.
 */
export async function pass(
  page: Page,
  line: Line,
  ms: number,
  stepMs = 1_000,
  settled: () => Promise<unknown> = () => page.evaluate(() => undefined),
): Promise<void> {
  for (let left = ms; left > 0; left -= stepMs) {
    await page.clock.runFor(Math.min(stepMs, left));
    await until(() => line.calls.every(({ isOver, path }) => isOver || /\/(events|poll)\b/.test(path)), 20_000, 5);
    await settled();
  }
}
