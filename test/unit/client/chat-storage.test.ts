/** The chat on a device whose disk has troubles: writing always works, and the disk is taken back as soon as it answers. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { indexedDbCache } from "../../../src/client/index.js";
import { deleted, forbidden, full, hanging, lost, newDisk, openings, written } from "./disk.js";
import { type FakeClock, fakeClock } from "./fake-clock.js";
import { type Setting, type Stage, shown, stage } from "./stage.js";

beforeEach(newDisk);
afterEach(() => vi.restoreAllMocks());

/** A page view on this device. */
function onDisk(setting: Partial<Setting> & { readonly clock?: FakeClock } = {}): Stage {
  const clock = setting.clock ?? fakeClock();
  return stage({ ...setting, clock, cache: indexedDbCache(clock) });
}
const nextView = (before: Stage, more: Partial<Setting> = {}) => {
  before.chat.destroy();
  return before.again({ cache: indexedDbCache(before.clock), ...more });
};

async function pass(view: Stage, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000) {
    await written();
    await view.clock.advance(Math.min(left, 1_000));
  }
  await written();
}

/** A conversation of one message and its answer lies on the disk, and nobody is on the page. */
async function kept(): Promise<Stage> {
  const first = onDisk();
  await first.chat.start();
  first.chat.send("Hello");
  await written();
  first.agent.reply("Hi");
  await written();
  expect(first.chat.isSaved.value).toBe(true);
  return first;
}

test("a disk that never opens costs two seconds and nothing else; when it does open, everything is kept (F16)", async () => {
  const view = onDisk();
  const { end } = openings(hanging);
  const started = view.chat.start();
  view.chat.send("Hello");
  await view.clock.advance(2_100);
  await started;
  await written();
  expect(shown(view.chat)).toEqual(["1 Hello"]);
  expect(view.chat.isSaved.value).toBe(false);
  end();
  await pass(view, 2 * 60_000);
  expect(view.chat.isSaved.value).toBe(true);
  const next = nextView(view, { before: (net) => net.down() });
  const later = next.chat.start();
  await written();
  await later;
  expect(shown(next.chat)).toEqual(["1 Hello"]);
});

test("an opening that fails once is not even noticed", async () => {
  const view = nextView(await kept());
  const open = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, "open").mockImplementationOnce(forbidden).mockImplementation(open);
  await view.chat.start();
  await written();
  expect(shown(view.chat)).toEqual(["1 Hello", "2 Hi"]);
  view.chat.send("Thanks");
  await written();
  expect(shown(view.chat)).toEqual(["1 Hello", "2 Hi", "3 Thanks"]);
  expect(view.chat.isSaved.value).toBe(true);
});

test("a disk that answers late brings its conversation, if none has begun meanwhile", async () => {
  const view = nextView(await kept());
  const { end } = openings(hanging);
  const started = view.chat.start();
  await view.clock.advance(2_100);
  await started;
  expect(shown(view.chat)).toEqual([]);
  end();
  await pass(view, 2 * 60_000);
  expect(shown(view.chat)).toEqual(["1 Hello", "2 Hi"]);
  expect([view.chat.unread.value, view.chat.isSaved.value, view.chat.connection.value]).toEqual([1, true, "live"]);
});

test("what was written without network before the disk answered is sent in the conversation that was on it", async () => {
  const first = await kept();
  const view = nextView(first, { before: (net) => net.down() });
  const { end } = openings(hanging);
  const started = view.chat.start();
  await view.clock.advance(2_100);
  await started;
  view.chat.send("Thanks");
  await written();
  end();
  await pass(view, 2 * 60_000);
  expect(shown(view.chat)).toEqual(["1 Hello", "2 Hi", "queued Thanks"]);
  view.net.up();
  await pass(view, 60_000);
  expect(shown(view.chat)).toEqual(["1 Hello", "2 Hi", "3 Thanks"]);
  expect(view.chat.isSaved.value).toBe(true);
});

test("a conversation begun before the disk answered does not take the place of the one on it", async () => {
  const view = nextView(await kept());
  const { end } = openings(hanging);
  const started = view.chat.start();
  view.chat.send("Is anybody there?");
  await view.clock.advance(2_100);
  await started;
  await written();
  expect(shown(view.chat)).toEqual(["1 Is anybody there?"]);
  end();
  await pass(view, 2 * 60_000);
  expect(shown(view.chat)).toEqual(["1 Is anybody there?"]);
  expect(view.chat.isSaved.value).toBe(false);
  const next = nextView(view);
  await next.chat.start();
  await written();
  expect(shown(next.chat)).toEqual(["1 Hello", "2 Hi"]);
});

test("while a resume link is being followed a late disk decides nothing", async () => {
  const first = await kept();
  const secret = first.agent.resumeSecret();
  first.chat.destroy();
  newDisk();
  const other = onDisk({ world: first.world, clock: first.clock });
  await other.chat.start();
  other.chat.send("Somebody else's");
  await written();
  const view = nextView(other, { before: (net) => net.down() });
  const { end } = openings(hanging);
  await view.chat.start(secret);
  view.chat.send("Written before anybody knew to whom");
  end();
  await pass(view, 60_000);
  expect(shown(view.chat)).toEqual(["queued Written before anybody knew to whom"]);
  view.net.up();
  await pass(view, 60_000);
  expect(shown(view.chat).slice(0, 2)).toEqual(["1 Hello", "2 Hi"]);
});

test("a late disk that knows less of the resumed conversation than the page takes nothing off the screen", async () => {
  const first = await kept();
  const secret = first.agent.resumeSecret();
  first.chat.destroy();
  first.agent.reply("Are you there?");
  const view = nextView(first);
  const { end } = openings(hanging);
  const started = view.chat.start(secret);
  await view.clock.advance(2_100);
  await started;
  await pass(view, 1_000);
  const expected = ["1 Hello", "2 Hi", "3 Are you there?"];
  expect(shown(view.chat)).toEqual(expected);
  const seen: string[][] = [];
  const stop = view.chat.timeline.subscribe(() => seen.push(shown(view.chat)));
  end();
  await pass(view, 2 * 60_000);
  stop();
  for (const lines of seen) expect(lines).toEqual(expected);
  view.chat.gesture();
  view.chat.send("Yes");
  await written();
  expect(view.chat.isSaved.value).toBe(true);
});

test.each([0, 1, 2, 3])(
  "words that are sent lie on the disk as a note or as a draft, also where only %i writes got there",
  async (writes) => {
    const view = await kept();
    view.net.down();
    view.chat.note({ unsent: "Thanks" });
    await written();
    const { transaction } = IDBDatabase.prototype;
    let left = writes;
    const page = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args) {
      if (args[1] === "readwrite" && left-- <= 0) throw new DOMException("The page is gone", "AbortError");
      return transaction.apply(this, args);
    });
    view.chat.send("Thanks");
    view.chat.note({ unsent: "" });
    await written();
    page.mockRestore();
    const next = nextView(view, { before: (net) => net.down() });
    await next.chat.start();
    const isDraft = shown(next.chat).includes("queued Thanks");
    expect([isDraft, next.chat.notes.value.unsent]).toEqual(writes > 0 ? [true, ""] : [false, "Thanks"]);
  },
);

test("a first message is on the disk so that it would survive a power cut, before there is anything else to keep", async () => {
  const view = onDisk({ before: (net) => net.down() });
  await view.chat.start();
  const asked = vi.spyOn(IDBDatabase.prototype, "transaction");
  view.chat.send("Hello");
  await written();
  const writing = asked.mock.calls.filter(([, mode]) => mode === "readwrite");
  expect(writing.map(([, , how]) => how?.durability)).toEqual(["strict"]);
  expect((await indexedDbCache().list("shop:draft:")).length).toBe(1);
});

test("a disk that fails in the middle loses nothing and brings nothing back", async () => {
  const view = await kept();
  view.net.down();
  view.chat.send("one");
  view.chat.send("two");
  await written();
  const end = lost();
  view.chat.send("three");
  await written();
  expect(view.chat.isSaved.value).toBe(false);
  view.net.up();
  await pass(view, 30_000);
  expect(shown(view.chat)).toEqual(["1 Hello", "2 Hi", "3 one", "4 two", "5 three"]);
  end();
  await pass(view, 2 * 60_000);
  expect(view.chat.isSaved.value).toBe(true);
  expect(await indexedDbCache().list("shop:draft:")).toEqual([]);
  const next = nextView(view, { before: (net) => net.down() });
  await next.chat.start();
  expect(shown(next.chat)).toEqual(["1 Hello", "2 Hi", "3 one", "4 two", "5 three"]);
});

test("of a database deleted while the page is open the next message brings back whose it is", async () => {
  const view = await kept();
  await deleted();
  view.net.down();
  view.chat.send("Thanks");
  await written();
  // The loader looks for it: there is something to come back for.
  expect(await indexedDbCache().get(["shop:head"])).toMatchObject([{ v: 1, unread: 1, latest: 2 }]);
  const next = nextView(view);
  await next.chat.start();
  await written();
  expect(shown(next.chat)).toEqual(["1 Hello", "2 Hi", "3 Thanks"]);
  expect(view.agent.messages()).toHaveLength(3);
});

test("a full disk is said to be, sending goes on, and it is over when there is room again (F16)", async () => {
  const view = await kept();
  const end = full();
  view.chat.send("Thanks");
  await written();
  expect(shown(view.chat)).toEqual(["1 Hello", "2 Hi", "3 Thanks"]);
  view.net.down();
  view.chat.send("Bye");
  await written();
  expect(view.chat.isSaved.value).toBe(false);
  end();
  await pass(view, 60_000);
  expect(view.chat.isSaved.value).toBe(true);
  const next = nextView(view, { before: (net) => net.down() });
  await next.chat.start();
  expect(shown(next.chat)).toEqual(["1 Hello", "2 Hi", "3 Thanks", "queued Bye"]);
});

test("a device that refuses for ever is asked a few times a minute, and nobody is kept from writing", async () => {
  const view = onDisk();
  const { count } = openings(forbidden);
  await view.chat.start();
  view.chat.send("Hello");
  await pass(view, 5 * 60_000);
  expect(shown(view.chat)).toEqual(["1 Hello"]);
  expect(view.chat.isSaved.value).toBe(false);
  expect(count()).toBeLessThanOrEqual(3 * 6);
  view.chat.destroy();
  await written();
  expect(view.clock.pending).toBe(0);
});

test("a logout on a device that does not answer leaves nothing on it once it does", async () => {
  const view = await kept();
  const end = lost();
  view.chat.send("Secret");
  await written();
  await view.chat.reset();
  await written();
  end();
  view.chat.send("I am somebody else");
  await pass(view, 2 * 60_000);
  const onIt = JSON.stringify(await indexedDbCache().list(""));
  // As whole texts: a random token may well have a "Hi" in it.
  expect(onIt).not.toMatch(/"(?:Hello|Hi|Secret)"/);
  expect(onIt).toContain("I am somebody else");
});

test("a logout in a moment in which the device fails leaves nothing on it a while later", async () => {
  const view = await kept();
  const found = lost();
  await view.chat.reset();
  await pass(view, 5_000);
  found();
  await pass(view, 2 * 60_000);
  const next = nextView(view);
  await next.chat.start();
  await written();
  expect([shown(next.chat), next.chat.connection.value]).toEqual([[], "idle"]);
});
