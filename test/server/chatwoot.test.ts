/** The backend kit on the Chatwoot adapter, against a server with Chatwoot's manners; and what becomes of a message when an answer is lost. */
import { afterAll, describe, expect, test } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import { type ChatwootOptions, chatwoot } from "../../src/adapters/chatwoot.js";
import type { ChatError } from "../../src/client/errors.js";
import { newId } from "../../src/client/id.js";
import { type Chat, createChat, memoryCache } from "../../src/client/index.js";
import { type BackendWorld, backendKit, whySkipped } from "../../src/conformance/index.js";
import type { ContactForm, Position, ServerEvent } from "../../src/protocol/index.js";
import { chatwootServer } from "../chatwoot/server.js";
import { until } from "../until.js";

const NEVER = new AbortController().signal;
const server = await chatwootServer({ pingMs: 100 });
afterAll(() => server.close());
const { desk } = server;

/** One object for all devices: what the owner changes, they all see. */
const settings: { contactForm?: ContactForm } = {};
const openSocket: ChatwootOptions["openSocket"] = (url, protocols) => new NodeSocket(url, protocols) as unknown as WebSocket;
const device = () => chatwoot({ url: server.url, inbox: server.inbox, settings, openSocket, beatMs: 50 });

const the = (uuid: string) => {
  const conversation = desk.conversation(uuid);
  if (!conversation) throw new Error(`There is no conversation ${uuid}`);
  return conversation;
};
const closed = Array.from({ length: 7 }, (_, day) => ({ day_of_week: day, closed_all_day: true }));

const world: BackendWorld = {
  device,
  async setAvailability(availability) {
    desk.setPresence(availability === "online" ? { 3: "online" } : {});
    Object.assign(desk.inbox, { working_hours_enabled: availability === "away", working_hours: closed });
  },
  async setContactForm(form) {
    settings.contactForm = form;
  },
  async reply(conversation, text) {
    desk.reply(the(conversation), text);
  },
  agentReads: async (conversation) => desk.agentLooks(the(conversation)),
  deletions: {
    async remove(conversation, seq) {
      const message = the(conversation).messages[seq - 1];
      if (message) desk.remove(the(conversation), message.id);
    },
  },
  lacks: {
    edits: "agents of Chatwoot cannot edit what they sent",
    revocation: "Chatwoot tells nobody that a contact was deleted",
    repeats: "Chatwoot takes no id of ours: two devices that send one draft at the same moment store it twice",
    positions: "Chatwoot keeps when a visitor looked last, not how far",
    agentsReading: "Chatwoot does not tell a visitor that an agent has looked",
  },
};

describe("the Chatwoot adapter", () => {
  for (const { name, needs, run } of backendKit) {
    const why = whySkipped(needs, world);
    test.skipIf(why !== undefined)(why === undefined ? name : `${name} (skipped: ${why})`, () => run(world));
  }
});

const SENDING = /\/messages$/;
const FORM: ContactForm = { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] };
const draft = (text: string, seen = 0) => ({ id: newId(), text, seen });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (error: ChatError) => error.code,
  );

async function visitor() {
  settings.contactForm = FORM;
  await world.setAvailability("online");
  const backend = device();
  const session = await backend.open({ kind: "new" }, NEVER);
  const conversation = the(session.conversation);
  const texts = async () =>
    (await backend.pull({ limit: 200 }, NEVER)).messages.map(({ seq, by, text }) => `${seq} ${by} ${text}`);
  return { backend, session, conversation, texts };
}

function line(backend: ReturnType<typeof device>, after?: Position) {
  const events: ServerEvent[] = [];
  const hangUp = new AbortController();
  const ended = backend
    .listen(after, (event) => events.push(event), hangUp.signal)
    .then(
      () => "resolved",
      (error: ChatError) => error.code,
    );
  const of = <T extends ServerEvent["type"]>(type: T) =>
    events.filter((event): event is Extract<ServerEvent, { type: T }> => event.type === type);
  return { events, of, ended, hangUp: () => hangUp.abort() };
}

describe("a message is stored once", () => {
  test("when its answer is lost and it is sent again", async () => {
    const { backend, texts } = await visitor();
    const hello = draft("Hello");
    server.trouble("POST", SENDING, 502, { isDone: true });
    expect(await codeOf(backend.send(hello, NEVER))).toBe("unavailable");
    expect(await backend.send(hello, NEVER)).toMatchObject({ id: hello.id, seq: 1 });
    expect(await texts()).toEqual(["1 visitor Hello"]);
  });

  test("when it never arrived the first time", async () => {
    const { backend, texts } = await visitor();
    const hello = draft("Hello");
    server.trouble("POST", SENDING, 503);
    expect(await codeOf(backend.send(hello, NEVER))).toBe("unavailable");
    await backend.send(hello, NEVER);
    expect(await texts()).toEqual(["1 visitor Hello"]);
  });

  test("when the page goes before the answer comes, and the next page sends it", async () => {
    const { backend, session, texts } = await visitor();
    const hello = draft("Hello");
    server.trouble("POST", SENDING, 502, { isDone: true });
    expect(await codeOf(backend.send(hello, NEVER))).toBe("unavailable");
    const nextPage = device();
    await nextPage.open({ kind: "stored", token: session.token }, NEVER);
    expect(await nextPage.send(hello, NEVER)).toMatchObject({ id: hello.id, seq: 1 });
    expect(await texts()).toEqual(["1 visitor Hello"]);
  });

  test("and is known for it by the next page, before that sends anything", async () => {
    const { backend, session } = await visitor();
    const hello = draft("Hello");
    server.trouble("POST", SENDING, 502, { isDone: true });
    expect(await codeOf(backend.send(hello, NEVER))).toBe("unavailable");
    const nextPage = device();
    await nextPage.open({ kind: "stored", token: session.token }, NEVER, [hello]);
    expect((await nextPage.pull({}, NEVER)).messages.map(({ id }) => id)).toEqual([hello.id]);
  });

  test("and the same words a second time are a second message", async () => {
    const { backend, texts } = await visitor();
    await backend.send(draft("Hello?"), NEVER);
    await backend.send(draft("Hello?", 1), NEVER);
    await backend.send(draft("Hello?"), NEVER);
    expect(await texts()).toEqual(["1 visitor Hello?", "2 visitor Hello?", "3 visitor Hello?"]);
  });

  test("and what was said long before is no trace of it", async () => {
    const { session, backend, texts } = await visitor();
    await backend.send(draft("Hello?"), NEVER);
    const nextPage = device();
    await nextPage.open({ kind: "stored", token: session.token }, NEVER);
    await nextPage.send(draft("Hello?", 1), NEVER);
    expect(await texts()).toEqual(["1 visitor Hello?", "2 visitor Hello?"]);
  });

  test("under its draft's id, though the line tells of it before its answer comes", async () => {
    const { backend } = await visitor();
    const heard = line(backend);
    await until(() => heard.of("hello").length > 0);
    const hello = draft("Hello");
    await backend.send(hello, NEVER);
    await until(() => heard.of("message").length > 0);
    expect(heard.of("message").map(({ message }) => [message.seq, message.id])).toEqual([[1, hello.id]]);
    heard.hangUp();
  });

  test("under its draft's id on the line of another tab, too", async () => {
    const { backend, session } = await visitor();
    const otherTab = device();
    await otherTab.open({ kind: "stored", token: session.token }, NEVER);
    const heard = line(otherTab);
    await until(() => heard.of("hello").length > 0);
    const hello = draft("Hello");
    await backend.send(hello, NEVER);
    await until(() => heard.of("message").length > 0);
    expect(heard.of("message")[0]?.message).toMatchObject({ seq: 1, id: hello.id });
    heard.hangUp();
  });

  test("in a whole chat whose first answer is lost with its page, as one bubble at any instant", async () => {
    await visitor();
    const cache = memoryCache();
    const bubbles = new Set<string>();
    const begin = () => {
      const chat = createChat({ backend: device(), site: "shop", cache });
      chat.timeline.subscribe((entries) => bubbles.add(entries.map((entry) => textOf(entry)).join()));
      return chat;
    };
    const first = begin();
    await first.start();
    server.trouble("POST", SENDING, 502, { isDone: true });
    for (const text of ["uno", "dos", "tres"]) first.send(text);
    await until(() => server.seen.some(({ body }) => `${body}`.includes('"uno"')));
    await until(() => desk.of(theContactOf("uno")).length > 0);
    first.destroy();
    const second = begin();
    try {
      await second.start();
      second.setOpen(true);
      await until(() => shown(second).join() === "1 uno,2 dos,3 tres");
      expect(desk.of(theContactOf("uno"))[0]?.messages.map(({ content }) => content)).toEqual(["uno", "dos", "tres"]);
      expect(second.timeline.value.every(({ kind }) => kind === "message")).toBe(true);
      for (const instant of bubbles) expect(new Set(instant.split(",")).size, instant).toBe(instant.split(",").length);
    } finally {
      second.destroy();
    }
  });
});

const textOf = (entry: Chat["timeline"]["value"][number]) => (entry.kind === "message" ? entry.message.text : entry.draft.text);
const shown = (chat: Chat) =>
  chat.timeline.value.map((entry) => (entry.kind === "message" ? `${entry.message.seq} ${textOf(entry)}` : `- ${textOf(entry)}`));
function theContactOf(text: string) {
  const found = [...desk.contacts.values()].find((contact) =>
    desk.of(contact).some(({ messages }) => messages.some(({ content }) => content === text)),
  );
  if (!found) throw new Error(`Nobody has written "${text}"`);
  return found;
}

describe("the line", () => {
  test("that was cut says so, and the next one knows what was missed", async () => {
    const { backend, conversation, session, texts } = await visitor();
    await backend.send(draft("Hello"), NEVER);
    const first = line(backend);
    await until(() => first.of("hello").length > 0);
    server.line.cut();
    expect(await first.ended).toBe("unavailable");
    desk.reply(conversation, "Hi");
    desk.reply(conversation, "Are you there?");
    const second = line(backend, { epoch: session.epoch, seq: 1 });
    await until(() => second.of("hello").length > 0);
    expect(second.of("hello")[0]).toMatchObject({ latest: 3, epoch: session.epoch });
    expect(await texts()).toEqual(["1 visitor Hello", "2 agent Hi", "3 agent Are you there?"]);
    second.hangUp();
    expect(await second.ended).toBe("resolved");
  });

  test("tells what it has missed in silence together with the next news, each once and in order", async () => {
    const { backend, conversation } = await visitor();
    const heard = line(backend);
    await until(() => heard.of("hello").length > 0);
    server.line.loseEvents(true);
    for (let n = 1; n <= 45; n++) desk.reply(conversation, `lost ${n}`);
    desk.reply(conversation, "A note", { private: true });
    desk.activity(conversation, "Assigned to Ana");
    server.line.loseEvents(false);
    desk.reply(conversation, "heard");
    await until(() => heard.of("message").length === 46);
    expect(heard.of("message").map(({ message }) => message.seq)).toEqual(Array.from({ length: 46 }, (_, n) => n + 1));
    expect(heard.of("message").at(-1)?.message).toMatchObject({ text: "heard", by: "agent", from: { name: "Ana" } });
    heard.hangUp();
  });

  test("repeats nothing that a reconnected socket repeats", async () => {
    const { backend, conversation } = await visitor();
    desk.reply(conversation, "Hi");
    server.line.repeatOnReconnect();
    const heard = line(backend);
    await until(() => heard.of("hello").length > 0);
    desk.reply(conversation, "Still there?");
    await until(() => heard.of("message").length > 0);
    desk.reply(conversation, "Hello?");
    await until(() => heard.of("message").length > 1);
    expect(heard.of("message").map(({ message }) => message.text)).toEqual(["Still there?", "Hello?"]);
    heard.hangUp();
  });

  test("tells of a deletion as a change, and of an agent's typing", async () => {
    const { backend, conversation } = await visitor();
    const { id } = desk.reply(conversation, "Not for you");
    const heard = line(backend);
    await until(() => heard.of("hello").length > 0);
    desk.remove(conversation, id);
    desk.typing(conversation, true);
    await until(() => heard.of("typing").length > 0);
    expect(heard.of("changed").map(({ message }) => [message.seq, message.text, message.deletedAt !== undefined])).toEqual([
      [1, "", true],
    ]);
    expect(heard.of("typing")[0]).toMatchObject({ on: true, from: { name: "Ana" } });
    expect(heard.of("message")).toEqual([]);
    heard.hangUp();
  });

  test("begins anew where a message turns up that belongs before one already numbered", async () => {
    const { backend, conversation, texts } = await visitor();
    const { id } = desk.reply(conversation, "second");
    const heard = line(backend);
    await until(() => heard.of("hello").length > 0);
    desk.reply(conversation, "first", { id: id - 1 });
    conversation.messages.sort((one, other) => one.id - other.id);
    await until(() => heard.of("hello").length > 1);
    heard.hangUp();
    const [before, after] = heard.of("hello");
    expect([before?.latest, after?.latest]).toEqual([1, 2]);
    expect(after?.epoch).not.toBe(before?.epoch);
    expect(await texts()).toEqual(["1 agent first", "2 agent second"]);
  });
});

describe("a file", () => {
  const text = (words: string, name = "notes.txt") => ({ id: newId(), name, content: new Blob([words]) });
  const silently = () => {};
  const sentOnce = (conversation: ReturnType<typeof the>) =>
    conversation.messages.map(({ content, attachments }) => [content, attachments?.length ?? 0]);

  test("that an agent sends is shown by its name, kind and size, and fetched from where Chatwoot has it", async () => {
    const { backend, conversation } = await visitor();
    const price = await server.keep(new File(["%PDF-1.7"], "Preisliste für Öl.pdf", { type: "application/pdf" }));
    desk.reply(conversation, "Here you are", { attachments: [price, { id: 900, file_type: "location", coordinates_lat: 1 }] });
    const message = (await backend.pull({}, NEVER)).messages.at(-1);
    expect(message).toMatchObject({
      text: "Here you are",
      attachments: [{ name: "Preisliste für Öl.pdf", type: "application/pdf", bytes: 8 }],
    });
    const address = await backend.fileAddress?.(message?.attachments?.[0]?.id ?? "", NEVER);
    expect(await (await fetch(address ?? "")).text()).toBe("%PDF-1.7");
    desk.remove(conversation, conversation.messages[0]?.id ?? 0);
    expect((await device().open({ kind: "stored", token: conversation.contact.source_id }, NEVER)).latest).toBe(1);
    expect((await backend.pull({}, NEVER)).messages.at(-1)).not.toHaveProperty("attachments");
  });

  test("goes once although its answer is lost, also without words, and another one of other bytes is another message", async () => {
    const { backend, session, conversation } = await visitor();
    const [one, two] = [text("one"), text("and two")];
    const [first, second] = [one, two].map(({ id }) => ({ ...draft(""), files: [id] }));
    if (!first || !second) throw new Error("Two drafts");
    await backend.upload?.(one, silently, NEVER);
    server.trouble("POST", SENDING, 502, { isDone: true });
    expect(await codeOf(backend.send(first, NEVER))).toBe("unavailable");
    // The page goes, and the next one does not know whether the first has arrived.
    const next = device();
    await next.open({ kind: "stored", token: session.token }, NEVER, [first, second]);
    await next.upload?.(one, silently, NEVER);
    expect(await next.send(first, NEVER)).toMatchObject({ id: first.id, seq: 1, attachments: [{ bytes: 3 }] });
    // And the one after it has only the second to send, which has the same words: none.
    const last = device();
    await last.open({ kind: "stored", token: session.token }, NEVER, [second]);
    await last.upload?.(two, silently, NEVER);
    expect(await last.send(second, NEVER)).toMatchObject({ id: second.id, seq: 2, attachments: [{ bytes: 7 }] });
    expect(sentOnce(conversation)).toEqual([
      [null, 1],
      [null, 1],
    ]);
  });

  test("goes on arriving when nobody waits any more, and the next attempt finds it on its way", async () => {
    const { conversation, session } = await visitor();
    let arrive = () => {};
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let posts = 0;
    const slow = chatwoot({
      ...{ url: server.url, inbox: server.inbox, settings, openSocket, beatMs: 50 },
      fetch: async (...asked) => {
        const request = new Request(...asked);
        if (request.method === "POST" && SENDING.test(new URL(request.url).pathname)) {
          posts += 1;
          await held;
        }
        return fetch(request);
      },
    });
    await slow.open({ kind: "stored", token: session.token }, NEVER);
    const film = text("a long film");
    await slow.upload?.(film, silently, NEVER);
    const said = { ...draft("Look"), files: [film.id] };
    const impatient = new AbortController();
    const attempt = codeOf(slow.send(said, impatient.signal));
    await until(() => posts === 1);
    impatient.abort();
    expect(await attempt).toBe("aborted");
    const again = slow.send(said, NEVER);
    arrive();
    expect(await again).toMatchObject({ id: said.id, text: "Look", attachments: [{ name: "notes.txt" }] });
    expect(sentOnce(conversation)).toEqual([["Look", 1]]);
  });

  test("that nobody may send is refused before it travels", async () => {
    const { backend } = await visitor();
    const upload = (name: string, content: BlobPart = "x") =>
      codeOf(backend.upload?.({ id: newId(), name, content: new Blob([content]) }, silently, NEVER) ?? Promise.reject());
    expect(await upload("run.exe")).toBe("kind-refused");
    expect(await upload("film.mp4", new Uint8Array(10_000_001))).toBe("too-large");
    expect(await upload("film.mp4", new Uint8Array(1_000))).toBe("done");
  });
});

test("only who has read the last reply is said to have looked", async () => {
  const { backend, conversation } = await visitor();
  await backend.send(draft("Hello"), NEVER);
  for (const text of ["one", "two"]) desk.reply(conversation, text);
  await backend.markRead(2, NEVER);
  expect(conversation.contact_last_seen_at).toBe(0);
  expect(await backend.markRead(3, NEVER)).toBe(3);
  expect(conversation.contact_last_seen_at).toBeGreaterThan(0);
});

test("greeting and out-of-office templates are the bot's words", async () => {
  desk.inbox.greeting = "We answer within the hour";
  const { backend, texts } = await visitor();
  await backend.send(draft("Hello"), NEVER);
  delete desk.inbox.greeting;
  expect(await texts()).toEqual(["1 visitor Hello", "2 bot We answer within the hour"]);
});

test("what was answered before anybody was named is kept with the contact", async () => {
  const { backend, conversation } = await visitor();
  await backend.identify({ email: "ana@example.com", name: "Ana", phone: "030 1234567", consent: "Yes" }, [], NEVER);
  expect(conversation.contact).toMatchObject({
    email: "ana@example.com",
    name: "Ana",
    phone_number: null,
    custom_attributes: { phone: "030 1234567", consent: "Yes" },
  });
  await backend.identify({ phone: "+49 30 1234567" }, [], NEVER);
  expect(conversation.contact.phone_number).toBe("+49301234567");
});

test("Chatwoot's refusals are told by what can be done about them", async () => {
  const { backend } = await visitor();
  const meets = async (status: number, headers = {}) => {
    server.trouble("POST", SENDING, status, { headers });
    return backend.send(draft("Hello"), NEVER).then(
      () => undefined,
      (error: ChatError) => error,
    );
  };
  expect(await meets(429, { "Retry-After": "30" })).toMatchObject({ code: "rate-limited", retryAfterMs: 30_000 });
  expect(await meets(413)).toMatchObject({ code: "too-large", isTransient: false });
  expect(await meets(422)).toMatchObject({ code: "bad-request", isTransient: false });
  expect(await meets(500)).toMatchObject({ code: "unavailable", isTransient: true });
  expect(await meets(200)).toMatchObject({ code: "bad-answer", isTransient: true });
  for (let n = 0; n < 200; n++) desk.reply(the((await backend.pull({}, NEVER)).epoch), `${n}`);
  expect(await codeOf(backend.send(draft("one more"), NEVER))).toBe("rate-limited");
});

test("a contact that was deleted in Chatwoot is a session that is over", async () => {
  const { backend, session } = await visitor();
  desk.contacts.delete(session.token);
  expect(await codeOf(backend.pull({}, NEVER))).toBe("unauthorized");
  expect(await codeOf(backend.open({ kind: "stored", token: session.token }, NEVER))).toBe("unauthorized");
});
