import { expect, test } from "vitest";
import { ChatError } from "../../../src/client/index.js";
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

test("an event that got lost is fetched when the next one shows the gap, and nobody sees a hole (F06)", async () => {
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
  const { pull, listen } = net.backend;
  Object.assign(net.backend, {
    async pull(...args: Parameters<typeof pull>) {
      // As every network: an answer is never there at once.
      await new Promise(setImmediate);
      return { ...(await pull(...args)), messages: [] };
    },
    listen: (...[after, onEvent, signal]: Parameters<typeof listen>) =>
      listen(after, (event) => event.type === "message" || onEvent(event), signal),
  });
  net.cutLines();
  agent.reply("unreachable");
  const before = net.calls.length;
  await clock.advance(5 * MINUTE);
  expect(shown(chat)).toEqual(["1 message 1"]);
  expect(net.calls.length - before).toBeGreaterThan(5);
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

test("a line that is one too many for the server is no lost connection: it is taken up when the server said", async () => {
  const { chat, net, clock } = await talking(1);
  chat.setOpen(true);
  await clock.advance(MINUTE);
  net.refuse("listen", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  net.cutLines();
  await settled();
  expect(chat.connection.value).toBe("busy");
  const before = listens(net.calls);
  await clock.advance(29_000);
  expect([chat.connection.value, listens(net.calls)]).toEqual(["busy", before]);
  await clock.advance(4_000);
  expect(chat.connection.value).toBe("live");
});

const listens = (calls: readonly string[]) => calls.filter((call) => call === "listen").length;

test("a device that slept for an hour does not take that for silence: a line that lives goes on", async () => {
  const { chat, net, clock, page } = await talking(1);
  chat.setOpen(true);
  await clock.advance(30_000);
  clock.jump(60 * MINUTE);
  page("visible");
  await clock.advance(5 * MINUTE);
  expect([chat.connection.value, listens(net.calls)]).toEqual(["live", 1]);
});

test("a line that died in the sleep is given up twenty seconds after it, or after the network has changed", async () => {
  for (const news of ["visible", "online"] as const) {
    const { chat, net, clock, page } = await talking(1);
    chat.setOpen(true);
    await clock.advance(5_000);
    net.silenceLines();
    clock.jump(60 * MINUTE);
    page(news);
    await clock.advance(19_000);
    expect(listens(net.calls)).toBe(1);
    await clock.advance(2_000);
    expect(listens(net.calls)).toBe(2);
  }
});

test("a timer that rings late proves a sleep, also when nobody tells of it", async () => {
  const { chat, net, clock } = await talking(1);
  chat.setOpen(true);
  await clock.advance(1_000);
  net.silenceLines();
  clock.jump(60 * MINUTE);
  await clock.advance(50_000);
  expect(listens(net.calls)).toBe(1);
  await clock.advance(20_000);
  expect(listens(net.calls)).toBe(2);
});

test("a clock set by a year, either way, neither breaks a line nor keeps a dead one", async () => {
  for (const jump of [-1, 1]) {
    const { chat, net, agent, clock } = await talking(1);
    chat.setOpen(true);
    await clock.advance(1_000);
    clock.jump(jump * 365 * 24 * 60 * MINUTE);
    await clock.advance(5 * MINUTE);
    expect(listens(net.calls)).toBe(1);
    agent.reply("Hi");
    await settled();
    chat.attended(2);
    await settled();
    expect([shown(chat), chat.unread.value]).toEqual([["1 message 1", "2 Hi"], 0]);
    net.silenceLines();
    await clock.advance(2 * MINUTE);
    expect(listens(net.calls)).toBeGreaterThan(1);
  }
});

test("a closed panel's line ends although the clock was set back", async () => {
  const { chat, net, clock, page } = await talking(1);
  await clock.advance(1_000);
  clock.jump(-365 * 24 * 60 * MINUTE);
  page("online");
  await clock.advance(31 * MINUTE);
  expect([chat.connection.value, net.openLines()]).toEqual(["idle", 0]);
});

test("so does that of a hidden tab: a wait of years is none for a browser, whose timers end at 25 days", async () => {
  const { chat, net, clock, page } = await talking(1);
  chat.setOpen(true);
  page("hidden");
  await clock.advance(MINUTE);
  clock.jump(-365 * 24 * 60 * MINUTE);
  await clock.advance(20 * MINUTE);
  expect([chat.connection.value, net.openLines()]).toEqual(["idle", 0]);
});

test("a prerendered page shows what is kept, and asks nothing and tells nobody before somebody comes", async () => {
  const first = await talking(1);
  first.agent.reply("Hi");
  await settled();
  first.net.down();
  first.chat.attended(2);
  first.chat.send("waits");
  await settled();
  first.kill();
  const { chat, net, page, agent, clock } = first.again({ isPrerendering: true });
  await chat.start();
  chat.setOpen(true);
  void chat.loadSite();
  void chat.identify({ email: "ana@example.com" });
  await clock.advance(5 * MINUTE);
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "queued waits"]);
  expect(net.calls).toEqual([]);
  page("back");
  await clock.advance(1_000);
  expect(shown(chat).slice(0, 3)).toEqual(["1 message 1", "2 Hi", "3 waits"]);
  expect([agent.readUpTo(), chat.connection.value]).toEqual([2, "live"]);
});

test("a page that is left says at once what it has not said, and waits for no other tab with it", async () => {
  const first = await talking(1);
  const second = first.again();
  await second.chat.start();
  await settled();
  first.net.hold("send");
  first.chat.send("from the first");
  await settled();
  second.chat.send("from the second");
  await settled();
  second.page("leaving");
  await settled();
  const arrived = () => second.agent.messages().map(({ text }) => text);
  expect(arrived()).toEqual(["message 1", "from the first"]);
  // Nobody is there any more to hear that it has arrived, and to say the next one.
  second.page("back");
  await settled();
  expect(arrived()).toEqual(["message 1", "from the first", "from the second"]);
});
