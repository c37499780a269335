/** A real IndexedDB that refuses, hangs, closes, is full or of another release (F16): writing always works, and it is taken back. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { type MemoryWorld, memory, memoryWorld } from "../../../src/adapters/memory.js";
import { type Chat, type Clock, createChat, indexedDbCache } from "../../../src/client/index.js";
import { DB, STORE } from "../../../src/client/platform/names.js";
import { until } from "../../until.js";

/** A minute passes in two seconds. */
const SPEED = 30;
const began = Date.now();
const clock: Clock = {
  now: () => began + (Date.now() - began) * SPEED,
  after(ms, then) {
    const timer = setTimeout(then, ms / SPEED);
    return () => clearTimeout(timer);
  },
};

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
const removed = () => answered(indexedDB.deleteDatabase(DB));
beforeEach(removed);
afterEach(async () => {
  vi.restoreAllMocks();
  await removed();
});

function pageView(world: MemoryWorld, cache = indexedDbCache(clock)): Chat {
  const chat = createChat({ backend: memory({ world }), site: "shop", cache, clock });
  onTestFinished(() => chat.destroy());
  return chat;
}
const shown = (chat: Chat) =>
  chat.timeline.value.map((entry) =>
    entry.kind === "message" ? `${entry.message.seq} ${entry.message.text}` : `${entry.state.at} ${entry.draft.text}`,
  );

async function says(chat: Chat, text: string): Promise<void> {
  chat.send(text);
  await until(() => chat.timeline.value.some((entry) => entry.kind === "message" && entry.message.text === text));
}

/** What the disk alone has of it: the next page view finds no network at all. */
async function keptLines(): Promise<string[]> {
  const offline = { ...memory({ world: memoryWorld() }), open: () => new Promise<never>(() => {}) };
  const chat = createChat({ backend: offline, site: "shop", cache: indexedDbCache() });
  await chat.start();
  const lines = shown(chat);
  chat.destroy();
  return lines;
}

const refused = (): never => {
  throw new DOMException("The operation is insecure.", "SecurityError");
};
const lost = (): never => {
  throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");
};
const openings = (answer: () => IDBOpenDBRequest) => vi.spyOn(IDBFactory.prototype, "open").mockImplementation(answer);

test.each([
  ["whose opening hangs", () => openings(() => Object.create(null))],
  ["that refuses every opening", () => openings(refused)],
  ["whose server is lost", () => vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(lost)],
  [
    "that is full",
    () =>
      vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore) {
        this.transaction.abort();
        throw new DOMException("No room", "QuotaExceededError");
      }),
  ],
])("on a disk %s one writes as always, and everything is on it once it answers", async (_, breaks) => {
  const fault = breaks();
  const chat = pageView(memoryWorld());
  await chat.start();
  await says(chat, "one");
  await says(chat, "two");
  expect(chat.isSaved.value).toBe(false);
  fault.mockRestore();
  await until(() => chat.isSaved.value);
  chat.destroy();
  await expect.poll(keptLines).toEqual(["1 one", "2 two"]);
});

test("a conversation on a disk that answers late is shown when it does", async () => {
  const world = memoryWorld();
  const before = pageView(world);
  await before.start();
  await says(before, "one");
  await until(() => before.isSaved.value);
  before.destroy();
  const fault = openings(() => Object.create(null));
  const chat = pageView(world);
  await chat.start();
  expect(shown(chat)).toEqual([]);
  fault.mockRestore();
  await until(() => shown(chat)[0] === "1 one");
  await says(chat, "two");
  await until(() => chat.isSaved.value);
});

test("a connection that closes under us is opened again, and nobody notices", async () => {
  const open = IDBFactory.prototype.open;
  const connections: IDBOpenDBRequest[] = [];
  vi.spyOn(IDBFactory.prototype, "open").mockImplementation(function (this: IDBFactory, ...args) {
    const request = open.apply(this, args);
    connections.push(request);
    return request;
  });
  const chat = pageView(memoryWorld());
  await chat.start();
  await says(chat, "one");
  for (const request of connections) if (request.readyState === "done" && !request.error) request.result.close();
  await says(chat, "two");
  await until(() => chat.isSaved.value);
  chat.destroy();
  await expect.poll(keptLines).toEqual(["1 one", "2 two"]);
});

test.each([
  ["without our store", "future"],
  ["with our store", STORE],
])("a database that a newer release has made, %s, is used after a rollback", async (_, store) => {
  const newer = indexedDB.open(DB, 7);
  newer.onupgradeneeded = () => newer.result.createObjectStore(store);
  (await answered(newer)).close();
  const chat = pageView(memoryWorld());
  await chat.start();
  await says(chat, "one");
  // A machine in trouble of its own may not have answered in time.
  await until(() => chat.isSaved.value);
  chat.destroy();
  await expect.poll(keptLines).toEqual(["1 one"]);
});

test.each(["shop:session", "shop:head", "shop:page:1"])("a damaged record %s costs no error and no message", async (key) => {
  const [world, cache] = [memoryWorld(), indexedDbCache(clock)];
  const before = pageView(world, cache);
  await before.start();
  await says(before, "one");
  before.destroy();
  // Nothing of it is still on its way to the disk, to be written over the damage.
  await until(async () => (await cache.put([], "relaxed")) === "kept");
  const db = await answered(indexedDB.open(DB));
  await answered(db.transaction(STORE, "readwrite").objectStore(STORE).put({ v: 1, torn: new Date() }, key));
  db.close();
  // By the machine's own clock: a look that took longer than the 67 ms that are two seconds here would find a silent disk.
  const chat = createChat({ backend: memory({ world }), site: "shop", cache: indexedDbCache() });
  onTestFinished(() => chat.destroy());
  await chat.start();
  await says(chat, "two");
  await until(() => chat.isSaved.value);
  const expected = key === "shop:session" ? ["1 two"] : ["1 one", "2 two"];
  await until(() => shown(chat).join() === expected.join());
});

test("what was wiped between two visits is a new beginning", async () => {
  const world = memoryWorld();
  const before = pageView(world);
  await before.start();
  await says(before, "one");
  before.destroy();
  await removed();
  const chat = pageView(world);
  await chat.start();
  expect(shown(chat)).toEqual([]);
  await says(chat, "two");
  expect(shown(chat)).toEqual(["1 two"]);
});
