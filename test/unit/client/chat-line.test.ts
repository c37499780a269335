import { expect, test } from "vitest";
import { settled } from "./fake-clock.js";
import { shown, stage, talking } from "./stage.js";

const MINUTE = 60_000;

test("a line that breaks is taken up again, and nothing said in between is missed", async () => {
  const { chat, net, agent, clock } = await talking(1);
  chat.setOpen(true);
  await clock.advance(30_000);
  net.cutLines();
  agent.reply("one");
  agent.reply("two");
  await clock.advance(1_000);
  expect(chat.connection.value).toBe("live");
  expect(shown(chat)).toEqual(["1 message 1", "2 one", "3 two"]);
});

test("a line that falls silent is not trusted for ever", async () => {
  const { chat, net, agent, clock } = await talking(1);
  chat.setOpen(true);
  await clock.advance(1_000);
  net.silenceLines();
  agent.reply("Hi");
  await clock.advance(2 * MINUTE);
  const listens = net.calls.filter((call) => call === "listen").length;
  expect(listens).toBeGreaterThan(1);
  // Nothing ever comes through a silent line, but the next number is asked for when the server is reached otherwise.
  chat.send("Anybody?");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "3 Anybody?"]);
});

test("an event that got lost is fetched when the next one shows the gap, and nobody sees a hole", async () => {
  const { chat, net, agent, clock } = await talking(1);
  const { listen } = net.backend;
  const views: string[][] = [];
  const stop = chat.timeline.subscribe(() => views.push(shown(chat)));
  Object.assign(net.backend, {
    listen: (...[after, onEvent, signal]: Parameters<typeof listen>) =>
      listen(after, (event) => (event.type === "message" && event.message.seq === 2) || onEvent(event), signal),
  });
  net.cutLines();
  await clock.advance(1_000);
  agent.reply("lost");
  agent.reply("arrived");
  await settled();
  stop();
  expect(shown(chat)).toEqual(["1 message 1", "2 lost", "3 arrived"]);
  for (const view of views) expect(view.map((line) => line[0])).toEqual(["1", "2", "3"].slice(0, view.length));
});

test("a heartbeat that knows more closes the gap", async () => {
  const { chat, net, agent, clock } = await talking(1);
  chat.setOpen(true);
  const { listen } = net.backend;
  Object.assign(net.backend, {
    listen: (...[after, onEvent, signal]: Parameters<typeof listen>) =>
      listen(after, (event) => event.type === "message" || onEvent(event), signal),
  });
  net.cutLines();
  await clock.advance(1_000);
  agent.reply("unheard");
  await clock.advance(20_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 unheard"]);
});

test("the panel closed and nothing awaited, the line ends; opened again, it is back", async () => {
  const { chat, agent, clock } = await talking(1);
  chat.setOpen(true);
  await clock.advance(3 * 60 * MINUTE);
  expect(chat.connection.value).toBe("live");
  chat.setOpen(false);
  await clock.advance(29 * MINUTE);
  expect(chat.connection.value).toBe("live");
  await clock.advance(2 * MINUTE);
  expect(chat.connection.value).toBe("idle");
  agent.reply("Are you there?");
  await clock.advance(MINUTE);
  expect(shown(chat)).toEqual(["1 message 1"]);
  chat.setOpen(true);
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Are you there?"]);
});

test("a hidden tab keeps the line for ten minutes", async () => {
  const { chat, clock, page } = await talking(1);
  chat.setOpen(true);
  page("hidden");
  await clock.advance(9 * MINUTE);
  expect(chat.connection.value).toBe("live");
  await clock.advance(2 * MINUTE);
  expect(chat.connection.value).toBe("idle");
  page("visible");
  await settled();
  expect(chat.connection.value).toBe("live");
});

test("a page in the back/forward cache holds no connection, and catches up when it is back", async () => {
  const { chat, agent, page } = await talking(1);
  chat.setOpen(true);
  page("leaving");
  await settled();
  expect(chat.connection.value).toBe("idle");
  agent.reply("Hi");
  page("back");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi"]);
});

test("a server that accepts and hangs up at once is not hammered", async () => {
  const { chat, net, clock } = await talking(1);
  chat.setOpen(true);
  Object.assign(net.backend, { listen: async () => void (net.calls as string[]).push("listen") });
  net.cutLines();
  const before = net.calls.length;
  await clock.advance(5 * MINUTE);
  expect(net.calls.length - before).toBeLessThan(25);
});

test("a backend that knows of more but never gives it is not asked without end", async () => {
  const { chat, net, agent, clock } = await talking(1);
  chat.setOpen(true);
  const { pull } = net.backend;
  Object.assign(net.backend, {
    async pull(...args: Parameters<typeof pull>) {
      return { ...(await pull(...args)), messages: [] };
    },
  });
  net.cutLines();
  agent.reply("unreachable");
  const before = net.calls.length;
  await clock.advance(5 * MINUTE);
  expect(net.calls.length - before).toBeLessThan(40);
});

test("without an open conversation an open panel costs no connection", async () => {
  const { chat, net, clock } = stage();
  await chat.start();
  chat.setOpen(true);
  await clock.advance(60 * MINUTE);
  expect(net.calls).toEqual([]);
});

test("a line that is never answered is given up after ten seconds, and taken up again", async () => {
  const { chat, net, clock } = await talking(1);
  chat.setOpen(true);
  net.hold("listen");
  net.cutLines();
  await clock.advance(9_000);
  expect(chat.connection.value).not.toBe("live");
  await clock.advance(2_000);
  expect(chat.connection.value).toBe("live");
});

test("a line that nobody ever answers is asked for less and less often, and the visitor may know", async () => {
  const { chat, net, clock } = await talking(1);
  chat.setOpen(true);
  Object.assign(net.backend, {
    listen: () => {
      (net.calls as string[]).push("listen");
      return new Promise(() => {});
    },
  });
  net.cutLines();
  const before = net.calls.length;
  await clock.advance(10 * MINUTE);
  expect(net.calls.length - before).toBeLessThan(20);
  expect(chat.connection.value).toBe("offline");
});
