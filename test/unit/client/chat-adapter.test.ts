/** An adapter is somebody else's code, and breaks its word: it throws where it should answer, and goes on after its end. */
import { expect, test } from "vitest";
import type { ServerEvent } from "../../../src/protocol/index.js";
import { settled } from "./fake-clock.js";
import { shown, talking } from "./stage.js";

test("F25 what throws, or rejects oddly, is an outage like any other", async () => {
  const { chat, net, clock } = await talking(1);
  let slips = 0;
  const { send } = net.backend;
  Object.assign(net.backend, {
    send(...args: Parameters<typeof send>) {
      slips += 1;
      if (slips === 1) throw new TypeError("undefined is not a function");
      return slips === 2 ? Promise.reject("oops") : send(...args);
    },
  });
  chat.send("Hello");
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 Hello"]);
});

test("F25 a line that throws at once is one that broke: taken up again, and the broken one leaves nothing behind", async () => {
  const { chat, net, agent, clock } = await talking(1);
  chat.setOpen(true);
  await clock.advance(60_000);
  const atRest = clock.pending;
  const { listen } = net.backend;
  const given: AbortSignal[] = [];
  Object.assign(net.backend, {
    listen(...[, , signal]: Parameters<typeof listen>) {
      given.push(signal);
      throw new TypeError("undefined is not a function");
    },
  });
  net.cutLines();
  // Less than it is given for its first word.
  await clock.advance(5_000);
  expect(given.length).toBeGreaterThan(1);
  expect(given.filter(({ aborted }) => !aborted)).toEqual([]);
  Object.assign(net.backend, { listen });
  await clock.advance(60_000);
  agent.reply("Still there?");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Still there?"]);
  expect(clock.pending).toBe(atRest);
});

test("F25 a question that throws at once has ended: its signal says so, and no timer waits for it", async () => {
  const { chat, net, clock } = await talking(1);
  await clock.advance(60_000);
  const atRest = clock.pending;
  const given: AbortSignal[] = [];
  Object.assign(net.backend, {
    typing(_on: boolean, signal: AbortSignal) {
      given.push(signal);
      throw new TypeError("undefined is not a function");
    },
  });
  chat.writing();
  await settled();
  expect(given.map(({ aborted }) => aborted)).toEqual([true]);
  // Its own pause, after which it is told that nobody writes any more.
  expect(clock.pending).toBe(atRest + 1);
});

test("F25 what a line says after its end is not heard: another one speaks by then", async () => {
  const { chat, net, clock } = await talking(1);
  chat.setOpen(true);
  await settled();
  const ears: ((event: ServerEvent) => void)[] = [];
  const { listen } = net.backend;
  Object.assign(net.backend, {
    listen(...[after, onEvent, signal]: Parameters<typeof listen>) {
      ears.push(onEvent);
      return listen(after, onEvent, signal);
    },
  });
  for (let lines = 1; lines <= 2; lines++) {
    net.cutLines();
    await clock.advance(60_000);
  }
  expect(ears).toHaveLength(2);
  const [old, present] = ears;
  const from = { id: "amelie", name: "Amélie" };
  old?.({ type: "typing", on: true, from });
  expect(chat.typing.value).toBeUndefined();
  present?.({ type: "typing", on: true, from });
  expect(chat.typing.value).toEqual(from);
});
