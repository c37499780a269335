/** What the chat leaves in the visitor's browser: nothing before the first message, nothing ever without consent, and everything from the moment it is given. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { DB } from "../../../src/client/platform/names.js";
import { until } from "../../until.js";
import { removed } from "../no-database.js";
import { dialog, launcher, message, openChat, type Visit, type VisitGiven, visit, write } from "./visit.js";

beforeEach(removed);
afterEach(removed);

const isQuiet: VisitGiven["site"] = {
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
};

/** All the places of a browser. The test runner's own are there before. */
async function places() {
  return {
    cookies: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    name: window.name,
    history: JSON.stringify(history.state),
  };
}

const kept = async () => (await places()).databases.includes(DB);
const said = (text: string) => dialog.getByText(text, { exact: true });
const talking = async (made: Visit, text: string) => {
  await openChat();
  await write(text);
  await until(() => made.backend.agent.messages().some((one) => one.text === text));
};

test("I10 before the first message nothing is stored, nobody is named and nobody is asked but for the site's settings", async () => {
  const before = await places();
  const fetched = vi.spyOn(globalThis, "fetch");
  const made = await visit({ site: isQuiet });
  const open = vi.spyOn(made.backend, "open");
  await openChat();
  await message.fill("I am not sure yet");
  await page.getByRole("button", { name: "Close chat" }).click();
  made.comeBack();
  await openChat();
  expect(await places()).toEqual(before);
  expect(open).not.toHaveBeenCalled();
  expect(fetched).not.toHaveBeenCalled();
  expect(made.backend.agent.messages()).toEqual([]);
  vi.restoreAllMocks();
});

test("without consent one can talk, nothing is stored, and the next page view begins anew", async () => {
  const before = await places();
  const made = await visit({ site: isQuiet, settings: { consent: "denied" } });
  await talking(made, "Hello");
  made.backend.agent.reply("Good morning");
  await expect.element(said("Good morning")).toBeVisible();
  expect(await places()).toEqual(before);
  made.comeBack();
  await openChat();
  expect(said("Hello").elements()).toEqual([]);
  await write("Hello again");
  await until(() => made.backend.agent.messages().length === 1);
  expect(await places()).toEqual(before);
});

test("whatever is not a yes is a no", async () => {
  const settings = { consent: "maybe" } as unknown as VisitGiven["settings"];
  const made = await visit({ site: isQuiet, ...(settings && { settings }) });
  await talking(made, "Hello");
  expect(await kept()).toBe(false);
});

test("consent that is given later keeps what was said until then, and the next page view shows it", async () => {
  const made = await visit({ site: isQuiet, settings: { consent: "denied" } });
  await talking(made, "Hello");
  expect(await kept()).toBe(false);
  made.recado.consent("granted");
  await until(kept);
  await until(() => dialog.getByText("not saved", { exact: false }).elements().length === 0);
  await write("And one more thing");
  await until(() => made.backend.agent.messages().length === 2);
  made.settings.consent = "granted";
  made.comeBack();
  await launcher.click();
  await expect.element(said("Hello")).toBeVisible();
  await expect.element(said("And one more thing")).toBeVisible();
});

test("consent that is taken back takes what was kept from the device; the conversation goes on, and may be kept again", async () => {
  const made = await visit({ site: isQuiet });
  await talking(made, "Hello");
  await until(kept);
  made.recado.consent("denied");
  const keys = async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(DB);
      request.onsuccess = () => resolve(request.result);
    });
    const all = db.transaction("kept").objectStore("kept").getAllKeys();
    const found = await new Promise<IDBValidKey[]>((resolve) => {
      all.onsuccess = () => resolve(all.result);
    });
    db.close();
    return found;
  };
  await until(async () => (await keys()).length === 0);
  await write("Still here");
  await until(() => made.backend.agent.messages().length === 2);
  await expect.element(said("Hello")).toBeVisible();
  expect(await keys()).toEqual([]);
  made.recado.consent("granted");
  await until(async () => (await keys()).length > 0);
  made.comeBack();
  await launcher.click();
  await expect.element(said("Still here")).toBeVisible();
  await expect.element(said("Hello")).toBeVisible();
});

test("without consent a conversation of an earlier visit is not looked at, and is there when consent is given before anything is said", async () => {
  const made = await visit({ site: isQuiet });
  await talking(made, "Hello");
  await until(kept);
  made.settings.consent = "denied";
  made.comeBack();
  await openChat();
  expect(said("Hello").elements()).toEqual([]);
  made.recado.consent("granted");
  await expect.element(said("Hello")).toBeVisible();
});
