/** The tabs of one browser: one stream, one outbox, one cursor; and what becomes of that when a tab, or what they share, fails. */
import { expect, test } from "vitest";
import { type Cache, ChatError, memoryCache } from "../../../src/client/index.js";
import { type SimulatedBrowser, simulatedBrowser } from "./browser.js";
import { fakeClock, settled } from "./fake-clock.js";
import { ASKS_WHEN_AWAY, formGate, type Setting, type Stage, shown, stage, talking } from "./stage.js";

const SECOND = 1_000;
const MINUTE = 60_000;

/** A conversation of one message, open in so many tabs of one browser; the first one holds the stream. */
async function tabs(count: number, setting: Partial<Setting> = {}): Promise<[Stage, Stage, ...Stage[]]> {
  const first = await talking(1, setting);
  await first.clock.advance(100);
  const others: Stage[] = [];
  for (let number = 1; number < count; number++) {
    const other = first.again();
    await other.chat.start();
    await settled();
    others.push(other);
  }
  const [second = first] = others;
  return [first, second, ...others.slice(1)];
}

const openLines = (all: readonly Stage[]) => all.reduce((sum, { net }) => sum + net.openLines(), 0);
const calls = (all: readonly Stage[], what: string) => all.flatMap(({ net }) => net.calls).filter((call) => call === what).length;

test("seven tabs hold one stream, and all of them hear what comes through it", async () => {
  const all = await tabs(7);
  const [first] = all;
  expect(openLines(all)).toBe(1);
  first.agent.reply("Hi");
  first.agent.typing(true);
  first.world.desk.setAvailability("away");
  await settled();
  for (const { chat } of all) {
    expect(shown(chat)).toEqual(["1 message 1", "2 Hi"]);
    expect([chat.connection.value, chat.unread.value, chat.availability.value]).toEqual(["live", 1, "away"]);
    expect(chat.typing.value?.name).toBe("Ana");
  }
  await first.clock.advance(10 * MINUTE);
  expect(openLines(all)).toBe(1);
  expect(calls(all, "listen")).toBe(1);
});

test("nobody pulls what another tab has heard", async () => {
  const all = await tabs(4);
  const before = calls(all, "pull");
  for (let number = 0; number < 10; number++) all[0].agent.reply(`reply ${number}`);
  await settled();
  expect(all.map(({ chat }) => chat.timeline.value.length)).toEqual([11, 11, 11, 11]);
  expect(calls(all, "pull")).toBe(before);
});

test("what is written in one tab shows in the others at once, and is sent once", async () => {
  const all = await tabs(3);
  const [first, second] = all;
  for (const { net } of all) net.down();
  await settled();
  second.chat.send("from the second");
  await first.clock.advance(1);
  first.chat.send("and from the first");
  await settled();
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "queued from the second", "queued and from the first"]);
  for (const { net, page } of all) {
    net.up();
    page("online");
  }
  const before = calls(all, "send");
  await first.clock.advance(MINUTE);
  const expected = ["1 message 1", "2 from the second", "3 and from the first"];
  for (const { chat } of all) expect(shown(chat)).toEqual(expected);
  expect(first.agent.messages()).toHaveLength(3);
  expect(calls(all, "send") - before).toBe(2);
});

test("a message is one bubble in every tab at every instant, and leaves no draft behind in any", async () => {
  const all = await tabs(3);
  const lengths = all.map(({ chat }) => {
    const seen: number[] = [];
    chat.timeline.subscribe((entries) => seen.push(entries.length));
    return seen;
  });
  all[1].chat.send("two");
  await settled();
  all[2]?.chat.send("three");
  await settled();
  for (const seen of lengths) expect(seen).toEqual([...seen].sort());
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "2 two", "3 three"]);
  expect(calls(all, "send")).toBe(3);
  expect(await all[0].cache.list("shop:draft:")).toEqual([]);
});

test("what is read in one tab is read in all, also without a network, and is reported once", async () => {
  const all = await tabs(3);
  const [first, second] = all;
  first.agent.reply("Hi");
  await settled();
  for (const { net } of all) net.down();
  second.chat.attended(2);
  await settled();
  expect(all.map(({ chat }) => chat.unread.value)).toEqual([0, 0, 0]);
  // An old tab's lower number changes nothing.
  first.chat.attended(1);
  await settled();
  expect(all.map(({ chat }) => chat.readUpTo.value)).toEqual([2, 2, 2]);
  for (const { net } of all) net.up();
  const before = calls(all, "markRead");
  for (const { page } of all) page("online");
  await first.clock.advance(MINUTE);
  expect(first.agent.readUpTo()).toBe(2);
  expect(calls(all, "markRead") - before).toBe(1);
});

test("the tab that holds the stream is closed: another one takes over at once", async () => {
  const [first, second, third] = await tabs(3);
  first.chat.destroy();
  await settled();
  expect(openLines([second, third ?? second])).toBeGreaterThan(0);
  second.agent.reply("Still there?");
  await settled();
  expect(shown(second.chat)).toEqual(["1 message 1", "2 Still there?"]);
  expect(third && shown(third.chat)).toEqual(["1 message 1", "2 Still there?"]);
  expect(openLines([first, second, third ?? second].slice(0, 3))).toBe(1);
});

test("the tab that holds the stream crashes: another one takes over, and nothing said meanwhile is missed", async () => {
  const [first, second] = await tabs(2);
  first.kill();
  second.agent.reply("Hello?");
  await settled();
  expect(second.chat.connection.value).toBe("live");
  expect(shown(second.chat)).toEqual(["1 message 1", "2 Hello?"]);
});

test("the tab that holds the stream is frozen: another one leads within ten seconds, and back awake it leads nobody", async () => {
  const all = await tabs(3);
  const [first, second, third] = all;
  first.freeze();
  second.agent.reply("Are you there?");
  await first.clock.advance(10 * SECOND);
  for (const tab of [second, third ?? second]) expect(shown(tab.chat)).toEqual(["1 message 1", "2 Are you there?"]);
  expect(openLines([second, third ?? second])).toBe(1);
  await first.clock.advance(10 * MINUTE);
  second.agent.reply("Well");
  first.thaw();
  await first.clock.advance(10 * SECOND);
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "2 Are you there?", "3 Well"]);
  expect(openLines(all)).toBe(1);
});

test("a tab frozen in the middle of sending keeps nobody else from it, and what it sent is not sent twice", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  first.net.hold("send");
  first.chat.send("from the frozen one");
  await settled();
  first.freeze();
  second.chat.send("from the other");
  await first.clock.advance(10 * SECOND);
  expect(shown(second.chat)).toEqual(["1 message 1", "2 from the frozen one", "3 from the other"]);
  // The turn is taken from whoever is frozen: nobody waits for it a second time.
  second.chat.send("and another");
  await first.clock.advance(SECOND);
  expect(shown(second.chat).at(-1)).toBe("4 and another");
  first.thaw();
  await first.clock.advance(MINUTE);
  expect(first.agent.messages()).toHaveLength(4);
  expect(shown(first.chat)).toEqual(shown(second.chat));
});

test("a follower that was frozen does not take its own sleep for the other's silence", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  second.freeze();
  first.agent.reply("Hi");
  await first.clock.advance(10 * MINUTE);
  second.thaw();
  await first.clock.advance(10 * SECOND);
  expect(calls(all, "listen")).toBe(1);
  expect(shown(second.chat)).toEqual(["1 message 1", "2 Hi"]);
});

test("tabs that cannot speak with each other, or take no turns, live alone and lose nothing", async () => {
  for (const without of [{ words: false }, { turns: false }, { words: false, turns: false }] as const) {
    const all = await tabs(3, { without });
    const [first, second] = all;
    expect(all.map(({ net }) => net.openLines())).toEqual([1, 1, 1]);
    first.agent.reply("Hi");
    second.chat.send("Hello");
    await first.clock.advance(MINUTE);
    for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "3 Hello"]);
    expect(first.agent.messages()).toHaveLength(3);
    expect(calls(all, "listen")).toBe(3);
  }
});

test("tabs that take turns, but whose words get lost, rob each other at most once", async () => {
  const browser = simulatedBrowser();
  const mute: typeof browser = {
    ...browser,
    tab() {
      const real = browser.tab();
      return { ...real, join: () => () => {} };
    },
  };
  const all = await tabs(3, { browser: mute });
  await all[0].clock.advance(3 * MINUTE);
  expect(calls(all, "listen")).toBeLessThan(8);
  expect(all.map(({ net }) => net.openLines())).toEqual([1, 1, 1]);
  all[0].agent.reply("Hi");
  await settled();
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "2 Hi"]);
});

test("a browser that never says whose turn it is keeps nobody from sending, reading or hearing for long", async () => {
  const browser = simulatedBrowser();
  const stuck: typeof browser = { ...browser, tab: () => ({ ...browser.tab(), turn: () => new Promise(() => {}) }) };
  const [first] = await tabs(1, { browser: stuck });
  await first.clock.advance(30_000);
  expect([shown(first.chat), first.chat.connection.value]).toEqual([["1 message 1"], "live"]);
  first.agent.reply("Hi");
  await settled();
  first.chat.attended(2);
  await first.clock.advance(10_000);
  expect(first.agent.readUpTo()).toBe(2);
});

test("tabs that could not hear each other, and then can, are content with one stream", async () => {
  const browser = simulatedBrowser();
  let isMute = true;
  const mute: typeof browser = {
    ...browser,
    tab() {
      const real = browser.tab();
      return {
        ...real,
        join(hear, signal) {
          const say = real.join((word) => isMute || hear(word), signal);
          return (word) => isMute || say(word);
        },
      };
    },
  };
  const all = await tabs(3, { browser: mute });
  await all[0].clock.advance(MINUTE);
  expect(openLines(all)).toBe(3);
  isMute = false;
  all[0].agent.reply("Hi");
  await all[0].clock.advance(MINUTE);
  expect(openLines(all)).toBe(1);
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "2 Hi"]);
});

test("what is written in two tabs before either hears of the other stands in the same order in both", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  for (const { net } of all) net.down();
  // The second one's own is at its end already when it hears of the earlier one.
  first.chat.send("earlier");
  first.clock.jump(1);
  second.chat.send("later");
  await settled();
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "queued earlier", "queued later"]);
  for (const { net } of all) net.up();
  await first.clock.advance(2 * MINUTE);
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "2 earlier", "3 later"]);
});

test("garbage on the channel, and words of another conversation, are passed over", async () => {
  const browser = simulatedBrowser();
  const [first, second] = await tabs(2, { browser });
  const stranger = browser.tab().join(() => {}, new AbortController().signal);
  const of = "another conversation";
  const message = { seq: 2, id: "m", by: "agent", channel: "widget", text: "not yours", at: 1 };
  for (const word of [
    undefined,
    true,
    "resett",
    { drafts: 3 },
    { of, event: { type: "message", message } },
    { of, drafts: [{ v: 1 }], dropped: ["x"], line: "live" },
    { of, session: { v: 2 } },
    { line: "live", event: { type: "confetti" } },
  ])
    stranger(word);
  await first.clock.advance(MINUTE);
  for (const { chat } of [first, second]) {
    expect(shown(chat)).toEqual(["1 message 1"]);
    expect(chat.connection.value).toBe("live");
  }
});

test("the first message makes one conversation, in whichever tab it is written", async () => {
  const first = stage();
  const second = first.again();
  await first.chat.start();
  await second.chat.start();
  await settled();
  first.chat.send("Hello");
  await settled();
  expect(shown(second.chat)).toEqual(["1 Hello"]);
  second.chat.send("Anybody?");
  await settled();
  for (const { chat } of [first, second]) expect(shown(chat)).toEqual(["1 Hello", "2 Anybody?"]);
  expect(openLines([first, second])).toBe(1);
});

test("two first messages at once make one conversation, also in tabs that know nothing of each other but the disk", async () => {
  const apart = { without: { words: false, turns: false } } as const;
  const first = stage(apart);
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  // What the second one begins is written down only after the first one has looked whose conversation there is.
  const { put } = first.cache;
  const late: Cache["put"] = async (records, durability, mayReplace) => {
    if (mayReplace) await slow;
    return put(records, durability, mayReplace);
  };
  const second = first.again({ ...apart, cache: { ...first.cache, put: late } });
  const both = [first, second];
  for (const { chat } of both) await chat.start();
  first.chat.send("one");
  // In the same instant their order would be chance.
  await first.clock.advance(1);
  second.chat.send("two");
  await settled();
  expect(calls(both, "open")).toBe(2);
  release();
  await first.clock.advance(MINUTE);
  for (const { chat, agent } of both) {
    expect(agent.messages().map(({ text }) => text)).toEqual(["one", "two"]);
    expect(shown(chat)).toEqual(["1 one", "2 two"]);
  }
});

test("two first messages without a network make one conversation when it is back", async () => {
  for (const without of [{}, { words: false }] as const) {
    const first = stage({ before: (net) => net.down(), without });
    const second = first.again({ before: (net) => net.down() });
    await first.chat.start();
    await second.chat.start();
    await settled();
    first.chat.send("one");
    await first.clock.advance(1);
    second.chat.send("two");
    await settled();
    first.net.up();
    first.page("online");
    await first.clock.advance(10 * SECOND);
    second.net.up();
    second.page("online");
    await first.clock.advance(2 * MINUTE);
    expect(first.agent.messages().map(({ text }) => text)).toEqual(["one", "two"]);
    expect(shown(second.chat)).toEqual(["1 one", "2 two"]);
  }
});

test("a message held for the contact is held in every tab, and sent once when the contact is given in any", async () => {
  const first = stage({ site: { availability: "away", contactForm: ASKS_WHEN_AWAY }, gate: formGate });
  const second = first.again();
  await first.chat.start();
  await second.chat.start();
  await settled();
  first.chat.send("Hello");
  await settled();
  expect(shown(second.chat)).toEqual(["held Hello"]);
  second.chat.send("Please answer");
  await first.clock.advance(100);
  expect(shown(first.chat)).toEqual(["held Hello", "held Please answer"]);
  await second.chat.identify({ email: "ana@example.com" });
  await settled();
  const talk = (tab: Stage) => shown(tab.chat).filter((line) => !line.endsWith(" "));
  for (const tab of [first, second]) expect(talk(tab)).toEqual(["1 Hello", "2 Please answer"]);
  expect(first.chat.contact.value).toMatchObject({ email: "ana@example.com" });
  expect(second.agent.messages().filter(({ by }) => by === "visitor")).toHaveLength(2);
  expect(calls([first, second], "identify")).toBe(1);
});

test("a tab has heard what was done in the turn before its own, also where words take their time: it is sent once", async () => {
  const [clock, fast] = [fakeClock(), simulatedBrowser()];
  const browser: SimulatedBrowser = {
    ...fast,
    tab(without) {
      const tab = fast.tab(without);
      return { ...tab, join: (hear, signal) => tab.join((word) => clock.after(20, () => hear(word)), signal) };
    },
  };
  const all = await tabs(2, { clock, browser });
  await clock.advance(100);
  const before = calls(all, "send");
  all[0].chat.send("Once");
  await clock.advance(1_000);
  for (const { chat } of all) expect(shown(chat).at(-1)).toBe("2 Once");
  expect(calls(all, "send") - before).toBe(1);
});

test("a failed message thrown away in one tab is gone in the other", async () => {
  const [first, second] = await tabs(2);
  second.net.refuse("send", new ChatError("too-large", "Too much"));
  second.chat.send("poison");
  await settled();
  expect(shown(first.chat)).toEqual(["1 message 1", "failed poison"]);
  first.chat.discard(first.chat.timeline.value.at(-1)?.id ?? "");
  await settled();
  expect(shown(second.chat)).toEqual(["1 message 1"]);
  expect(await first.cache.list("shop:draft:")).toEqual([]);
});

test("a logout in one tab empties all, and nothing that was under way comes back", async () => {
  const all = await tabs(3);
  const [first, second, third] = all;
  for (const { net } of all) net.down();
  second.chat.send("precious");
  // Said before it has heard of the logout.
  const reset = first.chat.reset();
  third?.chat.send("at the same moment");
  await reset;
  await settled();
  await first.clock.advance(MINUTE);
  for (const { chat } of all) expect([shown(chat), chat.connection.value]).toEqual([[], "idle"]);
  expect(await first.cache.list("")).toEqual([]);
  for (const { net } of all) net.up();
  second.chat.send("I am somebody else");
  await first.clock.advance(MINUTE);
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 I am somebody else"]);
});

test("what a tab without a conversation writes in the moment of a logout leaves nothing behind, no badge either", async () => {
  const first = stage();
  const second = first.again();
  for (const { chat, net } of [first, second]) {
    net.down();
    await chat.start();
  }
  await settled();
  const reset = first.chat.reset();
  second.chat.send("at the same moment");
  await reset;
  await settled();
  expect(shown(second.chat)).toEqual([]);
  expect(await first.cache.list("")).toEqual([]);
});

test("a tab that hears of a logout a little later has the next person's first words all the same", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  second.freeze();
  await first.chat.reset();
  // Of the 750 ms in which words of before may still come, which it must not hear.
  await first.clock.advance(20);
  second.thaw();
  await settled();
  first.chat.send("I am somebody else");
  await settled();
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 I am somebody else"]);
});

test("an erasure that one tab hears of empties all", async () => {
  const all = await tabs(3);
  const [first] = all;
  first.agent.erase();
  await settled();
  for (const { chat } of all) expect([shown(chat), chat.connection.value]).toEqual([[], "gone"]);
  expect(await first.cache.list("")).toEqual([]);
  expect(openLines(all)).toBe(0);
});

test("a page on its way into the back/forward cache leaves the stream to another, and back it knows what it missed", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  first.page("leaving");
  await settled();
  expect(all.map(({ net }) => net.openLines())).toEqual([0, 1]);
  expect(first.chat.connection.value).toBe("idle");
  second.chat.send("meanwhile");
  await settled();
  second.agent.reply("Yes?");
  await settled();
  second.chat.attended(3);
  for (const { net } of all) net.down();
  second.chat.send("offline");
  await settled();
  first.page("back");
  await settled();
  expect(shown(first.chat).slice(-1)).toEqual(["queued offline"]);
  for (const { net } of all) net.up();
  await first.clock.advance(2 * MINUTE);
  expect(shown(first.chat)).toEqual(["1 message 1", "2 meanwhile", "3 Yes?", "4 offline"]);
  expect([first.chat.unread.value, openLines(all)]).toEqual([0, 1]);
});

test("a page that is back hears from the tab that has the stream what no page of messages says", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  first.page("leaving");
  await settled();
  second.world.desk.setAvailability("away");
  second.agent.read(1);
  await settled();
  first.page("back");
  await settled();
  expect(all.map(({ net }) => net.openLines())).toEqual([0, 1]);
  expect([first.chat.availability.value, first.chat.agentsReadUpTo.value]).toEqual(["away", 1]);
});

test("a logout while a page was in the back/forward cache leaves nothing on it", async () => {
  const [first, second] = await tabs(2);
  first.page("leaving");
  await second.chat.reset();
  first.page("back");
  await settled();
  expect(shown(first.chat)).toEqual([]);
  expect(first.chat.connection.value).toBe("idle");
});

test("a page that is read before it hears that it is back does not write down the session of who has signed out", async () => {
  const cache = memoryCache();
  const kept: Cache = { ...cache, put: (...args) => cache.put(...args).then(() => "kept") };
  const [first, second] = await tabs(2, { cache: kept });
  first.agent.reply("Yes?");
  await settled();
  first.page("leaving");
  await second.chat.reset();
  // A browser shows a page first, and then tells that it is back.
  first.page("visible");
  first.chat.attended(2);
  await settled();
  first.page("back");
  await settled();
  expect([shown(first.chat), first.chat.connection.value]).toEqual([[], "idle"]);
  expect(await cache.list("")).toEqual([]);
});

test("a page that gets an answer while it is away begins no conversation where somebody has signed out", async () => {
  const first = stage();
  const second = first.again();
  for (const { chat } of [first, second]) await chat.start();
  const answer = first.net.hold("open");
  first.chat.send("precious");
  await settled();
  first.page("leaving");
  await second.chat.reset();
  answer();
  await settled();
  first.page("back");
  await first.clock.advance(MINUTE);
  expect([shown(first.chat), shown(second.chat)]).toEqual([[], []]);
  expect(await first.cache.list("")).toEqual([]);
});

test("the tab in front has a stream, also when the hidden one that held it gives it up", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  second.chat.setOpen(true);
  first.page("hidden");
  // At once: nobody has to become suspicious of it first.
  await first.clock.advance(10 * MINUTE + SECOND);
  expect(all.map(({ net }) => net.openLines())).toEqual([0, 1]);
  // Nobody needs a stream of one's own to hear of news.
  first.agent.reply("Hi");
  await settled();
  expect([first.chat.unread.value, second.chat.unread.value]).toEqual([1, 1]);
});

test("the tab that is told to wait with the stream tells the others why there is none", async () => {
  const all = await tabs(2);
  for (const { chat } of all) chat.setOpen(true);
  await all[0].clock.advance(MINUTE);
  for (const { net } of all) {
    net.refuse("listen", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
    net.cutLines();
  }
  await settled();
  for (const { chat } of all) expect(chat.connection.value).toBe("busy");
  await all[0].clock.advance(35 * SECOND);
  for (const { chat } of all) expect(chat.connection.value).toBe("live");
});

test("while the server is away five tabs ask no more often than one", async () => {
  const listens = async (count: number) => {
    const all = await tabs(count);
    for (const { chat, net } of all) {
      chat.setOpen(true);
      net.down();
    }
    await settled();
    for (const { chat } of all) expect(chat.connection.value).toBe("offline");
    const before = calls(all, "listen");
    await all[0].clock.advance(5 * MINUTE);
    const asked = calls(all, "listen") - before;
    for (const { net } of all) net.up();
    // Somebody who uses any of the tabs does not wait.
    all.at(-1)?.page("visible");
    await all[0].clock.advance(SECOND);
    for (const { chat } of all) expect(chat.connection.value).toBe("live");
    return asked;
  };
  expect(await listens(5)).toBeLessThanOrEqual((await listens(2)) + 2);
});

test("what the server has taken from one tab is on the screen of the others, also when the stream is dead", async () => {
  const all = await tabs(3);
  for (const { net } of all) net.silenceLines();
  all[1].chat.send("two");
  await settled();
  for (const { chat } of all) expect(shown(chat)).toEqual(["1 message 1", "2 two"]);
  expect(calls(all, "send")).toBe(2);
});

/** What a tab says that has not heard yet what all others have. */
async function staleWord(browser: SimulatedBrowser, word: object): Promise<void> {
  browser.tab().join(() => {}, new AbortController().signal)(word);
  await settled();
}

test("a tab that still lives in the past of before a restored backup misleads nobody", async () => {
  const browser = simulatedBrowser();
  const [first, second] = await tabs(2, { browser });
  const of = conversationIn(browser);
  const message = { seq: 2, id: "old", by: "agent", channel: "widget", text: "of another past", at: 1 };
  await staleWord(browser, { of, epoch: "another past", event: { type: "message", message } });
  await staleWord(browser, { of, epoch: "another past", event: { type: "read", by: "visitor", upTo: 9 } });
  await first.clock.advance(SECOND);
  first.agent.reply("of this one");
  await settled();
  for (const { chat } of [first, second]) {
    expect(shown(chat)).toEqual(["1 message 1", "2 of this one"]);
    expect(chat.unread.value).toBe(1);
  }
});

test("a tab that has not heard of a logout yet brings nothing back", async () => {
  const browser = simulatedBrowser();
  const [first, second] = await tabs(2, { browser });
  const before = browser.said.filter(hasSession).at(-1);
  await first.chat.reset();
  await settled();
  const draft = { id: "019b8d62-7a80-77be-9506-2ea8d29e44b2", text: "secret", seen: 0 };
  await staleWord(browser, before ?? expect.unreachable());
  await staleWord(browser, { drafts: [{ v: 1, draft, writtenAt: first.clock.now() - 1, state: { at: "queued" } }] });
  await first.clock.advance(MINUTE);
  for (const { chat } of [first, second]) expect([shown(chat), chat.connection.value]).toEqual([[], "idle"]);
  expect(await first.cache.list("")).toEqual([]);
});

test("an old tab's lower cursor makes nothing unread (F20)", async () => {
  const browser = simulatedBrowser();
  const [first, second] = await tabs(2, { browser });
  first.agent.reply("Hi");
  await settled();
  const before = browser.said.filter(hasSession).at(-1);
  for (const { net } of [first, second]) net.down();
  first.chat.attended(2);
  await settled();
  await staleWord(browser, { ...before, session: { ...before?.session, mine: 1, told: 1 } });
  expect([first.chat.readUpTo.value, second.chat.readUpTo.value]).toEqual([2, 2]);
});

const hasSession = (word: unknown): word is { session: object } =>
  typeof word === "object" && word !== null && "session" in word && word.session !== undefined;
const conversationIn = (browser: SimulatedBrowser) =>
  browser.said.flatMap((word) =>
    typeof word === "object" && word !== null && "of" in word && word.of ? [`${word.of}`] : [],
  )[0] ?? "";

test("a server restored from a backup is believed in every tab", async () => {
  const all = await tabs(3);
  const [first] = all;
  first.agent.reply("lost");
  await settled();
  first.chat.attended(2);
  await settled();
  first.world.desk.restoreBackup(1);
  first.agent.reply("another second message");
  await first.clock.advance(MINUTE);
  for (const { chat } of all) {
    expect(shown(chat)).toEqual(["1 message 1", "2 another second message"]);
    expect([chat.unread.value, chat.readUpTo.value]).toEqual([1, 1]);
  }
});

test("a followed resume link is this tab's own affair until it is touched", async () => {
  const [first, second] = await tabs(2);
  const link = first.agent.resumeSecret();
  const third = first.again();
  await third.chat.start(link);
  await settled();
  expect(shown(third.chat)).toEqual(["1 message 1"]);
  expect(third.net.openLines()).toBe(1);
  third.chat.gesture();
  await first.clock.advance(10 * SECOND);
  expect(openLines([first, second, third])).toBe(1);
});

/** The visitor has cleared the site's data, and gone on in a tab that knows nothing of the one that is open. */
async function beganAnew(): Promise<[Stage, Stage]> {
  const first = await talking(1);
  await first.cache.wipe("");
  const second = first.again();
  await second.chat.start();
  second.chat.send("anew");
  await first.clock.advance(MINUTE);
  return [first, second];
}

test("two conversations over one device have a stream each, which its tabs share, and take none from each other", async () => {
  const [first, second] = await beganAnew();
  const third = second.again();
  await third.chat.start();
  await first.clock.advance(10 * MINUTE);
  expect(calls([first, second, third], "listen")).toBe(2);
  expect([first, second, third].map(({ chat }) => shown(chat))).toEqual([["1 message 1"], ["1 anew"], ["1 anew"]]);
  expect([openLines([first]), openLines([second, third])]).toEqual([1, 1]);
});

test("a conversation begun where the one before is out of reach has one stream, too", async () => {
  const first = await talking(1);
  first.net.refuse("send", new ChatError("unauthorized", "The session is over"));
  first.net.refuse("open", new ChatError("unauthorized", "The session is over"));
  first.chat.send("anew");
  // As a server ends the line of a session that is over.
  first.net.cutLines();
  await first.clock.advance(MINUTE);
  const second = first.again();
  await second.chat.start();
  await first.clock.advance(MINUTE);
  expect([first, second].map(({ chat }) => shown(chat))).toEqual([["1 anew"], ["1 anew"]]);
  expect(openLines([first, second])).toBe(1);
});

test("a page in another conversation than the device's leaves with a logout that it slept through", async () => {
  const [first, second] = await beganAnew();
  first.page("leaving");
  await second.chat.reset();
  first.page("back");
  await first.clock.advance(MINUTE);
  expect([shown(first.chat), openLines([first]), await first.cache.list("")]).toEqual([[], 0, []]);
});
