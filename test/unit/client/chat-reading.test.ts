import { expect, test } from "vitest";
import { settled } from "./fake-clock.js";
import { type Stage, shown, stage, talking } from "./stage.js";

/** One message by the visitor, and two replies nobody has looked at. */
async function answered(setting = {}): Promise<Stage> {
  const made = await talking(1, setting);
  made.agent.reply("Hi");
  made.agent.reply("How can I help?");
  await settled();
  return made;
}

test("a reply is unread until attention rested on it, and then the backend knows", async () => {
  const { chat, agent } = await answered();
  expect(chat.unread.value).toBe(2);
  chat.attended(2);
  expect(chat.unread.value).toBe(1);
  await settled();
  expect(agent.readUpTo()).toBe(2);
});

test("attention to what is not on display counts for nothing", async () => {
  const { chat, agent } = await answered();
  chat.attended(99);
  await settled();
  expect([chat.readUpTo.value, agent.readUpTo()]).toEqual([3, 3]);
});

test("the cursor never falls", async () => {
  const { chat } = await answered();
  const cursor: number[] = [];
  chat.readUpTo.subscribe((upTo) => cursor.push(upTo));
  for (const upTo of [3, 1, 2, 0]) chat.attended(upTo);
  expect(cursor).toEqual([0, 3]);
});

test("what was read is said again until it is acknowledged", async () => {
  const { chat, agent, net, clock } = await answered();
  net.loseAnswer("markRead");
  chat.attended(2);
  await settled();
  net.down();
  chat.attended(3);
  await clock.advance(120_000);
  expect(agent.readUpTo()).toBe(2);
  net.up();
  await clock.advance(60_000);
  expect(agent.readUpTo()).toBe(3);
});

test("what was read offline is told by the next page view", async () => {
  const first = await answered();
  first.net.down();
  first.chat.attended(3);
  await settled();
  first.chat.destroy();
  const { chat } = first.again();
  await chat.start();
  expect([chat.readUpTo.value, chat.unread.value]).toEqual([3, 0]);
  await settled();
  expect(first.agent.readUpTo()).toBe(3);
});

test("a page that goes says what was read, even while an earlier word is on its way", async () => {
  const { chat, agent, net, page } = await answered();
  net.hold("markRead");
  chat.attended(2);
  chat.attended(3);
  await settled();
  page("leaving");
  await settled();
  expect(agent.readUpTo()).toBe(3);
});

test("what another device has read is read here", async () => {
  const { chat, again } = await answered();
  const other = again();
  await other.chat.start();
  await settled();
  other.chat.attended(3);
  await settled();
  expect(chat.unread.value).toBe(0);
});

test("own messages are seen when an agent has read them", async () => {
  const { chat, agent } = await talking(2);
  agent.read(1);
  await settled();
  expect(chat.agentsReadUpTo.value).toBe(1);
});

test("the device keeps the number for the badge, small and apart", async () => {
  const { chat, cache } = await answered();
  const head = async () => (await cache.get(["shop:head"]))[0];
  const conversation = expect.stringMatching(/./);
  expect(await head()).toEqual({ v: 1, conversation, unread: 2, latest: 3 });
  chat.attended(3);
  await settled();
  expect(await head()).toEqual({ v: 1, conversation, unread: 0, latest: 3 });
});

test("an agent who writes is shown, until the message arrives or nothing comes", async () => {
  const { chat, agent, clock } = await talking(1);
  agent.typing(true);
  await settled();
  expect(chat.typing.value).toEqual({ id: "ana", name: "Ana" });
  agent.reply("Hi");
  await settled();
  expect(chat.typing.value).toBeUndefined();
  agent.typing(true);
  await clock.advance(6_000);
  expect(chat.typing.value).toBeUndefined();
});

test("keystrokes are told sparingly, and their end too", async () => {
  const { chat, net, clock } = await talking(1);
  const told = () => net.calls.filter((call) => call === "typing").length;
  for (let stroke = 0; stroke < 20; stroke++) {
    chat.writing();
    await clock.advance(100);
  }
  expect(told()).toBe(1);
  await clock.advance(6_000);
  expect(told()).toBe(2);
  chat.writing();
  chat.send("Done");
  // What is sent goes first, and is drawn.
  await settled();
  expect(told()).toBe(3);
  await clock.advance(500);
  expect(told()).toBe(4);
});

test("nobody is told of keystrokes before there is a conversation", async () => {
  const { chat, net } = stage();
  await chat.start();
  chat.writing();
  await settled();
  expect(net.calls).toEqual([]);
});

test("an edit replaces the line, a deletion leaves a tombstone, also for whoever was offline (F21)", async () => {
  const first = await answered();
  first.agent.edit(2, "Hello");
  await settled();
  expect(shown(first.chat)).toEqual(["1 message 1", "2 Hello", "3 How can I help?"]);
  first.net.down();
  first.agent.remove(3);
  first.agent.edit(2, "Hello Ana");
  await first.clock.advance(10_000);
  first.net.up();
  await first.clock.advance(60_000);
  expect(shown(first.chat)).toEqual(["1 message 1", "2 Hello Ana", "3 (deleted)"]);
  expect(first.chat.unread.value).toBe(1);
});
