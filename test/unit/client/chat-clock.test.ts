/** A visitor's clock may be years off, and jump: order and unread do not depend on it, and what is shown beside each time makes sense. */
import { expect, test } from "vitest";
import { memoryWorld } from "../../../src/adapters/memory.js";
import type { Entry } from "../../../src/client/index.js";
import { fakeClock, settled } from "./fake-clock.js";
import { type Stage, shown, talking } from "./stage.js";

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;
/** Less than a draft lives. */
const FEW_DAYS = 5 * 24 * 60 * MINUTE;

/** A server that is right, and a device whose clock is that far behind it. */
async function apart(behind: number): Promise<Stage & { readonly serverNow: () => number }> {
  const clock = fakeClock();
  const serverNow = () => clock.now() + behind;
  const made = await talking(1, { clock, world: memoryWorld({ now: serverNow }) });
  return { ...made, serverNow };
}

const timeOf = (entry: Entry | undefined) => (entry?.kind === "message" ? entry.message.at : entry?.writtenAt) ?? Number.NaN;

test("a message just written stands beside the reply before it, however wrong the visitor's clock is", async () => {
  for (const behind of [YEAR, -YEAR, 0]) {
    const { chat, net, agent, serverNow } = await apart(behind);
    agent.reply("Hi");
    await settled();
    expect(chat.unread.value).toBe(1);
    net.down();
    chat.send("written offline");
    await settled();
    expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "queued written offline"]);
    expect(Math.abs(timeOf(chat.timeline.value.at(-1)) - serverNow())).toBeLessThan(MINUTE);
    expect(Math.abs(chat.now() - serverNow())).toBeLessThan(MINUTE);
  }
});

test("a clock that is set while the page is open is found out with the next word of the server on time", async () => {
  for (const jump of [YEAR, -YEAR]) {
    const clock = fakeClock();
    let skew = 0;
    const serverNow = () => clock.now() + skew;
    const { chat, net, agent } = await talking(1, { clock, world: memoryWorld({ now: serverNow }) });
    chat.setOpen(true);
    agent.reply("Hi");
    await settled();
    clock.jump(jump);
    skew = -jump;
    net.cutLines();
    await clock.advance(MINUTE);
    net.down();
    chat.send("written offline");
    await settled();
    expect(Math.abs(timeOf(chat.timeline.value.at(-1)) - serverNow())).toBeLessThan(MINUTE);
    expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "queued written offline"]);
  }
});

test("what was written while the clock was another one is shown neither before the last message nor in the future", async () => {
  for (const jump of [FEW_DAYS, -FEW_DAYS]) {
    const { chat, net, agent, clock, serverNow } = await apart(0);
    agent.reply("Hi");
    await settled();
    net.down();
    clock.jump(-jump);
    chat.send("written with a wrong clock");
    await settled();
    clock.jump(jump);
    chat.send("and with the right one");
    await settled();
    const times = chat.timeline.value.map(timeOf);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(Math.max(...times)).toBeLessThanOrEqual(serverNow() + MINUTE);
    net.up();
    await clock.advance(2 * MINUTE);
    expect(shown(chat).slice(2)).toEqual(["3 written with a wrong clock", "4 and with the right one"]);
  }
});

test("a message that waits for the network does not expire because the device's clock was set", async () => {
  for (const jump of [YEAR, -YEAR]) {
    const clock = fakeClock();
    let skew = 0;
    const { chat, net, page } = await talking(1, { clock, world: memoryWorld({ now: () => clock.now() + skew }) });
    net.down();
    chat.send("written offline");
    await settled();
    clock.jump(jump);
    skew = -jump;
    net.up();
    page("online");
    await clock.advance(MINUTE);
    expect(shown(chat)).toEqual(["1 message 1", "2 written offline"]);
  }
});

test("on a device that is a year off, a first message is not a year old", async () => {
  for (const behind of [YEAR, -YEAR]) {
    const { chat } = await apart(behind);
    expect(shown(chat)).toEqual(["1 message 1"]);
  }
});

test("a message that has waited for a week by the server's time is offered back, whatever the device's clock says", async () => {
  const first = await apart(YEAR);
  first.net.down();
  first.chat.send("Are you open today?");
  await settled();
  first.chat.destroy();
  await first.clock.advance(8 * 24 * 60 * MINUTE);
  const { chat } = first.again();
  await chat.start();
  await first.clock.advance(MINUTE);
  expect(shown(chat)).toEqual(["1 message 1", "failed Are you open today?"]);
});

test("a clock a little off changes nothing, so that nothing is drawn anew", async () => {
  const { chat, clock } = await apart(3_000);
  expect(chat.now()).toBe(clock.now());
});
