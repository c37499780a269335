import { expect, test } from "vitest";
import { ChatError } from "../../../src/client/index.js";
import { settled } from "./fake-clock.js";
import { ASKS_WHEN_AWAY, formGate, shown, stage } from "./stage.js";

const AWAY = { site: { availability: "away", contactForm: ASKS_WHEN_AWAY }, gate: formGate } as const;
const ANA = { email: "ana@example.com" };

test("while the contact is required a message is held, and everything behind it", async () => {
  const { chat, agent, net } = stage(AWAY);
  await chat.start();
  chat.send("one");
  expect(shown(chat)).toEqual(["queued one"]);
  await settled();
  expect(shown(chat)).toEqual(["held one"]);
  chat.send("two");
  expect(shown(chat)).toEqual(["held one", "held two"]);
  await settled();
  expect(agent.messages()).toEqual([]);
  expect(net.calls).not.toContain("send");
});

test("the contact and everything held arrive together, once, in order", async () => {
  const { chat, agent, net } = stage(AWAY);
  for (const text of ["one", "two", "three"]) chat.send(text);
  await settled();
  await chat.identify(ANA);
  await settled();
  expect(shown(chat).slice(0, 3)).toEqual(["1 one", "2 two", "3 three"]);
  expect(chat.contact.value).toEqual(ANA);
  expect(agent.contact()).toEqual(ANA);
  expect(agent.messages().filter(({ by }) => by === "visitor")).toHaveLength(3);
  expect(net.calls.filter((call) => call === "identify" || call === "send")).toEqual(["identify"]);
  chat.send("four");
  await settled();
  expect(shown(chat).at(-1)).toMatch(/^\d four$/);
});

test("a form that cannot be sent keeps everything held, and is sent again without harm", async () => {
  const { chat, agent, net } = stage(AWAY);
  chat.send("one");
  chat.send("two");
  await settled();
  net.refuse("identify", new ChatError("offline", "No network"));
  await expect(chat.identify(ANA)).rejects.toMatchObject({ code: "offline" });
  expect(shown(chat)).toEqual(["held one", "held two"]);
  expect(chat.contact.value).toBeUndefined();
  net.loseAnswer("identify");
  net.hold("listen");
  await expect(chat.identify(ANA)).rejects.toMatchObject({ code: "offline" });
  await chat.identify(ANA);
  await settled();
  expect(
    agent
      .messages()
      .filter(({ by }) => by === "visitor")
      .map(({ text }) => text),
  ).toEqual(["one", "two"]);
  expect(shown(chat).slice(0, 2)).toEqual(["1 one", "2 two"]);
});

test("an impossible address is refused before it leaves the device", async () => {
  const { chat, net } = stage(AWAY);
  chat.send("one");
  await settled();
  await expect(chat.identify({ email: "ana@" })).rejects.toMatchObject({ code: "invalid-contact", field: "contact.email" });
  expect(net.calls).not.toContain("identify");
  expect(shown(chat)).toEqual(["held one"]);
});

test("the server's word counts: what it wants a contact for is held, never failed", async () => {
  const { chat, world } = stage({ site: { contactForm: ASKS_WHEN_AWAY } });
  chat.send("one");
  await settled();
  world.desk.setAvailability("away");
  chat.send("two");
  chat.send("three");
  await settled();
  expect(shown(chat)).toEqual(["1 one", "held two", "held three"]);
  await chat.identify(ANA);
  await settled();
  expect(shown(chat).slice(0, 3)).toEqual(["1 one", "2 two", "3 three"]);
});

test("the availability that counts is the one of this moment, not the one in the cached settings", async () => {
  const { chat, world } = stage({ site: { contactForm: ASKS_WHEN_AWAY }, gate: formGate });
  await chat.loadSite();
  world.desk.setAvailability("away");
  chat.send("one");
  await settled();
  expect(shown(chat)).toEqual(["held one"]);
});

test("agents who have come back since the settings were cached are not asked a contact for", async () => {
  const { chat, world, net } = stage(AWAY);
  await chat.loadSite();
  world.desk.setAvailability("online");
  chat.send("one");
  await settled();
  expect(shown(chat)).toEqual(["1 one"]);
  expect(net.calls).not.toContain("identify");
});

test("agents who come back do not release what is held: the promise already shown stays", async () => {
  const { chat, world, clock, agent } = stage(AWAY);
  chat.send("one");
  await settled();
  world.desk.setAvailability("online");
  chat.send("two");
  await clock.advance(60_000);
  expect(chat.availability.value).toBe("online");
  expect(shown(chat)).toEqual(["held one", "held two"]);
  expect(agent.messages()).toEqual([]);
});

test("a contact that becomes known elsewhere releases what is held", async () => {
  const first = stage(AWAY);
  first.chat.send("one");
  await first.clock.advance(100);
  const other = first.again();
  await other.chat.start();
  await settled();
  expect(shown(other.chat)).toEqual(["held one"]);
  await other.chat.identify(ANA);
  await settled();
  expect(first.chat.contact.value).toEqual(ANA);
  expect(shown(first.chat)).toEqual(shown(other.chat));
  expect(first.agent.messages().filter(({ by }) => by === "visitor")).toHaveLength(1);
});

test("held messages are still held after a reload, and go with the form", async () => {
  const first = stage(AWAY);
  first.chat.send("one");
  await settled();
  first.chat.destroy();
  const { chat } = first.again();
  await chat.start();
  expect(shown(chat)).toEqual(["held one"]);
  chat.send("two");
  await chat.identify(ANA);
  await settled();
  expect(shown(chat).slice(0, 2)).toEqual(["1 one", "2 two"]);
});

test("a contact that the page gives beforehand costs nothing, and nobody is asked again", async () => {
  const { chat, net, cache, agent } = stage(AWAY);
  await chat.start();
  await chat.identify(ANA);
  expect(net.calls).toEqual([]);
  expect(await cache.list("")).toEqual([]);
  expect(chat.contact.value).toEqual(ANA);
  chat.send("one");
  await settled();
  expect(shown(chat)).toEqual(["1 one"]);
  expect(agent.contact()).toEqual(ANA);
});

test("a contact the server will not have is asked for again", async () => {
  const { chat, net } = stage(AWAY);
  await chat.identify(ANA);
  net.refuse("identify", new ChatError("invalid-contact", "No mail to there"));
  chat.send("one");
  await settled();
  expect(shown(chat)).toEqual(["held one"]);
  expect(chat.contact.value).toBeUndefined();
});

test("a contact can be given, and corrected, in the middle of a conversation", async () => {
  const { chat, agent } = stage();
  chat.send("one");
  await settled();
  await chat.identify({ email: "ana@exmaple.com" });
  await chat.identify(ANA);
  expect(agent.contact()).toEqual(ANA);
  expect(chat.contact.value).toEqual(ANA);
});

test("more than one form can carry goes along behind it", async () => {
  const { chat, agent } = stage(AWAY);
  for (let number = 1; number <= 60; number++) chat.send(`message ${number}`);
  await settled();
  await chat.identify(ANA);
  await settled();
  await settled();
  expect(
    agent
      .messages()
      .filter(({ by }) => by === "visitor")
      .map(({ text }) => text),
  ).toEqual(Array.from({ length: 60 }, (_, index) => `message ${index + 1}`));
});

test("what the server misses is asked for again, even if this device thought it was known", async () => {
  const { chat, net } = stage({ site: { contactForm: ASKS_WHEN_AWAY } });
  chat.send("one");
  await chat.identify({ email: "ana@example.com", name: "Ana" });
  await settled();
  net.refuse("send", new ChatError("contact-required", "Your address, please", { field: "contact.email" }));
  chat.send("two");
  await settled();
  expect(shown(chat).at(-1)).toBe("held two");
  expect(chat.contact.value).toEqual({ name: "Ana" });
});
