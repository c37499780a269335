/** Tabs with a real BroadcastChannel and real Web Locks: chats in one page hear each other and take turns as tabs do. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { type MemoryBackend, memory, memoryWorld } from "../../../src/adapters/memory.js";
import { ChatError } from "../../../src/client/errors.js";
import { type Chat, createChat, memoryCache } from "../../../src/client/index.js";
import { pageTabs } from "../../../src/client/platform/tabs.js";
import { until } from "../../until.js";

let site = "";
let sites = 0;
beforeEach(() => {
  sites += 1;
  site = `shop ${sites}`;
});
afterEach(() => void vi.unstubAllGlobals());

interface Tab {
  readonly chat: Chat;
  readonly far: MemoryBackend;
  readonly net: { lines: number; sends: number; isDown: boolean };
}

/** So many tabs of one browser, in a conversation of one message. */
async function tabs(count: number): Promise<[Tab, Tab, ...Tab[]]> {
  const [world, cache] = [memoryWorld(), memoryCache()];
  const made: Tab[] = [];
  for (let number = 0; number < count; number++) {
    const far = memory({ world });
    const net = { lines: 0, sends: 0, isDown: false };
    const reach = () => {
      if (net.isDown) throw new ChatError("offline", "No network");
    };
    const chat = createChat({
      site,
      cache,
      backend: {
        ...far,
        async send(draft, signal) {
          reach();
          net.sends += 1;
          return far.send(draft, signal);
        },
        async listen(after, onEvent, signal) {
          reach();
          net.lines += 1;
          await far.listen(after, onEvent, signal).finally(() => {
            net.lines -= 1;
          });
        },
      },
    });
    onTestFinished(() => chat.destroy());
    await chat.start();
    if (number === 0) {
      chat.send("Hello");
      await until(() => shown(chat)[0] === "1 Hello");
    }
    chat.setOpen(true);
    await until(() => chat.connection.value === "live");
    made.push({ chat, far, net });
  }
  const [first, second = first, ...others] = made;
  if (first === undefined || second === undefined) throw new Error("No tab was asked for");
  return [first, second, ...others];
}

const shown = (chat: Chat) =>
  chat.timeline.value.map((entry) =>
    entry.kind === "message" ? `${entry.message.seq} ${entry.message.text}` : `${entry.state.at} ${entry.draft.text}`,
  );
const lines = (all: readonly Tab[]) => all.reduce((sum, { net }) => sum + net.lines, 0);
const turns = async () => {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending].filter(({ name }) => name?.startsWith(`recado:${site}:`)).length;
};

test("seven tabs hold one stream and show the same; when its holder goes, another one has it", async () => {
  const all = await tabs(7);
  const [first, second] = all;
  await until(() => lines(all) === 1);
  first.far.agent.reply("Hi");
  for (const { chat } of all) await until(() => shown(chat).length === 2);
  second.chat.attended(2);
  for (const { chat } of all) await until(() => chat.unread.value === 0);
  await until(() => first.net.lines === 1 && lines(all) === 1);
  first.chat.destroy();
  await until(() => lines(all.slice(1)) === 1);
  first.far.agent.reply("Still there?");
  for (const { chat } of all.slice(1)) await until(() => shown(chat).length === 3);
});

test("what is written in one tab shows in the other, offline too, and is sent once", async () => {
  const all = await tabs(2);
  const [first, second] = all;
  for (const { net } of all) net.isDown = true;
  first.chat.send("offline");
  await until(() => shown(second.chat)[1] === "queued offline");
  for (const { net } of all) net.isDown = false;
  window.dispatchEvent(new Event("online"));
  for (const { chat } of all) await until(() => shown(chat)[1] === "2 offline");
  expect(first.far.agent.messages()).toHaveLength(2);
  // The first message, and this one.
  expect(first.net.sends + second.net.sends).toBe(2);
});

test("a stolen turn whose thief is silent costs nobody a message", async () => {
  const all = await tabs(2);
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const thief = pageTabs(site);
  thief.join(() => {}, end.signal);
  const { held = [] } = await navigator.locks.query();
  const [line] = held.flatMap(({ name = "" }) => (name.startsWith(`recado:${site}:line `) ? name : []));
  if (!line) throw new Error("Nobody has a turn at the line");
  void thief.turn(line.slice(`recado:${site}:`.length), end.signal, { steal: true });
  await until(() => lines(all) === 0);
  all[0].far.agent.reply("Anybody?");
  for (const { chat } of all) await until(() => shown(chat)[1] === "2 Anybody?");
});

/** As Firefox has it where all cookies are blocked. */
class Refused {
  constructor() {
    throw new DOMException("The operation is insecure.", "SecurityError");
  }
}

test("without Web Locks or BroadcastChannel every tab lives alone, and nothing is lost, also by a page that left and is back", async () => {
  for (const [name, instead] of [
    ["navigator", { onLine: true, language: "en" }],
    ["BroadcastChannel", undefined],
    ["BroadcastChannel", Refused],
  ] as const) {
    site = `${site}, without ${name}`;
    vi.stubGlobal(name, instead);
    const all = await tabs(2);
    await until(() => lines(all) === 2);
    all[0].far.agent.reply("Hi");
    for (const { chat } of all) await until(() => shown(chat)[1] === "2 Hi");
    for (const type of ["pagehide", "pageshow"]) window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    all[1].chat.send("Back");
    for (const { chat } of all) await until(() => shown(chat)[2] === "3 Back");
    for (const { chat } of all) chat.destroy();
    vi.unstubAllGlobals();
  }
});

test("a page that leaves, or is frozen, lets go of its stream and its turns; back, it has them again", async () => {
  for (const [leave, back] of [
    [
      () => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })),
      () => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
    ],
    [() => document.dispatchEvent(new Event("freeze")), () => document.dispatchEvent(new Event("resume"))],
  ] as const) {
    const all = await tabs(2);
    await until(async () => (await turns()) > 0);
    leave();
    await until(async () => (await turns()) === 0 && lines(all) === 0);
    all[0].far.agent.reply("Meanwhile");
    back();
    for (const { chat } of all) await until(() => shown(chat)[1] === "2 Meanwhile");
    await until(() => lines(all) === 1);
    for (const { chat } of all) chat.destroy();
    site = `${site}, again`;
  }
});

test("turns are taken one after the other, given back by the signal, and lost to whoever steals", async () => {
  const [one, other] = [pageTabs(site), pageTabs(site)];
  const [first, second, thief] = [new AbortController(), new AbortController(), new AbortController()];
  const present = new AbortController();
  for (const tab of [one, other]) tab.join(() => {}, present.signal);
  const log: string[] = [];
  await one.turn("x", first.signal, { onLost: () => log.push("one lost it") });
  const waiting = other
    .turn("x", second.signal, { onLost: () => log.push("the other lost it") })
    .then(() => log.push("the other"));
  await one.turn("y", first.signal);
  expect(log).toEqual([]);
  first.abort();
  await waiting;
  await one.turn("x", thief.signal, { steal: true });
  await until(() => log.length === 2);
  expect(log).toEqual(["the other", "the other lost it"]);
  // Whoever does not want it any more, waits no longer.
  const bored = new AbortController();
  const never = other.turn("x", bored.signal);
  bored.abort();
  await never;
  thief.abort();
  present.abort();
});

test("who cannot hear the others waits for no turn of theirs, and steals none", async () => {
  const present = new AbortController();
  onTestFinished(() => present.abort());
  const holder = pageTabs(site);
  holder.join(() => {}, present.signal);
  const lost: string[] = [];
  await holder.turn("x", present.signal, { onLost: () => lost.push("x") });
  vi.stubGlobal("BroadcastChannel", Refused);
  const deaf = pageTabs(site);
  // Neither before it has joined, nor after.
  await deaf.turn("x", present.signal);
  deaf.join(() => {}, present.signal);
  await deaf.turn("x", present.signal);
  await deaf.turn("x", present.signal, { steal: true });
  expect([lost, await turns()]).toEqual([[], 1]);
});

test("no tab hears itself, nor another site, and after its end none hears or says anything", async () => {
  const [end, heard, elsewhere] = [new AbortController(), [] as unknown[], [] as unknown[]];
  const listener = new AbortController();
  onTestFinished(() => listener.abort());
  const say = pageTabs(site).join(() => heard.push("an echo"), end.signal);
  pageTabs(site).join((word) => heard.push(word), listener.signal);
  pageTabs(`${site}s`).join((word) => elsewhere.push(word), listener.signal);
  say({ line: "live" });
  await until(() => heard.length > 0);
  end.abort();
  say({ line: "offline" });
  const after = new AbortController();
  pageTabs(site).join(() => {}, after.signal)("the last word");
  await until(() => heard.length > 1);
  after.abort();
  expect([heard, elsewhere]).toEqual([[{ line: "live" }, "the last word"], []]);
});
