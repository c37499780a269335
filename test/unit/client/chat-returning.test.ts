import * as v from "valibot";
import { expect, test } from "vitest";
import { newId } from "../../../src/client/id.js";
import { type Cache, ChatError, memoryCache } from "../../../src/client/index.js";
import { settled } from "./fake-clock.js";
import { ASKS_WHEN_AWAY, type Stage, shown, stage, talking } from "./stage.js";

async function answered(setting = {}): Promise<Stage> {
  const made = await talking(1, setting);
  made.agent.reply("Hi");
  await settled();
  return made;
}

test("a returning visitor sees the conversation before any network has answered", async () => {
  const first = await answered();
  first.chat.destroy();
  const { chat, net } = first.again({ before: (net) => net.down() });
  await chat.start();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi"]);
  expect(chat.unread.value).toBe(1);
  await settled();
  expect(net.calls).toEqual(["open"]);
  expect(chat.connection.value).toBe("offline");
});

test("what was said in the meantime is added to it, asked for from the last number without a hole", async () => {
  const first = await answered();
  first.chat.destroy();
  for (let number = 3; number <= 130; number++) first.agent.reply(`reply ${number}`);
  const { chat } = first.again();
  await chat.start();
  await settled();
  await settled();
  expect(chat.timeline.value).toHaveLength(130);
  expect(chat.timeline.value.map((entry) => entry.kind === "message" && entry.message.seq)).toEqual(
    Array.from({ length: 130 }, (_, index) => index + 1),
  );
});

test("after a long absence the window begins at the end, and older pages come when asked for", async () => {
  const first = await answered();
  first.chat.destroy();
  for (let number = 3; number <= 500; number++) first.agent.reply(`reply ${number}`);
  const { chat } = first.again();
  await chat.start();
  await settled();
  expect(shown(chat)[0]).toBe("451 reply 451");
  expect(chat.timeline.value).toHaveLength(50);
  expect(chat.hasOlder.value).toBe(true);
  while (chat.hasOlder.value) await chat.loadOlder();
  expect(chat.timeline.value).toHaveLength(500);
  expect(shown(chat)[0]).toBe("1 message 1");
});

test("a page reloaded in the middle of sending sends the same message, once", async () => {
  const first = await answered();
  first.net.loseAnswer("send");
  first.net.hold("listen");
  first.net.cutLines();
  first.chat.send("Thanks");
  await settled();
  const id = first.chat.timeline.value.at(-1)?.id;
  first.chat.destroy();
  const { chat } = first.again();
  await chat.start();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "queued Thanks"]);
  expect(chat.timeline.value.at(-1)?.id).toBe(id);
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "3 Thanks"]);
  expect(first.agent.messages()).toHaveLength(3);
});

test.each([
  { of: "this conversation", isHere: true, read: 2 },
  { of: "another conversation", isHere: false, read: 0 },
])("a message left on the device of $of, sent, says that $read messages were read", async ({ isHere, read }) => {
  const first = await answered();
  first.chat.destroy();
  const [session] = await first.cache.get(["shop:session"]);
  const { conversation, epoch } = v.parse(v.object({ conversation: v.string(), epoch: v.string() }), session);
  const draft = { id: newId(), text: "Hello?", seen: 2 };
  const record = { v: 1, conversation: isHere ? conversation : "another", epoch, draft, writtenAt: first.clock.now() };
  await first.cache.put([[`shop:draft:${draft.id}`, { ...record, state: { at: "queued" } }]], "strict");
  const { chat } = first.again();
  await chat.start();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "3 Hello?"]);
  expect(first.agent.readUpTo()).toBe(read);
});

test("a draft is on the device before its first attempt", async () => {
  const { chat, cache, net } = await talking(0);
  const atFirstAttempt: unknown[] = [];
  const { send } = net.backend;
  Object.assign(net.backend, {
    async send(...args: Parameters<typeof send>) {
      atFirstAttempt.push(...(await cache.list("shop:draft:")).map(([, value]) => value));
      return send(...args);
    },
  });
  chat.send("Hello");
  await settled();
  expect(atFirstAttempt).toMatchObject([{ v: 1, draft: { text: "Hello" }, state: { at: "queued" } }]);
  expect(await cache.list("shop:draft:")).toEqual([]);
});

test("a draft whose message was kept, but whose own record was not yet removed when the page went, is one bubble", async () => {
  const first = await talking(1);
  const [entry] = first.chat.timeline.value;
  first.chat.destroy();
  const draft = { id: entry?.id, text: "message 1", seen: 0 };
  await first.cache.put([[`shop:draft:${entry?.id}`, { v: 1, draft, writtenAt: 1, state: { at: "queued" } }]], "strict");
  const { chat, agent } = first.again();
  await chat.start();
  expect(shown(chat)).toEqual(["1 message 1"]);
  await settled();
  expect(shown(chat)).toEqual(["1 message 1"]);
  expect(agent.messages()).toHaveLength(1);
  expect(await first.cache.list("shop:draft:")).toEqual([]);
});

test("a slow disk holds the first attempt back, and nothing else", async () => {
  const quick = memoryCache();
  let [slow, release] = [Promise.resolve(), () => {}];
  const cache: Cache = {
    ...quick,
    async put(...args) {
      await slow;
      return quick.put(...args);
    },
  };
  const { chat, net } = await talking(1, { cache });
  slow = new Promise((resolve) => {
    release = resolve;
  });
  const before = net.calls.length;
  chat.send("Hello");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "queued Hello"]);
  expect(net.calls.slice(before)).not.toContain("send");
  release();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hello"]);
});

test("a first message written without any network is sent by a later page view", async () => {
  const first = stage({ before: (net) => net.down() });
  first.chat.send("Hello");
  await settled();
  first.chat.destroy();
  expect((await first.cache.get(["shop:head"]))[0]).toEqual({ v: 1, unread: 0, latest: 0 });
  const { chat, agent } = first.again();
  await chat.start();
  await settled();
  expect(shown(chat)).toEqual(["1 Hello"]);
  expect(agent.messages()).toHaveLength(1);
});

test("a failed message is still there, with its reason, on the next page view", async () => {
  const first = await talking(1);
  first.net.refuse("send", new ChatError("too-large", "That is too much"));
  first.chat.send("poison");
  await settled();
  first.chat.destroy();
  const { chat } = first.again();
  await chat.start();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "failed poison"]);
  expect(chat.timeline.value.at(-1)).toMatchObject({ state: { error: { code: "too-large", message: "That is too much" } } });
});

test("two tabs are two views of one conversation: what waits in both is sent once", async () => {
  const first = await talking(1);
  first.net.down();
  first.chat.send("from the first tab");
  await settled();
  const second = first.again();
  await second.chat.start();
  first.net.up();
  first.page("online");
  await settled();
  await first.clock.advance(60_000);
  const expected = ["1 message 1", "2 from the first tab"];
  expect(shown(first.chat)).toEqual(expected);
  expect(shown(second.chat)).toEqual(expected);
  expect(first.agent.messages()).toHaveLength(2);
  second.chat.send("from the second");
  await settled();
  expect(shown(first.chat)).toEqual([...expected, "3 from the second"]);
});

test("records nobody can read are dropped, and fetched again", async () => {
  const first = await answered();
  first.chat.destroy();
  await first.cache.put(
    [
      ["shop:page:1", { v: 2, pages: "of the future" }],
      ["shop:draft:garbage", { v: 1, draft: { id: "not a uuid", text: 7 } }],
      ["shop:head", "torn"],
    ],
    "strict",
  );
  const { chat } = first.again();
  await chat.start();
  expect(shown(chat)).toEqual([]);
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi"]);
});

test("a session nobody can read costs the conversation its place, never an error", async () => {
  const first = await answered();
  first.chat.destroy();
  await first.cache.put([["shop:session", { v: 1, token: "short" }]], "strict");
  const { chat } = first.again();
  await chat.start();
  expect(shown(chat)).toEqual([]);
  chat.send("Hello again");
  await settled();
  expect(shown(chat)).toEqual(["1 Hello again"]);
});

test("a token that was refused is renewed once, and the message goes on", async () => {
  const { chat, net } = await talking(1);
  net.refuse("send", new ChatError("unauthorized", "Too old"));
  chat.send("Hello");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hello"]);
  expect(net.calls.filter((call) => call === "open")).toHaveLength(2);
});

test("a conversation out of reach is left behind, and what was not sent begins a new one", async () => {
  const { chat, net, agent, cache } = await talking(2);
  const old = agent.messages();
  net.refuse("send", new ChatError("unauthorized", "Unknown"));
  net.refuse("open", new ChatError("unauthorized", "Unknown"));
  chat.send("precious");
  await settled();
  await settled();
  expect(shown(chat)).toEqual(["1 precious"]);
  expect(old).toHaveLength(2);
  expect(agent.messages().map(({ text }) => text)).toEqual(["precious"]);
  expect(JSON.stringify(await cache.list(""))).not.toContain("message 1");
});

test("what was seen in a conversation out of reach says nothing about the new one", async () => {
  const { chat, net, agent } = await talking(2);
  agent.read(2);
  await settled();
  expect(chat.agentsReadUpTo.value).toBe(2);
  net.refuse("send", new ChatError("unauthorized", "Unknown"));
  net.refuse("open", new ChatError("unauthorized", "Unknown"));
  chat.send("precious");
  await settled();
  await settled();
  expect([shown(chat), chat.agentsReadUpTo.value]).toEqual([["1 precious"], 0]);
});

test("a server restored from a backup is believed: everything is loaded again, the outbox sent again (F07)", async () => {
  const { chat, world, agent, net, clock } = await answered();
  chat.attended(2);
  await settled();
  net.down();
  chat.send("meanwhile");
  world.desk.restoreBackup(1);
  agent.reply("Hi again");
  agent.reply("And again");
  net.up();
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi again", "3 And again", "4 meanwhile"]);
  expect(chat.readUpTo.value).toBeLessThanOrEqual(4);
});

test("an answer of before a restore says nothing about what has been read since", async () => {
  const { chat, net, agent, world, clock } = await talking(1);
  agent.reply("lost");
  await settled();
  const { markRead } = net.backend;
  let release = () => {};
  const late = new Promise<void>((resolve) => {
    release = resolve;
  });
  Object.assign(net.backend, {
    async markRead(...args: Parameters<typeof markRead>) {
      const stands = await markRead(...args);
      await late;
      return stands;
    },
  });
  chat.attended(2);
  await settled();
  world.desk.restoreBackup(1);
  agent.reply("another second message");
  await clock.advance(10_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 another second message"]);
  release();
  await settled();
  expect([chat.readUpTo.value, chat.unread.value]).toEqual([1, 1]);
});

test("a restore is noticed on a line that is up, too, and what was read there says nothing here", async () => {
  const { chat, world, agent } = await answered();
  chat.attended(2);
  await settled();
  world.desk.restoreBackup(1);
  agent.reply("another second message");
  await settled();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 another second message"]);
  expect(chat.unread.value).toBe(1);
});

test("an erased conversation leaves nothing on the screen and nothing on the device", async () => {
  const { chat, agent, cache } = await answered();
  agent.erase();
  await settled();
  expect(chat.connection.value).toBe("gone");
  expect(shown(chat)).toEqual([]);
  expect(await cache.list("")).toEqual([]);
});

test("an erasure while away is noticed on return", async () => {
  const first = await answered();
  first.chat.destroy();
  first.agent.erase();
  const { chat, cache } = first.again();
  await chat.start();
  await settled();
  expect(chat.connection.value).toBe("gone");
  expect(await cache.list("")).toEqual([]);
  chat.send("A new beginning");
  await settled();
  expect(shown(chat)).toEqual(["1 A new beginning"]);
});

test("after a logout nothing is left, and the next person begins anew", async () => {
  const { chat, cache, agent } = await answered({ site: { contactForm: ASKS_WHEN_AWAY } });
  await chat.identify({ email: "ana@example.com" });
  const before = agent.messages();
  await chat.reset();
  await settled();
  expect(shown(chat)).toEqual([]);
  expect([chat.contact.value, chat.unread.value, chat.readUpTo.value]).toEqual([undefined, 0, 0]);
  expect(chat.connection.value).toBe("idle");
  expect(await cache.list("")).toEqual([]);
  chat.send("I am somebody else");
  await settled();
  expect(shown(chat)).toEqual(["1 I am somebody else"]);
  expect(before.some(({ text }) => text === "I am somebody else")).toBe(false);
});

test("a logout in the middle of sending lets nothing come back", async () => {
  const { chat, net, cache } = await talking(1);
  const release = net.hold("send");
  chat.send("secret");
  await settled();
  await chat.reset();
  release();
  await settled();
  expect(shown(chat)).toEqual([]);
  expect(await cache.list("")).toEqual([]);
  chat.send("I am somebody else");
  await settled();
  expect(shown(chat)).toEqual(["1 I am somebody else"]);
});

test("of a torn cache only what joins the end is shown, until the rest has been fetched", async () => {
  const first = await answered();
  first.agent.reply("What is it about?");
  await settled();
  first.chat.destroy();
  const [page] = await first.cache.get(["shop:page:1"]);
  const torn = v.parse(v.looseObject({ messages: v.array(v.looseObject({ seq: v.number() })) }), page);
  await first.cache.put([["shop:page:1", { ...torn, messages: torn.messages.filter(({ seq }) => seq !== 2) }]], "strict");
  const { chat } = first.again();
  await chat.start();
  expect(shown(chat)).toEqual(["3 What is it about?"]);
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "2 Hi", "3 What is it about?"]);
});

test("the sites of one origin do not see each other's records", async () => {
  const cache = memoryCache();
  const { chat } = await talking(1, { cache });
  await cache.put([["shopping:session", "another site's"]], "strict");
  await chat.reset();
  expect(await cache.list("")).toEqual([["shopping:session", "another site's"]]);
});

test("a message that was stored, but lost with the backup before it was shown, is sent again", async () => {
  const { chat, net, world, agent, clock } = await talking(1);
  net.hold("listen");
  net.cutLines();
  await clock.advance(1_000);
  agent.reply("nobody has heard this yet");
  const release = net.hold("pull");
  chat.send("precious");
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "sending precious"]);
  world.desk.restoreBackup(2);
  release();
  await clock.advance(60_000);
  expect(shown(chat)).toEqual(["1 message 1", "2 precious"]);
  expect(agent.messages()).toHaveLength(2);
});

const WEEK_MS = 7 * 24 * 3_600_000;

test("what found no way out for a week is offered back, and what was written later still goes", async () => {
  const first = await talking(1);
  first.net.down();
  first.chat.send("Are you open today?");
  await settled();
  first.chat.destroy();
  await first.clock.advance(WEEK_MS - 3_600_000);
  const { chat, clock, cache, again } = first.again({ before: (net) => net.down() });
  await chat.start();
  chat.send("And tomorrow?");
  await clock.advance(2 * 3_600_000);
  // What time it really is, only the server knows; and nothing leaves before it is asked.
  expect(shown(chat)).toEqual(["1 message 1", "queued Are you open today?", "queued And tomorrow?"]);
  chat.destroy();
  const later = again();
  await later.chat.start();
  await settled();
  expect(shown(later.chat)).toEqual(["1 message 1", "2 And tomorrow?", "failed Are you open today?"]);
  expect(later.chat.timeline.value.at(-1)).toMatchObject({ state: { error: { code: "expired" } } });
  expect(await cache.list("shop:draft:")).toHaveLength(1);
});

test("what lay on the device for a week does not leave by itself on the next page view", async () => {
  const first = await talking(1);
  first.net.down();
  first.chat.send("Are you open today?");
  await settled();
  first.chat.destroy();
  await first.clock.advance(WEEK_MS + 1);
  const { chat, net } = first.again();
  await chat.start();
  await settled();
  expect(shown(chat)).toEqual(["1 message 1", "failed Are you open today?"]);
  expect(net.calls).not.toContain("send");
});

test("an expired message whose answer alone was lost is, tried again, still one message", async () => {
  const first = await talking(1);
  first.net.hold("listen");
  first.net.cutLines();
  first.net.loseAnswer("send");
  first.chat.send("Hello?");
  await settled();
  first.chat.destroy();
  await first.clock.advance(WEEK_MS + 1);
  const later = first.again({
    before(net) {
      net.hold("pull");
      net.hold("listen");
    },
  });
  await later.chat.start();
  await settled();
  const [, entry] = later.chat.timeline.value;
  expect(shown(later.chat)).toEqual(["1 message 1", "failed Hello?"]);
  later.chat.retry(entry?.id ?? "");
  await later.clock.advance(60_000);
  expect(shown(later.chat)).toEqual(["1 message 1", "2 Hello?"]);
  expect(first.agent.messages()).toHaveLength(2);
});

const PageKept = v.object({ messages: v.array(v.object({ seq: v.number() })) });

/** What is kept of the conversation's pages: their numbers, and their size in bytes at two a character. */
async function pagesIn({ cache }: Stage): Promise<{ readonly numbers: number[]; readonly bytes: number }> {
  const pages = await cache.list("shop:page:");
  const numbers = pages.map(([, page]) => Math.ceil((v.parse(PageKept, page).messages[0]?.seq ?? 0) / 50));
  return { numbers: numbers.sort((one, other) => one - other), bytes: 2 * JSON.stringify(pages).length };
}

test("the last five megabytes of a conversation are kept; older pages go first, the session and the outbox never", async () => {
  const before = await talking(1);
  before.chat.destroy();
  for (let number = 2; number <= 1_400; number++) before.agent.reply(`${number} ${"x".repeat(3_000)}`);
  const view = before.again();
  await view.chat.start();
  await settled();
  while (view.chat.hasOlder.value) await view.chat.loadOlder();
  view.net.down();
  view.chat.send("precious");
  for (let round = 0; round < 3; round++) {
    await settled();
    const { numbers, bytes } = await pagesIn(view);
    expect(bytes).toBeLessThan(5_100_000);
    const last = Math.ceil(before.agent.messages().length / 50);
    expect(numbers).toEqual(Array.from({ length: 25 }, (_, index) => last - 24 + index));
    view.net.up();
    for (let number = 0; number < 50; number++) before.agent.reply(`${number} ${"x".repeat(3_000)}`);
    await view.clock.advance(60_000);
  }
  expect(await view.cache.get(["shop:session"])).toMatchObject([{ v: 1 }]);
  view.chat.destroy();
  const next = view.again({ before: (net) => net.down() });
  await next.chat.start();
  expect(next.chat.timeline.value.length).toBeGreaterThan(20);
});

test("an older page that is on its way is not asked for again, and once it has come the one before it is", async () => {
  const first = await talking(180);
  first.chat.destroy();
  const { chat, net } = first.again();
  await chat.start();
  await settled();
  const before = net.calls.length;
  await Promise.all([chat.loadOlder(), chat.loadOlder(), chat.loadOlder()]);
  expect(net.calls.slice(before)).toEqual(["pull"]);
  expect(shown(chat)[0]).toBe("51 message 51");
  await chat.loadOlder();
  expect(shown(chat)[0]).toBe("1 message 1");
});

test("across a gap too wide to fill the pages before it are no answer to somebody who scrolls up", async () => {
  const first = await talking(120);
  first.chat.destroy();
  for (let number = 0; number < 500; number++) first.agent.reply(`reply ${number}`);
  const { chat, net } = first.again();
  await chat.start();
  await settled();
  expect(shown(chat)[0]).toBe("571 reply 450");
  net.down();
  await expect(chat.loadOlder()).rejects.toThrow(ChatError);
  expect(shown(chat)[0]).toBe("571 reply 450");
});

test("pages of another past are never taken for this one's", async () => {
  const first = await talking(120);
  first.chat.destroy();
  const [page] = await first.cache.get(["shop:page:2"]);
  await first.cache.put([["shop:page:2", { ...v.parse(v.looseObject({}), page), epoch: "another" }]], "strict");
  const torn = first.again({ before: (net) => net.down() });
  await torn.chat.start();
  expect(shown(torn.chat)[0]).toBe("101 message 101");
  await expect(torn.chat.loadOlder()).rejects.toThrow(ChatError);
  torn.chat.destroy();
  await first.cache.put([["shop:page:2", page]], "strict");
  const { chat } = first.again({ before: (net) => net.down() });
  await chat.start();
  await chat.loadOlder();
  expect(shown(chat)[0]).toBe("1 message 1");
});

test("of a conversation whose session nobody could read no page is left once another one begins", async () => {
  const first = await talking(120);
  first.chat.destroy();
  await first.cache.remove(["shop:session"]);
  const { chat } = first.again();
  await chat.start();
  chat.send("A new beginning");
  await settled();
  expect(shown(chat)).toEqual(["1 A new beginning"]);
  expect((await pagesIn(first)).numbers).toEqual([1]);
});

test("where the place of the last page still holds the one before its round, that one is not taken for it", async () => {
  const first = await talking(1);
  for (let number = 2; number <= 1_260; number++) first.agent.reply(`reply ${number}`);
  await settled();
  first.chat.destroy();
  const [early] = (await pagesIn(first)).numbers;
  expect(early).toBe(2);
  // As if the page had gone between writing the head and writing page 26.
  const messages = first.agent.messages().slice(0, 50);
  const [page] = await first.cache.get(["shop:page:1"]);
  await first.cache.put([["shop:page:1", { ...v.parse(v.looseObject({}), page), messages }]], "strict");
  const { chat } = first.again({ before: (net) => net.down() });
  await chat.start();
  expect(shown(chat).at(-1)).toBe("1250 reply 1250");
});

test("the last page may be missing: the one before it is shown all the same", async () => {
  const first = await talking(120);
  first.chat.destroy();
  await first.cache.remove(["shop:page:3"]);
  const { chat } = first.again({ before: (net) => net.down() });
  await chat.start();
  expect(shown(chat).at(-1)).toBe("100 message 100");
});

test("a restored server's other past takes its pages off the device, too", async () => {
  const view = await talking(120);
  view.world.desk.restoreBackup(110);
  view.agent.reply("Another beginning");
  await settled();
  await view.clock.advance(1_000);
  expect((await pagesIn(view)).numbers).toEqual([1]);
});

test("a session of a newer release, which this one cannot read, gives its place to a new conversation", async () => {
  const first = await answered();
  first.chat.destroy();
  const [session] = await first.cache.get(["shop:session"]);
  await first.cache.put([["shop:session", { ...(session as object), v: 2 }]], "strict");
  const second = first.again();
  await second.chat.start();
  second.chat.send("After the rollback");
  await settled();
  second.chat.destroy();
  const third = second.again();
  await third.chat.start();
  expect(shown(third.chat)).toEqual(["1 After the rollback"]);
});
