/**
 * Pictures of every state of the widget, as `npm run look` takes them: light, dark, from right to left and on a phone, into
 * test/screenshots/states/. Ends with 1 when a state is not reached, or something goes wrong on its page.
 */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { type Browser, type BrowserContextOptions, chromium as playwright } from "playwright-core";
import { createServer } from "vite";
import { STATES } from "../demo/states/states.js";
import { chromium } from "./chromium.js";

const OUT = resolve(import.meta.dirname, "screenshots/states");
const DESKTOP: BrowserContextOptions = { viewport: { width: 560, height: 720 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const LOOKS = {
  light: [DESKTOP, {}],
  dark: [DESKTOP, { theme: "dark" }],
  rtl: [DESKTOP, { lang: "ar" }],
  phone: [PHONE, {}],
} satisfies Record<string, [BrowserContextOptions, Record<string, string>]>;

/** Resolves with what went wrong, in words. */
async function take(browser: Browser, url: string, look: keyof typeof LOOKS): Promise<string[]> {
  const [options, more] = LOOKS[look];
  const troubles: string[] = [];
  for (const state of Object.keys(STATES)) {
    const context = await browser.newContext({ ...options, colorScheme: look === "dark" ? "dark" : "light" });
    const page = await context.newPage();
    const trouble = (what: unknown) => troubles.push(`${look} ${state}: ${what}`);
    page.on("pageerror", trouble);
    await page.goto(`${url}state.html?${new URLSearchParams({ state, ...more })}`);
    await page.waitForSelector("html[data-reached]", { timeout: 20_000 }).catch(trouble);
    // What rises or fades has done so.
    await page.waitForTimeout(350);
    await page.screenshot({ path: `${OUT}/${state}-${look}.png` });
    await context.close();
  }
  return troubles;
}

await mkdir(OUT, { recursive: true });
const server = await createServer({
  root: resolve(import.meta.dirname, "../demo/states"),
  server: { port: 0, host: "127.0.0.1" },
});
await server.listen();
const browser = await playwright.launch(await chromium());
try {
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The page of the states is not served");
  const troubles: string[] = [];
  for (const look of Object.keys(LOOKS) as (keyof typeof LOOKS)[]) troubles.push(...(await take(browser, url, look)));
  for (const trouble of troubles) console.error(trouble);
  console.log(`${Object.keys(STATES).length} states × ${Object.keys(LOOKS).length} looks in ${OUT}, ${troubles.length} troubles`);
  process.exitCode = troubles.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}
