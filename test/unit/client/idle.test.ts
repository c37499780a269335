/** A chat that stands open while nothing happens: what it asks of the network and of the processor in ten minutes. */
import { expect, test } from "vitest";
import { type FakeClock, fakeClock, settled } from "./fake-clock.js";
import { stage, talking } from "./stage.js";

const MINUTE = 60_000;
const SHORT_MS = 20_000;

/** Time, and what was asked of it: by us, and by the server in memory, which beats every 20 s. */
function watchedClock() {
  const inner = fakeClock();
  const asked: number[] = [];
  const clock: FakeClock = {
    ...inner,
    after(ms, then) {
      asked.push(ms);
      return inner.after(ms, then);
    },
  };
  return { clock, asked };
}

test("without a conversation: no request, no line and no timer at all", async () => {
  const { clock, asked } = watchedClock();
  const { chat, net } = stage({ clock });
  await chat.start();
  chat.setOpen(true);
  await chat.loadSite();
  await clock.advance(MINUTE);
  const [calls, timers] = [net.calls.length, asked.length];
  await clock.advance(10 * MINUTE);
  expect(net.calls.slice(calls)).toEqual([]);
  expect(asked.slice(timers)).toEqual([]);
  expect([net.openLines(), chat.connection.value]).toEqual([0, "idle"]);
});

test("with a conversation: one line and its heartbeats, no request, and no timer of less than 20 s", async () => {
  const { clock, asked } = watchedClock();
  const { chat, net } = await talking(50, { clock });
  chat.setOpen(true);
  await clock.advance(MINUTE);
  expect(net.openLines()).toBe(1);
  const [calls, timers] = [net.calls.length, asked.length];
  await clock.advance(10 * MINUTE);
  await settled();
  expect(net.calls.slice(calls)).toEqual([]);
  expect(asked.slice(timers).filter((ms) => ms < SHORT_MS)).toEqual([]);
  // With every beat the next one, on the server's side, and here the watch over the line and the time for which it is wanted.
  expect(asked.length - timers).toBeLessThanOrEqual(3 * ((10 * MINUTE) / SHORT_MS));
  expect([net.openLines(), chat.connection.value]).toEqual([1, "live"]);
});
