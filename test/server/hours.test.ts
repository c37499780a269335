/** Business hours and agents' days over the wire: what visitors are told, when they are told, and what they must not learn. */
import { expect, test } from "vitest";
import type { Hours, SiteSettings } from "../../src/protocol/index.js";
import { ROUTES } from "../../src/protocol/index.js";
import { type AgentInTest, ask, codeOf } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();
const MINUTE_MS = 60_000;

const two = (n: number) => String(n).padStart(2, "0");
const clock = (at: number) => `${two(new Date(at).getUTCHours())}:${two(new Date(at).getUTCMinutes())}`;
const daily = (from: string, to: string): Hours => {
  const spans = [{ from, to }];
  return { timeZone: "UTC", week: [spans, spans, spans, spans, spans, spans, spans], holidays: [] };
};
const never: Hours = { timeZone: "UTC", week: [[], [], [], [], [], [], []], holidays: [] };

/** Open since an hour ago, or from an hour from then on, for an hour. */
const openNow = (at = world.now()) => daily(clock(at - 60 * MINUTE_MS), clock(at + 60 * MINUTE_MS));
const openLater = (at = world.now()) => daily(clock(at + 60 * MINUTE_MS), clock(at + 120 * MINUTE_MS));
const inAnHour = (at: number) => Math.floor((at + 60 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;

async function keep(agent: AgentInTest, change: Partial<SiteSettings>): Promise<void> {
  const { body } = await agent.ask("settings");
  expect((await agent.ask("saveSettings", { body: { ...body, ...change } })).status).toBe(200);
}

async function shopWith(change: Partial<SiteSettings>) {
  const shop = await world.shop();
  const agent = await shop.agent();
  await keep(agent, change);
  await agent.ask("status", { body: { status: "online" } });
  const told = async () => (await ask(world.url, ROUTES.site, {}, { site: shop.id })).body;
  return { shop, agent, told };
}

test("within its hours a site is online with its agent; outside it is away, says until when, and asks for the contact", async () => {
  const { shop, agent, told } = await shopWith({ hours: openNow() });
  expect(await told()).toMatchObject({ availability: "online" });
  expect(await told()).not.toHaveProperty("opensAt");

  const at = world.now();
  await keep(agent, { hours: openLater(at) });
  const opensAt = inAnHour(at);
  expect(await told()).toMatchObject({ availability: "away", opensAt });
  const visitor = await shop.visitor();
  expect(visitor.session).toMatchObject({ availability: "away", opensAt });
  expect(codeOf(await visitor.say("Hello"))).toBe("428 contact-required");
  expect((await agent.ask("me")).body).toMatchObject({ status: "online", availability: "away", opensAt });
});

test("a site that never opens is away, and promises no day", async () => {
  const { told } = await shopWith({ hours: never });
  expect(await told()).toMatchObject({ availability: "away" });
  expect(await told()).not.toHaveProperty("opensAt");
});

test("an open stream hears of the closing when it is, not with the next beat", { timeout: 120_000 }, async () => {
  // So long before a full minute that the watch has looked, and between two beats.
  world.advance(MINUTE_MS - (world.now() % MINUTE_MS) + MINUTE_MS - 30_000);
  const closes = Math.ceil(world.now() / MINUTE_MS) * MINUTE_MS;
  const { shop } = await shopWith({ hours: daily(clock(closes - 60 * MINUTE_MS), clock(closes)) });
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const stream = await visitor.listen();
  expect(await stream.hears(({ type }) => type === "hello")).toMatchObject({ availability: "online" });
  const event = await stream.hears(({ type }) => type === "availability");
  expect(event).toMatchObject({ availability: "away", opensAt: closes + 23 * 60 * MINUTE_MS });
  // Not before, but for what a timer may be early by; and the next beat would come ten seconds after it.
  expect(world.now() - closes).toBeGreaterThan(-50);
  expect(world.now() - closes).toBeLessThan(6_000);
  stream.hangUp();
});

test("hours saved anew reach an open stream, also those that only move the opening", async () => {
  const { shop, agent } = await shopWith({ hours: openLater() });
  const visitor = await shop.knownVisitor();
  await visitor.say("Hello");
  const stream = await visitor.listen();
  await stream.hears(({ type }) => type === "hello");
  await keep(agent, { hours: never });
  expect(await stream.hears(({ type }) => type === "availability")).not.toHaveProperty("opensAt");
  await keep(agent, { hours: openNow() });
  await stream.hears(({ type, availability }) => type === "availability" && availability === "online");
  stream.hangUp();
});

test("an agent who goes offline at the end of the day does, and says so on the desk", async () => {
  const { agent, told } = await shopWith({});
  const until = world.now() + 5 * MINUTE_MS;
  expect((await agent.ask("status", { body: { status: "online", until } })).body).toMatchObject({ offlineAt: until });
  world.advance(4 * MINUTE_MS);
  expect(await told()).toMatchObject({ availability: "online" });
  world.advance(2 * MINUTE_MS);
  expect(await told()).toMatchObject({ availability: "away" });
  const me = (await agent.ask("me")).body;
  // Tomorrow's day ends as well, without another word.
  expect(me).toMatchObject({ status: "offline", endsDay: true });
  expect(me).not.toHaveProperty("offlineAt");
  expect((await agent.ask("status", { body: { status: "online" } })).body).toMatchObject({ availability: "online" });
});

test("the day's end comes from the hours, and none that is over or out of sight is taken", async () => {
  const at = world.now();
  const { agent } = await shopWith({ hours: openNow(at) });
  const { body } = await agent.ask("me");
  expect(body.dayEndsAt).toBe(inAnHour(at));
  for (const until of [world.now() - 1, world.now() + 72 * 60 * MINUTE_MS])
    expect(codeOf(await agent.ask("status", { body: { status: "online", until } }))).toBe("400 bad-request");
});

test("an agent whose console is closed counts as away after ten minutes, and is back with the console", async () => {
  const { agent, told } = await shopWith({});
  world.advance(9 * MINUTE_MS);
  expect(await told()).toMatchObject({ availability: "online" });
  world.advance(2 * MINUTE_MS);
  expect(await told()).toMatchObject({ availability: "away" });
  expect((await agent.ask("me")).body).toMatchObject({ status: "online", availability: "online" });
  expect(await told()).toMatchObject({ availability: "online" });
});

test("the owner says how long that is", async () => {
  const { told } = await shopWith({ absentAfterMs: 3 * MINUTE_MS });
  world.advance(4 * MINUTE_MS);
  expect(await told()).toMatchObject({ availability: "away" });
});

test("a held line alone is no open console: a computer may sleep with it", async () => {
  const { agent, told } = await shopWith({});
  const stream = await agent.listen();
  await stream.hears(({ type }) => type === "hello");
  world.advance(11 * MINUTE_MS);
  expect(await told()).toMatchObject({ availability: "away" });
  stream.hangUp();
});
