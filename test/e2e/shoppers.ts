/** Visitors of the faulty shop, and what one sees over their shoulder. */
import type { Browser, Locator, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { until } from "../until.js";
import { newProfile, ownBrowser } from "./own-browser.js";
import { type Visitor, visitorIn } from "./people.js";
import type { FaultyShop } from "./shop.js";

type Prepare = (page: Page) => Promise<unknown>;

/** With the chat open, in a browser profile that goes with the test; nothing is written yet. */
export async function shopper(browser: Browser, address: string, prepare?: Prepare): Promise<Visitor> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  const visitor = await visitorIn(context, address, prepare);
  await visitor.openChat();
  return visitor;
}

/** In a conversation, with the line up. */
export async function talking(browser: Browser, shop: FaultyShop, text: string, prepare?: Prepare): Promise<Visitor> {
  return begun(await shopper(browser, shop.url, prepare), shop, text);
}

/** The same in a browser as people run it: its tabs hide each other, and only there may one be frozen. */
export async function atHome(shop: FaultyShop, text: string, prepare?: Prepare): Promise<Visitor> {
  const profile = await newProfile();
  onTestFinished(() => profile.remove());
  const { context, kill } = await ownBrowser(profile.path);
  onTestFinished(kill);
  const visitor = await visitorIn(context, shop.url, prepare);
  await visitor.openChat();
  return begun(visitor, shop, text);
}

async function begun(visitor: Visitor, { line }: FaultyShop, text: string): Promise<Visitor> {
  await visitor.write(text);
  await sent(visitor);
  await until(() => line.streams() > 0);
  return visitor;
}

const bubbles = ({ panel }: Pick<Visitor, "panel">): Locator => panel.getByRole("log").locator(".bubble .text");
export const texts = (visitor: Pick<Visitor, "panel">): Promise<string[]> => bubbles(visitor).allTextContents();

/** The visitor's last line has its tick. */
export const sent = ({ panel }: Visitor): Promise<void> =>
  panel
    .locator(".meta.mine")
    .last()
    .getByText(/· Sent/)
    .waitFor();

export async function storedOnce(shop: FaultyShop, visitor: Visitor, text: string): Promise<void> {
  await until(async () => (await shop.rows(text)).length > 0, 60_000);
  await sent(visitor);
  expect(await shop.rows(text)).toHaveLength(1);
  expect((await texts(visitor)).filter((shown) => shown === text)).toHaveLength(1);
}

/** A disk that takes longer than two seconds, as that of a busy machine may, is left alone for a minute. */
export const RESTED_MS = 100_000;

/** Keys of everything the page's origin keeps for us. */
export const keptKeys = async (page: Page): Promise<string[]> => (await kept(page)).map(([key]) => key);

/** Resolves once the conversation is kept with this text in it: a page that is left before has nothing to find. */
export async function untilKept(page: Page, text: string): Promise<void> {
  const pages = async () => JSON.stringify((await kept(page)).filter(([key]) => key.includes(":page:")));
  await until(async () => (await pages()).includes(text), RESTED_MS);
}

function kept(page: Page): Promise<(readonly [key: string, record: unknown])[]> {
  return page.evaluate(
    () =>
      new Promise<(readonly [string, unknown])[]>((resolve, reject) => {
        const open = indexedDB.open("recado");
        // Looking must not make one.
        open.onupgradeneeded = () => open.transaction?.abort();
        open.onerror = () => resolve([]);
        open.onsuccess = () => {
          const looking = open.result.transaction("kept");
          const [keys, records] = [looking.objectStore("kept").getAllKeys(), looking.objectStore("kept").getAll()];
          open.result.close();
          looking.oncomplete = () => resolve(keys.result.map((key, at) => [String(key), records.result[at]]));
          looking.onabort = () => reject(looking.error);
        };
      }),
  );
}
