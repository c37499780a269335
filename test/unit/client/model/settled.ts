/** What must hold once the bad luck is over: nothing lost, everybody agrees, little was asked; and nothing stays of what is deleted. */
import { isDeepStrictEqual } from "node:util";
import { PAGE_SIZE } from "../../../../src/client/records.js";
import type { Message } from "../../../../src/protocol/index.js";
import { CONVERGED_MS, giveUpFailed } from "./heal.js";
import { shown } from "./instant.js";
import { drafts, messages, SITE, type Tab } from "./tab.js";
import { conversationOf, isApart, isNobodys, type World } from "./world.js";

export function converged(world: World): void {
  noLoss(world);
  signedOut(world);
  const { weather, server, browser, disk, mayDiverge } = world;
  const streams = [...weather.underWay].filter(({ isLine }) => isLine).length;
  // Whoever came by a link for another conversation than the device's keeps apart: a line and a conversation of its own.
  const apart = world.tabs.filter((tab) => isApart(world, tab)).length;
  // And so does whoever is signed in and has not written anything, beside somebody's who has: the device knows nothing of them.
  const isTraceless = ({ wire }: Tab) => isNobodys(world, server.conversationOf(wire.token));
  const traceless = world.tabs.some(isTraceless) && !world.tabs.every(isTraceless) ? 1 : 0;
  if (streams > 1 + apart + traceless && !browser.hasFailed && !disk.hasFailed && mayDiverge === undefined)
    world.breaches.push(`I10: one browser holds ${streams} streams`);
  for (const tab of world.tabs) agreement(world, tab);
  const inOne = world.tabs.filter((tab) => !tab.isLinked && !(traceless && isTraceless(tab)));
  // One in which nothing is said looks like none.
  const isSaid = (id: string | undefined) => (server.messages(id).length > 0 ? id : undefined);
  const conversations = new Set(inOne.map((tab) => isSaid(conversationOf(world, tab))));
  if (world.mayDiverge === undefined && !world.disk.hasFailed && conversations.size > 1)
    world.breaches.push(`I7: the tabs are in ${conversations.size} conversations`);
}

/** Logout leaves nothing behind for the next person: on no screen of this browser, and not on the device. */
function signedOut(world: World): void {
  const { tabs, disk, ledger, left, following, server, breaches, mayDiverge } = world;
  if (mayDiverge !== undefined || disk.hasFailed) return;
  const resumed = [...following].map(({ wire }) => server.conversationOf(wire.token));
  const isGone = (conversation: string | undefined) => !resumed.includes(conversation);
  const isLeft = (id: string) => {
    const [entry, there] = [ledger.get(id), server.find(id)?.conversation ?? ""];
    // Whoever signs in once more has what was theirs.
    const isBack = world.user !== undefined && entry?.leftAs === world.user && server.subjectOf(there) === world.user;
    return entry?.isLeft === true && !isBack && isGone(there);
  };
  for (const tab of tabs)
    if ([...drafts(tab.chat), ...messages(tab.chat)].some(({ id }) => isLeft(id)))
      breaches.push(`Logout: still shown (${tab.name}: ${shown(tab)})`);
  for (const [key, record] of disk.records) {
    const { conversation } = Object(record);
    // An answer may make it theirs when somebody else has been named already.
    const isTheirs = world.user !== undefined && server.subjectOf(conversation) === world.user;
    if (isLeft(key.split(":").at(-1) ?? "") || (left.has(conversation) && isGone(conversation) && !isTheirs))
      breaches.push(`Logout: left on the device: ${key}`);
  }
}

/** I1, and of I2 what only the whole story tells. */
function noLoss(world: World): void {
  giveUpFailed(world);
  const { server, ledger, breaches } = world;
  for (const { id, text, excuse, mayBeTwice } of ledger.values()) {
    const places = server.conversations.filter((conversation) =>
      server.messages(conversation).some((message) => message.id === id),
    );
    if (places.length === 0 && excuse === undefined) breaches.push(`I1: "${text}" is lost`);
    // A device that did not take the token cannot bring the next page view to the conversation it has begun.
    if (places.length > 1 && !mayBeTwice && world.mayDiverge === undefined && !world.disk.hasFailed)
      breaches.push(`I2: "${text}" is stored in two conversations`);
  }
}

/** I7: what a tab shows is the end of what the server has. */
function agreement(world: World, tab: Tab): void {
  const { server, breaches, disk, mayDiverge } = world;
  const breach = (what: string) => breaches.push(`I7: ${what} (${tab.name}: ${shown(tab)})`);
  const known = messages(tab.chat);
  // Whoever was not told by the disk that there is a conversation, or that it is gone, has none.
  const isExcused = disk.hasFailed || mayDiverge !== undefined;
  if (isExcused && known.length === 0) return;
  if (drafts(tab.chat).some(({ state }) => state.at !== "failed")) breach("something still waits to be sent");
  const own = conversationOf(world, tab);
  const places = [...(own === undefined ? [] : [own]), ...(isExcused ? server.conversations : [])];
  // Two that hold the same words under the same numbers cannot be told apart by who shows them.
  const isSame = isExcused ? areSameWords : isEndOf;
  const alike = places.filter((id) => isSame(server.messages(id), known));
  const place = alike.find((id) => server.desk.readUpTo(id) === tab.chat.readUpTo.peek()) ?? alike[0] ?? own;
  if (place === undefined) {
    if (known.length > 0) breach("shows a conversation that is no more");
    return;
  }
  const stored = server.messages(place);
  if (!isSame(stored, known))
    breach(
      `does not show what the server has: ${stored
        .slice(-5)
        .map(({ seq, text }) => `${seq} ${text}`)
        .join(" · ")}`,
    );
  if (tab.chat.connection.peek() !== "live") breach("is not connected");
  const read = server.desk.readUpTo(place);
  if (tab.chat.readUpTo.peek() !== read) breach(`the server has ${read} as read`);
  const unread = known.filter(({ by, seq, deletedAt }) => by === "agent" && seq > read && deletedAt === undefined).length;
  if (tab.chat.unread.peek() !== unread) breach(`the badge says ${tab.chat.unread.peek()} instead of ${unread}`);
}

/** What was edited while nobody listened is told with the last page; further up, when that page is loaded the next time. */
function isEndOf(stored: readonly Message[], known: readonly Message[]): boolean {
  const expected = stored.slice(-Math.max(known.length, 1));
  const isFresh = isDeepStrictEqual(known.slice(-PAGE_SIZE), expected.slice(-PAGE_SIZE));
  return isFresh && known.every(({ id }, index) => id === expected[index]?.id);
}

function areSameWords(stored: readonly Message[], known: readonly Message[]): boolean {
  const expected = stored.slice(-Math.max(known.length, 1));
  // An edit further up than the last page shows only when that page is loaded again.
  const isFresh = (at: number) => at < known.length - PAGE_SIZE || known[at]?.text === expected[at]?.text;
  return known.length === expected.length && known.every(({ id }, at) => id === expected[at]?.id && isFresh(at));
}

/** I9: "delete my data", now that everybody hears of it. */
export async function erased(world: World): Promise<void> {
  const { server, disk, time, tabs, breaches } = world;
  if (server.conversations.length === 0) return;
  const inIt = tabs.filter(({ wire }) => server.conversationOf(wire.token) !== undefined);
  // Tabs of two people, or kept apart by a disk that refused or was cleared under them, find each other's unsent words on it, and
  // cannot tell whose they are.
  const isCrossed = disk.hasFailed || world.hasCleared || world.mayBeTwo || world.following.size > 0;
  const isOne = !isCrossed || new Set(inIt.map((tab) => conversationOf(world, tab))).size === 1;
  const before = new Set(inIt.flatMap(({ chat }) => chat.timeline.peek().map(({ id }) => id)));
  // Of several one after the other: whoever has heard of the first goes on in the next.
  const erasing = [...server.conversations];
  for (const conversation of erasing) {
    if (server.conversations.includes(conversation)) server.erase(conversation);
    await time.advance(5_000);
  }
  // Who had joined that one was waiting for another tab's line, and finds out by itself when nothing comes.
  if (erasing.length > 1) await time.advance(CONVERGED_MS);
  // What this browser had apart from it, on a disk that did not answer, is another beginning.
  for (const tab of inIt)
    if (tab.chat.timeline.peek().some(({ kind, id }) => kind === "message" || (isOne && before.has(id))))
      breaches.push(`I9: still shown (${tab.name}: ${shown(tab)})`);
  const isKept = (key: string) => !isOne && /:(head|draft)/.test(key);
  const left = [...disk.records.keys()].filter((key) => key.startsWith(SITE) && !isKept(key));
  // Words of a tab without a conversation are the beginning of another one.
  if (inIt.length === tabs.length && left.length > 0) breaches.push(`I9: left on the device: ${left.join(", ")}`);
}

/** A page that ends leaves nothing behind that still runs. */
export async function closed({ tabs, time, breaches, weather }: World): Promise<void> {
  for (const tab of tabs) tab.close();
  await time.advance(0);
  if (weather.underWay.size > 0) breaches.push(`I10: ${weather.underWay.size} calls or lines outlive their page`);
  for (const { name, timers } of tabs) if (timers > 0) breaches.push(`I8: ${timers} timers of ${name} outlive it`);
}
