import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { settled } from "./fake-clock.js";
import { talking } from "./stage.js";

/** Counts what listens to each signal that has not ended yet. */
function counted(): () => number[] {
  const signals = new Set<AbortSignal>();
  const { addEventListener } = EventTarget.prototype;
  vi.spyOn(EventTarget.prototype, "addEventListener").mockImplementation(function (this: EventTarget, ...given) {
    if (this instanceof AbortSignal) signals.add(this);
    return addEventListener.apply(this, given);
  });
  return () => {
    const open = [...signals].filter(({ aborted }) => !aborted).map((signal) => getEventListeners(signal, "abort").length);
    return open.filter((count) => count > 0).sort((one, other) => other - one);
  };
}

test("what a chat does leaves no listener behind on the signals it lives by", async () => {
  const listeners = counted();
  const { chat, net, agent, clock } = await talking(3);
  await clock.advance(1_000);
  const atRest = listeners();
  for (let round = 0; round < 10; round++) {
    chat.send(`more ${round}`);
    agent.reply(`reply ${round}`);
    await settled();
    chat.attended(agent.messages().length);
    net.cutLines();
    net.down();
    chat.writing();
    chat.send(`offline ${round}`);
    await clock.advance(5_000);
    net.up();
    await clock.advance(70_000);
  }
  expect(listeners()).toEqual(atRest);
  chat.destroy();
  expect(listeners()).toEqual([]);
});
