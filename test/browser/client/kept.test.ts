/** What stays on the device, in a real browser with a real IndexedDB. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type MemoryWorld, memory, memoryWorld } from "../../../src/adapters/memory.js";
import type { Backend } from "../../../src/client/backend.js";
import { ChatError } from "../../../src/client/errors.js";
import { type Chat, createChat, indexedDbCache } from "../../../src/client/index.js";
import { DB } from "../../../src/client/platform/names.js";
import { cacheKit } from "../../../src/conformance/index.js";
import { until } from "../../until.js";
import { removed } from "../no-database.js";

beforeEach(removed);
afterEach(removed);

const names = async () => (await indexedDB.databases()).map(({ name }) => name);

/** What lies on the disk, looked at behind the client's back. */
async function onDisk(): Promise<[string, unknown][]> {
  if (!(await names()).includes(DB)) return [];
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DB);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const store = db.transaction("kept").objectStore("kept");
  const all = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const [keys, values] = await Promise.all([all(store.getAllKeys()), all<unknown[]>(store.getAll())]);
  db.close();
  return keys.map((key, index) => [String(key), values[index]]);
}

function chatOn(backend: Backend): Chat {
  const chat = createChat({ backend, site: "shop", cache: indexedDbCache() });
  onTestFinished(() => chat.destroy());
  return chat;
}
const device = (world: MemoryWorld) => memory({ world });
/** A backend that opens to nobody before it is released. */
function heldBack(far: Backend): readonly [Backend, () => void] {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return [{ ...far, open: (ticket, signal) => held.then(() => far.open(ticket, signal)) }, () => release()];
}
const shown = (chat: Chat) =>
  chat.timeline.value.map((entry) =>
    entry.kind === "message" ? `${entry.message.seq} ${entry.message.text}` : `${entry.state.at} ${entry.draft.text}`,
  );

describe("the IndexedDB cache in a real browser", () => {
  test.each(cacheKit)("$name", ({ run }) => run({ pageView: () => indexedDbCache() }));
});

test("a page view without a conversation leaves no database", async () => {
  const chat = chatOn(device(memoryWorld()));
  await chat.start();
  await chat.loadSite();
  chat.setOpen(true);
  expect(await names()).not.toContain(DB);
  expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, ""]);
});

test("a message is on the disk before its first attempt, and off it when the server has it", async () => {
  const far = device(memoryWorld());
  const atFirstAttempt: [string, unknown][] = [];
  const chat = chatOn({
    ...far,
    async send(draft, signal) {
      atFirstAttempt.push(...(await onDisk()));
      return far.send(draft, signal);
    },
  });
  await chat.start();
  chat.send("Hello");
  await until(() => shown(chat)[0] === "1 Hello");
  const [entry] = chat.timeline.value;
  expect(atFirstAttempt).toContainEqual([
    `shop:draft:${entry?.id}`,
    expect.objectContaining({ v: 1, draft: expect.objectContaining({ id: entry?.id, text: "Hello" }) }),
  ]);
  await until(() => chat.isSaved.value);
  await until(async () => (await onDisk()).every(([key]) => !key.startsWith("shop:draft:")));
});

test("a reload shows the conversation while the network is held", async () => {
  const world = memoryWorld();
  const first = device(world);
  const before = chatOn(first);
  await before.start();
  before.send("Hello");
  await until(() => shown(before)[0] === "1 Hello");
  first.agent.reply("Hi!");
  await until(async () => shown(before).length === 2 && JSON.stringify(await onDisk()).includes("Hi!"));
  before.destroy();

  const [far, release] = heldBack(device(world));
  const chat = chatOn(far);
  await chat.start();
  await expect.poll(() => shown(chat)).toEqual(["1 Hello", "2 Hi!"]);
  await expect.poll(() => [chat.unread.value, chat.connection.value]).toEqual([1, "opening"]);
  first.agent.reply("Still there?");
  release();
  await until(() => shown(chat).length === 3);
});

test("a page reloaded in the middle of sending sends the same message once", async () => {
  const world = memoryWorld();
  const far = device(world);
  const before = chatOn({
    ...far,
    // Stored, but the answer never arrives: the page is gone by then.
    send: async (draft, signal) => {
      await far.send(draft, signal);
      return new Promise(() => {});
    },
    listen: () => Promise.reject(new ChatError("offline", "No line")),
  });
  await before.start();
  before.send("Hello");
  const { id } = await until(() => before.timeline.value[0]);
  await until(() => far.agent.messages().length === 1);
  before.destroy();

  const [again, release] = heldBack(device(world));
  const chat = chatOn(again);
  await chat.start();
  await expect.poll(() => shown(chat).map((line) => line.replace("sending", "queued"))).toEqual(["queued Hello"]);
  release();
  await until(() => shown(chat)[0] === "1 Hello");
  expect(chat.timeline.value.map((entry) => entry.id)).toEqual([id]);
  expect(far.agent.messages()).toHaveLength(1);
});

test("after a logout nothing of ours is left on the disk", async () => {
  const far = device(memoryWorld());
  const chat = chatOn(far);
  await chat.start();
  chat.send("Secret");
  await until(() => shown(chat)[0] === "1 Secret");
  await chat.reset();
  expect(await onDisk()).toEqual([]);
  expect(shown(chat)).toEqual([]);
});

test("a logout in one tab empties the other", async () => {
  const world = memoryWorld();
  const [one, other] = [chatOn(device(world)), chatOn(device(world))];
  await one.start();
  one.send("Secret");
  await until(() => shown(one)[0] === "1 Secret");
  await other.start();
  await until(() => shown(other)[0] === "1 Secret");
  await one.reset();
  await until(() => shown(other).length === 0);
  await until(() => other.connection.value === "idle");
  await until(async () => (await onDisk()).length === 0);
});

test("a database deleted while the chat is open costs nothing but what was in it", async () => {
  const chat = chatOn(device(memoryWorld()));
  await chat.start();
  chat.send("one");
  await until(() => shown(chat)[0] === "1 one");
  await removed();
  chat.send("two");
  await until(() => shown(chat)[1] === "2 two");
});
