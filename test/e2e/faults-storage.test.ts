/**
 * F16: everything a browser's storage can do to us, done before our script runs. The chat is usable within two seconds, and
 * sending always works; what a sound disk would have kept is kept as soon as there is one again.
 */
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium } from "../chromium.js";
import { until } from "../until.js";
import { pass, stopClock, withClock } from "./page-clock.js";
import type { Visitor } from "./people.js";
import { faultyShop } from "./shop.js";
import { keptKeys, RESTED_MS, shopper, storedOnce, talking, texts, untilKept } from "./shoppers.js";

const shop = await faultyShop();
const { line } = shop;

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch(await chromium());
});
afterAll(() => browser?.close());

/** A page on which `fault` has run before anything else. */
const faulty = (fault: (this: void) => void) => shopper(browser, shop.url, (page) => page.addInitScript(fault));
const isUnsaved = ({ panel }: Visitor) => panel.getByText(/This browser does not keep the conversation/).waitFor();

/** After a reload the conversation is on screen before the network answers: so it was on the disk. */
async function isKept(visitor: Visitor, text: string): Promise<void> {
  await untilKept(visitor.page, text);
  line.fate = () => "drop";
  await visitor.page.reload();
  await visitor.openChat();
  await until(async () => (await texts(visitor)).includes(text));
  line.mend();
}

/** Leaves records on the disk as another release, or a curious hand, would have. */
async function leave(page: Page, version: number | undefined, records: Record<string, unknown>): Promise<void> {
  await page.goto(shop.page("/nothing", "<p>Nothing of ours.</p>"));
  await page.evaluate(
    ([asked, given]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open("recado", asked);
        open.onupgradeneeded = () => {
          open.result.createObjectStore("kept");
          open.result.createObjectStore("of a later release");
        };
        open.onsuccess = () => {
          const writing = open.result.transaction("kept", "readwrite");
          for (const [key, value] of Object.entries(given)) writing.objectStore("kept").put(value, key);
          open.result.close();
          writing.oncomplete = () => resolve();
          writing.onerror = () => reject(writing.error);
        };
        open.onerror = () => reject(open.error);
      }),
    [version, records] as const,
  );
}

test("F16 opening the database hangs: two seconds later everything works, and the visitor knows that it is not kept", async () => {
  const ana = await shopper(browser, shop.url, async (page) => {
    await withClock(page);
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    });
  });
  await stopClock(ana.page);
  await ana.write("Into the void");
  await pass(ana.page, line, 2_100, 100);
  await storedOnce(shop, ana, "Into the void");
  await pass(ana.page, line, 1_000, 100);
  await isUnsaved(ana);
});

test("F16 opening fails once: sent, and kept with what comes next", async () => {
  const ana = await faulty(() => {
    const { open } = IDBFactory.prototype;
    // The loader's look and the client's first.
    let failures = 2;
    IDBFactory.prototype.open = function (...args) {
      if (failures-- <= 0) return open.apply(this, args);
      const request = Object.assign(new EventTarget(), { error: new DOMException("Internal error", "UnknownError") });
      queueMicrotask(() => Reflect.get(request, "onerror")?.(new Event("error", { cancelable: true })));
      return request as unknown as IDBOpenDBRequest;
    };
  });
  await ana.write("After one failure");
  await storedOnce(shop, ana, "After one failure");
  await ana.write("And another");
  await storedOnce(shop, ana, "And another");
  await isKept(ana, "After one failure");
});

test("F16 the connection is closed under us: opened again, nothing is missing", async () => {
  const ana = await talking(browser, shop, "Before the close", (page) =>
    page.addInitScript(() => {
      const { transaction } = IDBDatabase.prototype;
      const used = new Set<IDBDatabase>();
      IDBDatabase.prototype.transaction = function (...args) {
        used.add(this);
        return transaction.apply(this, args);
      };
      Object.assign(window, { closeAll: () => [...used].map((db) => db.close()) });
    }),
  );
  await ana.page.evaluate(() => Reflect.get(window, "closeAll")());
  await ana.write("After the close");
  await storedOnce(shop, ana, "After the close");
  await isKept(ana, "After the close");
});

test("F16 the connection to the database's server is lost for ever: sent all the same, and said not to be kept", async () => {
  const ana = await faulty(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");
    };
  });
  for (const text of ["Lost server", "Lost server, still"]) {
    await ana.write(text);
    await storedOnce(shop, ana, text);
  }
  await isUnsaved(ana);
});

test("F16 the disk is full: sent all the same, and said not to be kept", async () => {
  const ana = await shopper(browser, shop.url);
  const tools = await ana.context.newCDPSession(ana.page);
  await tools.send("Storage.overrideQuotaForOrigin", { origin: new URL(shop.url).origin, quotaSize: 1 });
  await ana.write("No room");
  await storedOnce(shop, ana, "No room");
  await isUnsaved(ana);
  await tools.send("Storage.overrideQuotaForOrigin", { origin: new URL(shop.url).origin });
  await ana.write("Room again");
  await storedOnce(shop, ana, "Room again");
  await isKept(ana, "No room");
});

test("F16 the database is deleted while it is open: we make way, and what comes next is kept in a new one", async () => {
  const ana = await talking(browser, shop, "Before the deletion");
  const outcome = await ana.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const gone = indexedDB.deleteDatabase("recado");
        gone.onsuccess = () => resolve("deleted");
        gone.onblocked = () => resolve("blocked");
      }),
  );
  expect(outcome).toBe("deleted");
  await ana.write("After the deletion");
  await storedOnce(shop, ana, "After the deletion");
  await until(async () => (await keptKeys(ana.page)).length > 0, RESTED_MS);
});

test("F16 a later release has left its schema and its records: opened, and what nobody understands is left out", async () => {
  const ana = await shopper(browser, shop.url, (page) =>
    leave(page, 7, {
      "flora:head": { v: 2, unread: "three" },
      "flora:session": { v: 2, seal: "new" },
      "flora:draft:1": { v: 2 },
    }),
  );
  await ana.write("After the rollback");
  await storedOnce(shop, ana, "After the rollback");
  await isKept(ana, "After the rollback");
  expect(await texts(ana)).toEqual(["After the rollback"]);
});

test("F16 records are torn: left out, and the rest works", async () => {
  const ana = await shopper(browser, shop.url, (page) =>
    leave(page, undefined, {
      "flora:head": 7,
      "flora:session": { v: 1, token: "short", conversation: null },
      "flora:draft:1": "text",
      "flora:page:1": { v: 1, epoch: "e", messages: [{ seq: -1 }] },
    }),
  );
  await ana.write("After the tear");
  await storedOnce(shop, ana, "After the tear");
  expect(ana.complaints).toEqual([]);
  await isKept(ana, "After the tear");
  expect(await texts(ana)).toEqual(["After the tear"]);
});

test("F16 storage is refused, even by name: usable, sent, and said not to be kept", async () => {
  const ana = await faulty(() => {
    Object.defineProperty(window, "indexedDB", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  await ana.write("In a sandbox");
  await storedOnce(shop, ana, "In a sandbox");
  await isUnsaved(ana);
  expect(ana.complaints).toEqual([]);
});

test("F16 everything is wiped between two visits: a stranger again, who can write", async () => {
  const ana = await talking(browser, shop, "Before the wipe");
  await ana.page.goto("about:blank");
  const tools = await ana.context.newCDPSession(ana.page);
  await tools.send("Storage.clearDataForOrigin", { origin: new URL(shop.url).origin, storageTypes: "all" });
  await ana.page.goto(shop.url);
  await ana.openChat();
  expect(await texts(ana)).toEqual([]);
  await ana.write("After the wipe");
  await storedOnce(shop, ana, "After the wipe");
  expect((await shop.conversationWith("After the wipe")).texts).toEqual(["After the wipe"]);
});
