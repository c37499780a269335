import { expect, test } from "vitest";
import { ChatError } from "../../../src/client/index.js";
import type { Message } from "../../../src/protocol/index.js";
import { settled } from "./fake-clock.js";
import { shown, stage, talking } from "./stage.js";

test("before the first message nothing is stored and nobody is asked but for the site's settings", async () => {
  const { chat, net, cache, clock } = stage();
  await chat.start();
  await chat.loadSite();
  chat.setOpen(true);
  chat.attended(3);
  chat.writing();
  await clock.advance(3_600_000);
  expect(net.calls).toEqual(["site"]);
  expect(await cache.list("")).toEqual([]);
  expect(chat.connection.value).toBe("idle");
});

test("the settings are asked for once, however many want them", async () => {
  const { chat, net } = stage();
  await Promise.all([chat.loadSite(), chat.loadSite()]);
  await chat.loadSite();
  expect(net.calls).toEqual(["site"]);
  expect(chat.site.value?.name).toBe("Shop");
  expect(chat.availability.value).toBe("online");
});

test("a message is on the screen at once, and becomes the same line with a number", async () => {
  const { chat } = stage();
  await chat.start();
  chat.send("Hello");
  const [draft] = chat.timeline.value;
  expect(shown(chat)).toEqual(["queued Hello"]);
  await settled();
  expect(shown(chat)).toEqual(["1 Hello"]);
  expect(chat.timeline.value[0]?.id).toBe(draft?.id);
  expect(chat.connection.value).toBe("live");
});

test("what the wire would refuse is refused at the keyboard, and nothing is shown", () => {
  const { chat } = stage();
  for (const text of ["", "  \n", "x".repeat(4_001), "a\0b", "\ud800"]) {
    expect(() => chat.send(text)).toThrow(ChatError);
  }
  expect(shown(chat)).toEqual([]);
});

test("a message is named later than all before it, although the clock was set back, and heeds no name that is of another kind", async () => {
  const named = { far: "ffffffff-ffff-7fff-8fff-ffffffffffff", other: "0fffffff-ffff-4fff-8fff-ffffffffffff" };
  const { chat, clock, net } = await talking(2, {
    // As another backend names it, which keeps no names of ours.
    before({ backend }) {
      const { listen } = backend;
      backend.listen = (after, onEvent, signal) => {
        const renamed = (id: string) => (id === "0fffffff-ffff-7fff-8fff-ffffffffffff" ? named.other : id);
        return listen(
          after,
          (event) =>
            onEvent(
              event.type === "message" ? { ...event, message: { ...event.message, id: renamed(event.message.id) } } : event,
            ),
          signal,
        );
      };
    },
  });
  for (const id of [named.far, "0fffffff-ffff-7fff-8fff-ffffffffffff"])
    await net.backend.send({ id, text: "by another client", seen: 0 }, new AbortController().signal);
  await settled();
  clock.jump(-365 * 24 * 60 * 60_000);
  net.down();
  chat.send("message 3");
  chat.send("message 4");
  await settled();
  const own = chat.timeline.value.map(({ id }) => id).filter((id) => !Object.values(named).includes(id));
  expect([chat.timeline.value.length, own.length]).toEqual([6, 4]);
  expect(own).toEqual([...own].sort());
  expect(own.every((id) => id < "1")).toBe(true);
});

test("a message says where it was written, without the query, and what was on display", async () => {
  const { chat, agent, net } = await talking(1, { address: "https://shop.example/cart" });
  agent.reply("Hi");
  await settled();
  const sent: unknown[] = [];
  const { send } = net.backend;
  Object.assign(net.backend, {
    send(...args: Parameters<typeof send>) {
      sent.push(args[0]);
      return send(...args);
    },
  });
  chat.send("Thanks");
  await settled();
  expect(sent).toMatchObject([{ text: "Thanks", seen: 2, page: "https://shop.example/cart" }]);
});

test("row 22 of the security checklist: of the page's address the query string and the fragment stay on the device", async () => {
  const { chat, net } = stage({ address: "https://shop.example/reset?token=secret#secret" });
  const told: unknown[] = [];
  const { open, send } = net.backend;
  Object.assign(net.backend, {
    open(...args: Parameters<typeof open>) {
      told.push(args[0]);
      return open(...args);
    },
    send(...args: Parameters<typeof send>) {
      told.push(args[0]);
      return send(...args);
    },
  });
  chat.send("Hello");
  await settled();
  expect(told).toMatchObject([
    { kind: "new", page: "https://shop.example/reset", locale: "pt-BR" },
    { text: "Hello", page: "https://shop.example/reset" },
  ]);
  expect(JSON.stringify(told)).not.toContain("secret");
});

test("a lost response costs a retry: one bubble, one row", async () => {
  const { chat, net, agent, clock } = stage();
  net.loseAnswer("send");
  chat.send("Hello");
  await settled();
  expect(chat.timeline.value).toHaveLength(1);
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(["1 Hello"]);
  expect(agent.messages().map(({ text }) => text)).toEqual(["Hello"]);
});

test("a lost response on a line that is up costs nothing: its event brings the message", async () => {
  const { chat, net, agent } = await talking(1);
  net.loseAnswer("send");
  chat.send("again");
  const seen: number[] = [];
  const stop = chat.timeline.subscribe((entries) => seen.push(entries.length));
  await settled();
  stop();
  expect(shown(chat)).toEqual(["1 message 1", "2 again"]);
  expect(agent.messages()).toHaveLength(2);
  expect(new Set(seen)).toEqual(new Set([2]));
});

test("what is written offline is sent once, in order, when the network is back", async () => {
  const { chat, net, agent, clock } = stage({ before: (net) => net.down() });
  await chat.start();
  for (let number = 1; number <= 20; number++) chat.send(`message ${number}`);
  await clock.advance(3_600_000);
  expect(chat.connection.value).toBe("offline");
  expect(shown(chat)).toEqual(Array.from({ length: 20 }, (_, index) => `queued message ${index + 1}`));
  net.up();
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 1} message ${index + 1}`));
  expect(agent.messages()).toHaveLength(20);
  expect(chat.connection.value).toBe("live");
});

test("an outage is met with few questions", async () => {
  const { chat, net, clock } = await talking(1);
  net.down();
  chat.send("one");
  const before = net.calls.length;
  await clock.advance(5 * 60_000);
  // Two things are tried, sending and listening; each waits half a minute on average in the end.
  expect(net.calls.length - before).toBeLessThan(2 * 20);
  expect(shown(chat)).toEqual(["1 message 1", "queued one"]);
});

test("a click tries at once, whatever the browser says about the network", async () => {
  const { chat, net, clock } = stage({ before: (net) => net.down() });
  chat.send("one");
  await clock.advance(10 * 60_000);
  net.up();
  chat.send("two");
  await settled();
  expect(shown(chat)).toEqual(["1 one", "2 two"]);
});

test("a network that returns is used at once", async () => {
  const { chat, net, clock, page } = stage({ before: (net) => net.down() });
  chat.send("one");
  await clock.advance(10 * 60_000);
  net.up();
  page("online");
  await settled();
  expect(shown(chat)).toEqual(["1 one"]);
});

test("a server that asks for quiet gets it, also from an impatient visitor", async () => {
  const { chat, net, clock, page } = await talking(1);
  net.refuse("send", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  chat.send("one");
  await settled();
  const sends = () => net.calls.filter((call) => call === "send").length;
  const before = sends();
  page("online");
  chat.send("two");
  await clock.advance(29_000);
  expect(sends()).toBe(before);
  await clock.advance(2_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 one", "3 two"]);
});

test("whoever sends too much is told so, not that there is no connection, until it has been taken", async () => {
  const { chat, net, clock } = await talking(1);
  chat.setOpen(true);
  await settled();
  expect(chat.connection.value).toBe("live");
  net.refuse("send", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  chat.send("one");
  await settled();
  expect(chat.connection.value).toBe("busy");
  await clock.advance(29_000);
  expect(chat.connection.value).toBe("busy");
  await clock.advance(2_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 one"]);
  expect(chat.connection.value).toBe("live");
});

test("a first message that is one too many for the server is told so, and kept", async () => {
  const { chat, net, clock } = stage();
  net.refuse("open", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  chat.send("one");
  await settled();
  expect(chat.connection.value).toBe("busy");
  await clock.advance(32_000);
  expect(shown(chat)).toEqual(["1 one"]);
  expect(chat.connection.value).toBe("live");
});

test("a server that asks for quiet gets it, also from the next page view; a clock that is set does not make it longer", async () => {
  const first = await talking(1);
  first.net.refuse("send", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  first.chat.send("Hello");
  await settled();
  first.chat.destroy();
  await first.clock.advance(10_000);
  const second = first.again();
  await second.chat.start();
  second.chat.setOpen(true);
  await second.clock.advance(19_000);
  expect(second.net.calls).not.toContain("send");
  await second.clock.advance(2_000);
  expect(shown(second.chat)).toEqual(["1 message 1", "2 Hello"]);

  second.net.refuse("send", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  second.chat.send("again");
  await settled();
  second.chat.destroy();
  first.clock.jump(-3_600_000);
  const third = first.again();
  await third.chat.start();
  await settled();
  expect(shown(third.chat)).toEqual(["1 message 1", "2 Hello", "3 again"]);
});

test("an answer that asks for quiet for ever, as a proxy's may, is heeded for an hour", async () => {
  const { chat, net, clock } = await talking(1);
  net.refuse("send", new ChatError("unavailable", "Later", { retryAfterMs: Number.MAX_SAFE_INTEGER }));
  chat.send("Hello");
  await clock.advance(3_590_000);
  expect(shown(chat)).toEqual(["1 message 1", "queued Hello"]);
  await clock.advance(20_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 Hello"]);
});

test.each(["too-large", "bad-request", "id-reused", "not-found"] as const)(
  "a message refused as %s fails with its reason, and the next one is sent",
  async (code) => {
    const { chat, net } = await talking(1);
    net.refuse("send", new ChatError(code, "No"));
    chat.send("poison");
    chat.send("fine");
    await settled();
    expect(shown(chat)).toEqual(["1 message 1", "2 fine", "failed poison"]);
    expect(chat.timeline.value.at(-1)).toMatchObject({ state: { error: { code } } });
  },
);

test("a captive portal's page is no answer: the message waits for the real server", async () => {
  const { chat, net, clock } = await talking(1);
  net.refuse("send", new ChatError("bad-answer", "A login page"));
  chat.send("Hello");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "queued Hello"]);
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 Hello"]);
});

test("a failed message can be tried again, or thrown away", async () => {
  const { chat, net } = await talking(1);
  net.refuse("send", new ChatError("too-large", "No"));
  chat.send("one");
  net.refuse("send", new ChatError("too-large", "No"));
  chat.send("two");
  await settled();
  const [one, two] = chat.timeline.value.slice(1).map(({ id }) => id);
  chat.discard(one ?? "");
  chat.retry(two ?? "");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 two"]);
});

test("only what failed can be thrown away", async () => {
  const { chat } = stage({ before: (net) => net.down() });
  chat.send("precious");
  chat.discard(chat.timeline.value[0]?.id ?? "");
  await settled();
  expect(shown(chat)).toEqual(["queued precious"]);
});

test("an answer that never comes is given up, and asked for again", async () => {
  const { chat, net, clock } = await talking(1);
  net.hold("send");
  chat.send("Hello");
  await clock.advance(19_000);
  expect(shown(chat)).toEqual(["1 message 1", "sending Hello"]);
  await clock.advance(10_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 Hello"]);
});

test("messages wait for each other: one is in flight at a time", async () => {
  const { chat, net } = await talking(1);
  const release = net.hold("send");
  chat.send("one");
  chat.send("two");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "sending one", "queued two"]);
  release();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 one", "3 two"]);
});

test("a destroyed chat leaves no timer, no line and no question behind", async () => {
  const { chat, net, clock } = await talking(1);
  chat.writing();
  chat.setOpen(true);
  net.down();
  chat.send("Hello");
  await settled();
  chat.destroy();
  await settled();
  expect(clock.pending).toBe(0);
  const before = net.calls.length;
  await clock.advance(3_600_000);
  expect(net.calls.length).toBe(before);
});

test("a page that goes tries the first message at once, and no other: they could overtake it", async () => {
  const first = await talking(1);
  const { chat, net, clock, page, again } = first;
  net.down();
  chat.send("one");
  chat.send("two");
  await clock.advance(10 * 60_000);
  net.up();
  const sends = () => net.calls.filter((call) => call === "send").length;
  const before = sends();
  // Nothing that is asked of the network now is ever answered to this page.
  net.hold("send");
  page("leaving");
  await settled();
  expect(sends()).toBe(before + 1);
  chat.destroy();
  const next = again();
  await next.chat.start();
  expect(shown(next.chat)).toEqual(["1 message 1", "queued one", "queued two"]);
  await settled();
  expect(shown(next.chat)).toEqual(["1 message 1", "2 one", "3 two"]);
});

test("a page that goes does not ask a server that wants quiet", async () => {
  const { chat, net, page } = await talking(1);
  net.refuse("send", new ChatError("rate-limited", "Slowly", { retryAfterMs: 30_000 }));
  chat.send("one");
  await settled();
  const before = net.calls.filter((call) => call === "send").length;
  page("leaving");
  await settled();
  expect(net.calls.filter((call) => call === "send")).toHaveLength(before);
});

test("what was flushed by a page that went, and is sent again by the next, is one message", async () => {
  const { chat, net, clock, page, again, agent } = await talking(1);
  net.down();
  chat.send("one");
  await clock.advance(10 * 60_000);
  net.up();
  net.loseAnswer("send");
  page("leaving");
  await settled();
  chat.destroy();
  const next = again();
  await next.chat.start();
  await settled();
  expect(shown(next.chat)).toEqual(["1 message 1", "2 one"]);
  expect(agent.messages()).toHaveLength(2);
});

test("a message that a service shows under an id of its own takes the place of its draft all the same", async () => {
  const theirs = (message: Message): Message => ({ ...message, id: `theirs-${message.seq}` });
  const { chat, net, clock } = stage({
    before({ backend }) {
      const { pull, listen } = backend;
      Object.assign<typeof backend, Partial<typeof backend>>(backend, {
        async pull(...args) {
          const page = await pull(...args);
          return { ...page, messages: page.messages.map(theirs) };
        },
        listen: (after, hear, signal) =>
          listen(after, (event) => hear(event.type === "message" ? { ...event, message: theirs(event.message) } : event), signal),
      });
    },
  });
  await chat.start();
  net.loseAnswer("send");
  chat.send("Hello");
  await clock.advance(5_000);
  await settled();
  expect(shown(chat)).toEqual(["1 Hello"]);
  expect(net.calls.filter((call) => call === "send").length).toBe(2);
});
