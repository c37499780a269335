/** What an erasure takes along, and what it must not: each record names its conversation, and none of another one goes with it. */
import * as v from "valibot";
import { expect, test } from "vitest";
import { memoryCache } from "../../../src/client/cache.js";
import { ChatError } from "../../../src/client/errors.js";
import { simulatedBrowser } from "./browser.js";
import { settled } from "./fake-clock.js";
import { type Stage, shown, talking } from "./stage.js";

const drafts = async ({ cache }: Stage) => (await cache.list("shop:draft:")).map(([, record]) => record);
const names = async ({ cache }: Stage) =>
  (await cache.list("shop:")).map(([key, record]) => ({ ...v.parse(v.object({ conversation: v.string() }), record), key }));

/** Another tab that has not heard yet, and writes what it has once more. */
async function zombie({ cache }: Stage): Promise<() => Promise<unknown>> {
  const all = await cache.list("shop:");
  return () => cache.put(all, "strict");
}

test("a word written after an erasure outlives the old session that lies on the device again", async () => {
  const first = await talking(1);
  const again = await zombie(first);
  first.agent.erase();
  await settled();
  await again();
  first.net.down();
  first.chat.send("A new beginning");
  await settled();
  first.kill();
  const next = first.again();
  await next.chat.start();
  await settled();
  expect(next.chat.connection.value).toBe("live");
  expect(shown(next.chat)).toEqual(["1 A new beginning"]);
});

test("a word written before the server could say that all was erased begins the next conversation", async () => {
  const first = await talking(1);
  first.chat.destroy();
  first.agent.erase();
  const next = first.again({ before: (net) => net.down() });
  await next.chat.start();
  next.chat.send("Are you there?");
  await settled();
  expect(shown(next.chat)).toEqual(["1 message 1", "queued Are you there?"]);
  next.net.up();
  next.page("online");
  await next.clock.advance(60_000);
  expect(shown(next.chat)).toEqual(["1 Are you there?"]);
});

test("what waited in the conversation goes with it, also on the next page view", async () => {
  const first = await talking(1);
  first.net.down();
  first.chat.send("unsent");
  await settled();
  first.kill();
  first.agent.erase();
  const next = first.again();
  await next.chat.start();
  await next.clock.advance(60_000);
  expect([shown(next.chat), next.chat.connection.value]).toEqual([[], "gone"]);
  expect(await next.cache.list("")).toEqual([]);
});

test("where a session was revoked and nothing deleted, what was not sent yet begins the next conversation", async () => {
  const { chat, net, agent, clock } = await talking(1);
  net.refuse("send", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  chat.send("not sent yet");
  await settled();
  // The line says "gone" in either case; what the token is still worth tells them apart.
  net.refuse("open", new ChatError("unauthorized", "This session was revoked"));
  agent.erase();
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(["1 not sent yet"]);
});

test("a draft is kept under the name of the conversation before it leaves, and so is the session", async () => {
  const { chat, net, cache } = await talking(0);
  const atFirstAttempt: unknown[] = [];
  const { send } = net.backend;
  Object.assign(net.backend, {
    async send(...args: Parameters<typeof send>) {
      atFirstAttempt.push(...(await cache.list("shop:draft:")).map(([, value]) => value), ...(await cache.get(["shop:session"])));
      return send(...args);
    },
  });
  const { put } = cache;
  let release = () => {};
  let device: Promise<void> | undefined;
  cache.put = async (records, durability) => {
    if (JSON.stringify(records).includes('"token"'))
      device ??= new Promise((resolve) => {
        release = resolve;
      });
    await device;
    return put(records, durability);
  };
  chat.send("Hello");
  await settled();
  expect(net.calls).not.toContain("send");
  release();
  await settled();
  const [draft, session] = atFirstAttempt;
  expect(session).toMatchObject({ conversation: expect.stringMatching(/./) });
  expect(draft).toMatchObject({ conversation: (session as { conversation: string }).conversation });
});

test("an erasure heard late takes nothing of the conversation that another tab has begun", async () => {
  const first = await talking(1);
  const second = first.again();
  await second.chat.start();
  await settled();
  second.freeze();
  first.agent.erase();
  await settled();
  first.chat.send("A new beginning");
  await settled();
  first.net.down();
  await first.clock.advance(1);
  first.chat.send("and more");
  await settled();
  const before = await names(first);
  expect(before.map(({ key }) => key.split(":")[1])).toEqual(["draft", "head", "page", "session"]);
  first.kill();
  second.net.hold("send");
  second.thaw();
  await settled();
  expect(shown(second.chat).at(-1)).toBe("sending and more");
  // What it has heard too late, it writes down once more; of what lay there nothing is missing.
  expect(await names(first)).toEqual(expect.arrayContaining(before));
});

test("a word that waited while another tab began the next conversation is found again, however late the device answers", async () => {
  const first = await talking(1);
  let isAnswered: Promise<unknown> = Promise.resolve();
  const get = async (keys: readonly string[]) => isAnswered.then(() => first.cache.get(keys));
  let open = () => {};
  const before = (net: Stage["net"]) => {
    open = net.hold("open");
  };
  const put = async (...what: Parameters<typeof first.cache.put>) => first.cache.put(...what).then(() => "kept" as const);
  const second = first.again({ cache: { ...first.cache, get, put }, before });
  await second.chat.start();
  await settled();
  first.agent.erase();
  await settled();
  first.chat.send("A new beginning");
  await settled();
  second.chat.send("Are you there?");
  await settled();
  let answer = () => {};
  isAnswered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  open();
  await settled();
  expect([shown(second.chat), second.chat.connection.value]).toEqual([[], "gone"]);
  first.chat.send("and more");
  await settled();
  answer();
  await second.clock.advance(60_000);
  expect(shown(second.chat)).toEqual(["1 A new beginning", "2 and more", "3 Are you there?"]);
});

test("what another tab has sent into the conversation of whoever has signed out is not on its way for ever", async () => {
  const first = await talking(1, { without: { words: false } });
  const before = await first.cache.list("shop:");
  await first.chat.reset();
  first.net.down();
  first.chat.send("I am somebody else");
  first.chat.send("and have two words");
  await settled();
  const [{ id = "" } = {}] = first.chat.timeline.value;
  // By a tab that has not heard of the logout.
  const message = { id, seq: 2, by: "visitor", channel: "widget", text: "I am somebody else", at: first.clock.now() };
  const sent = before.map(([key, record]) => {
    const { messages } = Object(record);
    return [key, { ...Object(record), ...(messages ? { messages: [...messages, message] } : { latest: 2 }) }] as const;
  });
  await first.cache.put(sent, "strict");
  await first.cache.remove([`shop:draft:${id}`]);
  first.net.up();
  first.page("online");
  await first.clock.advance(60_000);
  expect(shown(first.chat)).toEqual(["1 and have two words"]);
});

test("a logout heard late takes nothing of the next person's", async () => {
  const first = await talking(1);
  const second = first.again();
  await second.chat.start();
  await settled();
  second.freeze();
  await first.chat.reset();
  first.net.down();
  first.chat.send("I am somebody else");
  await settled();
  const before = await drafts(first);
  expect(before).toMatchObject([{ draft: { text: "I am somebody else" }, conversation: "" }]);
  first.kill();
  second.net.down();
  second.thaw();
  await settled();
  expect(await drafts(first)).toEqual(before);
});

test("F22 an erasure reaches the device also by a page that it did not answer, and which lives in memory", async () => {
  const first = await talking(1);
  const secret = first.agent.resumeSecret();
  first.kill();
  const silent = () => Promise.reject(new Error("No answer"));
  const second = first.again({ cache: { ...first.cache, get: silent, list: silent } });
  await second.chat.start(secret);
  await settled();
  expect(shown(second.chat)).toEqual(["1 message 1"]);
  expect(await names(first)).not.toEqual([]);
  first.agent.erase();
  await settled();
  expect([shown(second.chat), second.chat.connection.value]).toEqual([[], "gone"]);
  expect(await names(first)).toEqual([]);
});

test("F22 with a conversation that is erased go the pages that a tab has left on the device which lived apart from it", async () => {
  const { agent, cache } = await talking(1);
  await cache.put([["shop:page:9", { v: 1, conversation: "of a tab that is gone", epoch: "e", messages: [] }]], "relaxed");
  agent.erase();
  await settled();
  expect(await cache.list("")).toEqual([]);
});

test("F22 a first message that another tab was writing in the moment of a logout does not lie on the device again", async () => {
  const first = await talking(0);
  const second = first.again({ before: (net) => net.down() });
  await second.chat.start();
  second.chat.send("Of no conversation yet");
  await settled();
  expect(await drafts(first)).toHaveLength(1);
  second.freeze();
  const again = await zombie(second);
  await first.chat.reset();
  await again();
  second.thaw();
  await settled();
  expect(shown(second.chat)).toEqual([]);
  expect(await drafts(first)).toEqual([]);
});

test("a draft that an earlier release has kept without a name is of the session beside it", async () => {
  const first = await talking(1);
  first.net.down();
  first.chat.send("unsent");
  await settled();
  first.kill();
  const [{ conversation: _, ...unnamed }] = (await drafts(first)) as [{ conversation: string; draft: { id: string } }];
  await first.cache.put([[`shop:draft:${unnamed.draft.id}`, unnamed]], "strict");
  const next = first.again();
  await next.chat.start();
  expect(shown(next.chat)).toEqual(["1 message 1", "queued unsent"]);
  await settled();
  expect(shown(next.chat)).toEqual(["1 message 1", "2 unsent"]);
});

test("and goes with it when it was erased", async () => {
  const first = await talking(1);
  first.net.down();
  first.chat.send("unsent");
  await settled();
  first.kill();
  first.agent.erase();
  const [{ conversation: _, ...unnamed }] = (await drafts(first)) as [{ conversation: string; draft: { id: string } }];
  await first.cache.put(
    [
      [`shop:draft:${unnamed.draft.id}`, unnamed],
      ["shop:head", { v: 1, unread: 0, latest: 1 }],
    ],
    "strict",
  );
  const next = first.again();
  await next.chat.start();
  await settled();
  expect(shown(next.chat)).toEqual([]);
  expect(await next.cache.list("")).toEqual([]);
});

test("deleted by its visitor it is gone there and here, and in the other tab", async () => {
  const first = await talking(2);
  const other = first.again();
  await other.chat.start();
  await settled();
  expect(shown(other.chat)).toHaveLength(2);
  await first.chat.erase();
  await settled();
  for (const { chat } of [first, other]) expect([shown(chat), chat.connection.value]).toEqual([[], "gone"]);
  expect(await first.cache.list("")).toEqual([]);
  expect(() => first.agent.messages()).toThrow("no such conversation");
  first.chat.send("A new beginning");
  await settled();
  expect(shown(first.chat)).toEqual(["1 A new beginning"]);
});

test("the other tab hears of the deletion also when nobody has looked at either for so long that none listens", async () => {
  const first = await talking(1);
  const other = first.again();
  await other.chat.start();
  await first.clock.advance(40 * 60_000);
  expect([first.net.openLines(), other.net.openLines()]).toEqual([0, 0]);
  await first.chat.erase();
  await settled();
  expect([shown(other.chat), other.chat.connection.value]).toEqual([[], "gone"]);
});

test("a deletion that did not reach the backend deletes nothing", async () => {
  const { chat, net, agent } = await talking(1);
  net.refuse("erase", new ChatError("offline", "The network is down"));
  await expect(chat.erase()).rejects.toMatchObject({ code: "offline" });
  expect([shown(chat), agent.messages().length, chat.connection.value]).toEqual([["1 message 1"], 1, "live"]);
});

test("a deletion whose answer is lost has deleted, and says so", async () => {
  const { chat, net, cache } = await talking(1);
  net.loseAnswer("erase");
  await chat.erase();
  expect([shown(chat), chat.connection.value]).toEqual([[], "gone"]);
  expect(await cache.list("")).toEqual([]);
});

test("what has never left the device is deleted without asking anybody", async () => {
  const { chat, net, cache } = await talking(0);
  net.down();
  chat.send("Unsent");
  await settled();
  expect([shown(chat), (await cache.list("")).length]).toEqual([["queued Unsent"], 2]);
  const before = net.calls.length;
  await chat.erase();
  expect([shown(chat), net.calls.slice(before), await cache.list("")]).toEqual([[], [], []]);
});

test("after a resume link, deleting is a gesture that is told first", async () => {
  const owner = await talking(1);
  const device = owner.again({ cache: memoryCache(), browser: simulatedBrowser() });
  await device.chat.start(owner.agent.resumeSecret());
  await settled();
  device.chat.gesture();
  await device.chat.erase();
  expect(device.net.calls.indexOf("confirm")).toBeLessThan(device.net.calls.indexOf("erase"));
  expect(device.chat.connection.value).toBe("gone");
});
