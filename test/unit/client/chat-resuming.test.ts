import { expect, test } from "vitest";
import { ChatError, memoryCache } from "../../../src/client/index.js";
import { settled } from "./fake-clock.js";
import { type Stage, shown, stage, talking } from "./stage.js";

/** Ana's conversation on her desktop, and the secret of the link in her mail. */
async function mailed(): Promise<{ desktop: Stage; secret: string }> {
  const desktop = await talking(1);
  desktop.agent.reply("Hi Ana");
  await desktop.clock.advance(100);
  return { desktop, secret: desktop.agent.resumeSecret() };
}

test("a followed link shows the conversation, and reads and writes nothing before a gesture", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net } = desktop.again({ cache: memoryCache() });
  await chat.start(secret);
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana"]);
  expect(chat.needsGesture.value).toBe(true);
  chat.attended(2);
  await settled();
  expect([chat.readUpTo.value, chat.unread.value]).toEqual([0, 1]);
  expect(net.calls).not.toContain("markRead");
  expect(net.calls).not.toContain("confirm");
});

/** A device that has nothing of it yet, on which the line says nothing before it may `speak`. */
function withLineHeld(desktop: Stage) {
  let speak = () => {};
  const laptop = desktop.again({
    cache: memoryCache(),
    before(net) {
      speak = net.hold("listen");
    },
  });
  return { laptop, speak: () => speak() };
}

/** How often the last page was asked for. */
const pulls = ({ net }: Stage) => net.calls.filter((call) => call === "pull").length;

test("what a device has nothing of is asked for once, when the line is up: before that it would have to be asked for again", async () => {
  const { desktop, secret } = await mailed();
  const { laptop, speak } = withLineHeld(desktop);
  await laptop.chat.start(secret);
  await settled();
  expect([pulls(laptop), shown(laptop.chat)]).toEqual([0, []]);
  speak();
  await laptop.clock.advance(60_000);
  expect([pulls(laptop), shown(laptop.chat)]).toEqual([1, ["1 message 1", "2 Hi Ana"]]);
});

test("a line that does not come up keeps nobody from the conversation, and what was edited before it did is seen", async () => {
  const { desktop, secret } = await mailed();
  const { laptop, speak } = withLineHeld(desktop);
  await laptop.chat.start(secret);
  await laptop.clock.advance(2_000);
  expect([pulls(laptop), shown(laptop.chat)]).toEqual([1, ["1 message 1", "2 Hi Ana"]]);
  desktop.agent.edit(2, "Hi Ana!");
  speak();
  await laptop.clock.advance(60_000);
  expect([pulls(laptop), shown(laptop.chat)]).toEqual([2, ["1 message 1", "2 Hi Ana!"]]);
});

test("a page that is on its way when the line comes up is asked for once more: what changed in between is in neither", async () => {
  const { desktop, secret } = await mailed();
  let [speak, answer] = [() => {}, () => {}];
  const laptop = desktop.again({
    cache: memoryCache(),
    before(net) {
      [speak, answer] = [net.hold("listen"), net.hold("pull")];
    },
  });
  await laptop.chat.start(secret);
  await laptop.clock.advance(2_000);
  speak();
  await settled();
  answer();
  await laptop.clock.advance(60_000);
  expect([pulls(laptop), shown(laptop.chat)]).toEqual([2, ["1 message 1", "2 Hi Ana"]]);
});

test("after the gesture reading counts and writing works, and the gesture is told first", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net } = desktop.again({ cache: memoryCache() });
  await chat.start(secret);
  await settled();
  chat.gesture();
  expect(chat.needsGesture.value).toBe(false);
  chat.attended(2);
  chat.send("It is me");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana", "3 It is me"]);
  expect(desktop.agent.readUpTo()).toBe(2);
  const writes = net.calls.filter((call) => call === "confirm" || call === "markRead" || call === "send");
  expect(writes[0]).toBe("confirm");
});

test("a key pressed while the link is still being followed is the gesture", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net } = desktop.again({ cache: memoryCache() });
  const answer = net.hold("open");
  await chat.start(secret);
  chat.gesture();
  answer();
  await settled();
  expect(chat.needsGesture.value).toBe(false);
  expect(net.calls).toContain("confirm");
});

test("a gesture alone is told, so that the address counts as verified", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net } = desktop.again({ cache: memoryCache() });
  await chat.start(secret);
  await settled();
  chat.gesture();
  chat.gesture();
  await settled();
  expect(net.calls.filter((call) => call === "confirm")).toHaveLength(1);
});

test("a gesture that got lost is told again", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net, clock } = desktop.again({ cache: memoryCache() });
  await chat.start(secret);
  await settled();
  net.down();
  chat.gesture();
  chat.attended(2);
  await clock.advance(10_000);
  net.up();
  await clock.advance(60_000);
  expect(desktop.agent.readUpTo()).toBe(2);
});

test("a message typed before the gesture waits for it", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net } = desktop.again({ cache: memoryCache() });
  await chat.start(secret);
  await settled();
  chat.send("Hello");
  await settled();
  expect(shown(chat).at(-1)).toBe("queued Hello");
  expect(net.calls).not.toContain("send");
  chat.gesture();
  await settled();
  expect(shown(chat).at(-1)).toBe("3 Hello");
});

test("on a browser without a conversation the resumed one is kept, and is there on the next visit", async () => {
  const { desktop, secret } = await mailed();
  const cache = memoryCache();
  const phone = desktop.again({ cache });
  await phone.chat.start(secret);
  await settled();
  phone.chat.gesture();
  await settled();
  phone.chat.destroy();
  const { chat, net } = desktop.again({ cache, before: (net) => net.down() });
  await chat.start();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana"]);
  expect(net.calls).not.toContain("site");
});

test("on a browser with another conversation that one stays as it is, and the resumed one is for this page view", async () => {
  const { desktop, secret } = await mailed();
  const cache = memoryCache();
  const bob = desktop.again({ cache });
  bob.chat.send("I am Bob");
  await settled();
  bob.net.down();
  bob.chat.send("Bob's second");
  await settled();
  bob.chat.destroy();
  const before = await cache.list("");

  const borrowed = desktop.again({ cache });
  await borrowed.chat.start(secret);
  await settled();
  borrowed.chat.gesture();
  borrowed.chat.attended(2);
  borrowed.chat.send("Ana at Bob's");
  await settled();
  expect(shown(borrowed.chat)).toEqual(["1 message 1", "2 Hi Ana", "3 Ana at Bob's"]);
  expect(borrowed.chat.isSaved.value).toBe(false);
  borrowed.chat.destroy();
  expect(await cache.list("")).toEqual(before);

  const again = desktop.again({ cache });
  await again.chat.start();
  await settled();
  expect(shown(again.chat)).toEqual(["1 I am Bob", "2 Bob's second"]);
});

test("what somebody wrote here before any conversation began does not go into the resumed one", async () => {
  const { desktop, secret } = await mailed();
  const cache = memoryCache();
  const bob = desktop.again({ cache, before: (net) => net.down() });
  bob.chat.send("I am Bob");
  await settled();
  bob.chat.destroy();
  const borrowed = desktop.again({ cache });
  await borrowed.chat.start(secret);
  await settled();
  borrowed.chat.gesture();
  await settled();
  expect(shown(borrowed.chat)).toEqual(["1 message 1", "2 Hi Ana"]);
  borrowed.chat.destroy();
  const again = desktop.again({ cache });
  await again.chat.start();
  await settled();
  expect(shown(again.chat)).toEqual(["1 I am Bob"]);
});

test("a link to this browser's own conversation goes on with it, with what was still waiting here", async () => {
  const { desktop, secret } = await mailed();
  desktop.net.down();
  desktop.chat.send("not sent yet");
  await settled();
  desktop.chat.destroy();
  const { chat } = desktop.again();
  await chat.start(secret);
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana", "queued not sent yet"]);
  chat.gesture();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana", "3 not sent yet"]);
});

test("a link that has ended shows what this browser has of its own", async () => {
  const { desktop } = await mailed();
  desktop.chat.destroy();
  const { chat } = desktop.again();
  await chat.start("A".repeat(43));
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana"]);
  expect(chat.needsGesture.value).toBe(false);
});

test("a link that has ended, on a browser without a conversation, is the beginning of one", async () => {
  const { chat, cache } = stage();
  await chat.start("A".repeat(43));
  await settled();
  expect([shown(chat), await cache.list("")]).toEqual([[], []]);
  chat.send("Hello");
  await settled();
  expect(shown(chat)).toEqual(["1 Hello"]);
});

test("a link followed offline is tried until the network is back", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net, clock } = desktop.again({ cache: memoryCache(), before: (net) => net.down() });
  await chat.start(secret);
  await clock.advance(60_000);
  expect(chat.connection.value).toBe("offline");
  net.up();
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana"]);
});

test("what is typed while the link is being followed belongs to the resumed conversation", async () => {
  const { desktop, secret } = await mailed();
  const cache = memoryCache();
  const { chat, net } = desktop.again({ cache });
  const release = net.hold("open");
  const started = chat.start(secret);
  await started;
  chat.send("quick");
  await settled();
  expect(await cache.list("")).toEqual([]);
  release();
  await settled();
  chat.gesture();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi Ana", "3 quick"]);
});

test("a gesture whose telling meets an old token is not asked for a second time", async () => {
  const { desktop, secret } = await mailed();
  const { chat, net } = desktop.again({ cache: memoryCache() });
  await chat.start(secret);
  await settled();
  net.refuse("confirm", new ChatError("unauthorized", "Too old"));
  chat.gesture();
  chat.send("It is me");
  await settled();
  expect(chat.needsGesture.value).toBe(false);
  expect(shown(chat).at(-1)).toBe("3 It is me");
});
