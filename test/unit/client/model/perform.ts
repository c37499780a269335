/** Makes a command happen. One that makes no sense at the moment (a tab that is not there, a frozen one that cannot be typed in) changes nothing. */
import { draftId } from "../../../../src/client/draft-id.js";
import type { Command, User } from "./commands.js";
import { expected } from "./expected.js";
import { excuse } from "./ledger.js";
import { drafts, messages, SITE, type Tab } from "./tab.js";
import { attendTo, conversationOf, draftKey, isApart, type World } from "./world.js";

const MOST_TABS = 3;
const WIPED_LATE = "wiped late, by a clock that was set back";
/** A word from tab to tab takes less. */
const IN_FLIGHT_MS = 10;
const NAMED_OVER = "somebody was named over somebody else, which another page may find out only now";

export async function perform(world: World, command: Command): Promise<void> {
  await happens(world, command);
  // What was set off at this very instant has its turn before the next thing happens.
  await world.time.advance(command.do === "wait" ? command.ms : 0);
}

async function happens(world: World, command: Command): Promise<void> {
  const { server, weather, disk, tabs } = world;
  const awake = tabs.filter(({ life }) => life.state === "awake");
  const tab = "tab" in command ? awake[command.tab % awake.length] : undefined;
  const conversation =
    tabs
      .map((one) => conversationOf(world, one))
      .filter((id) => id !== undefined)
      .at(-1) ?? server.conversations.at(-1);

  switch (command.do) {
    case "wait":
      break;
    case "type":
      return tab && type(world, tab);
    case "retry": {
      const failed = tab && drafts(tab.chat).find(({ state }) => state.at === "failed");
      if (failed === undefined) break;
      tab?.chat.retry(failed.id);
      // Whoever is there says it: a page that has slept through a logout may show it for a moment.
      const entry = world.ledger.get(failed.id);
      if (entry) entry.isLeft = false;
      break;
    }
    case "discard": {
      const failed = tab && drafts(tab.chat).find(({ state }) => state.at === "failed");
      if (failed === undefined) break;
      excuse(world.ledger.get(failed.id), "taken back");
      tab?.chat.discard(failed.id);
      break;
    }
    case "look":
      tab?.person.change({ hasFocus: true, usesHands: true });
      break;
    case "look away":
      tab?.person.change({ hasFocus: false });
      break;
    case "open panel":
      tab?.openPanel(true);
      break;
    case "close panel":
      tab?.openPanel(false);
      break;
    case "hide":
      tab?.page("hidden");
      break;
    case "show":
      tab?.page("visible");
      break;
    case "scroll up":
      tab?.scroll("up");
      if (tab) void expected(tab.chat.loadOlder());
      break;
    case "scroll down":
      if (tab === undefined) break;
      tab.scroll("down");
      // "Jump to latest" counts at once, and whoever draws it need not know how far that is.
      attendTo(world, messages(tab.chat).at(-1));
      tab.chat.attended(Number.MAX_SAFE_INTEGER);
      break;
    case "fill the form":
      if (tab) void expected(tab.chat.identify({ email: "ana@example.com" }));
      break;
    case "reply":
      if (conversation === undefined || server.messages(conversation).length === 0) break;
      for (let number = 1; number <= command.count; number++) server.desk.reply(conversation, `reply ${number}`);
      break;
    case "edit":
    case "remove": {
      const reply = server.messages(conversation).filter(({ by, deletedAt }) => by === "agent" && deletedAt === undefined);
      const seq = reply.at(-1 - command.back)?.seq;
      if (conversation === undefined || seq === undefined) break;
      if (command.do === "edit") server.desk.edit(conversation, seq, `edited at ${world.time.now()}`);
      else server.desk.remove(conversation, seq);
      break;
    }
    case "agent reads":
      if (conversation !== undefined) server.desk.read(conversation, server.messages(conversation).length);
      break;
    case "agents leave":
      server.desk.setAvailability("away");
      break;
    case "agents return":
      server.desk.setAvailability("online");
      break;
    case "event":
      weather.events.push(command.is);
      break;
    case "call":
      weather.calls.push(command);
      break;
    case "cut lines":
      for (const one of weather.underWay) if (one.isLine) one.cut("unavailable");
      break;
    case "stall lines":
      for (const one of weather.underWay) if (one.isLine) one.stall();
      break;
    case "offline":
      weather.sky = "down";
      for (const one of [...weather.underWay]) one.cut("offline");
      break;
    case "online":
    case "online unnoticed":
      if (weather.sky !== "down") break;
      weather.sky = "fine";
      if (command.do === "online") for (const one of tabs) one.life.do(() => one.page("online"));
      break;
    case "outage":
      if (weather.sky === "fine") weather.sky = "failing";
      for (const one of [...weather.underWay]) if (one.isLine) one.cut("unavailable");
      break;
    case "outage over":
      if (weather.sky === "failing") weather.sky = "fine";
      break;
    case "clock jumps":
      clockJumps(world, command.ms);
      break;
    case "open tab":
      if (tabs.length < MOST_TABS) world.open();
      break;
    case "follow a link":
      if (tabs.length < MOST_TABS) followLink(world, command.to);
      break;
    case "click":
      tab?.chat.gesture();
      break;
    case "introduce":
      // A page that knows its user says so, and whom it knows may change.
      if (tab) void expected(tab.chat.identify({ email: "ana@example.com", name: command.name }));
      break;
    case "sign in":
      if (tab) await signIn(world, tab, command.as);
      break;
    case "sign out":
      if (tab) await signOut(world, tab);
      break;
    case "close tab":
    case "reload":
      if (tab === undefined) break;
      // What a page does in pagehide is done; what comes of it is nobody's any more.
      tab.page("leaving");
      await world.time.advance(0);
      // It has just heard of a logout, and had not taken back what it was writing meanwhile.
      if (disk.isAsked(tab.life) && world.time.now() - tab.leftAt <= IN_FLIGHT_MS)
        world.mayDiverge ??= "closed in the middle of a logout";
      world.drop(tab);
      if (command.do === "reload") world.open();
      break;
    case "crash":
      // What it was writing while somebody signed out it would have taken back.
      if (tab && world.leftBy.size > 0 && disk.isAsked(tab.life)) world.mayDiverge ??= "crashed in the middle of a logout";
      if (tab) world.drop(tab);
      break;
    case "freeze":
      // Only a page nobody looks at is ever frozen.
      tab?.page("hidden");
      tab?.page("leaving");
      await world.time.advance(0);
      // A browser freezes no page in the middle of a transaction.
      for (let waited = 0; tab && disk.isAsked(tab.life) && waited < 200; waited += 5) await world.time.advance(5);
      tab?.life.freeze();
      break;
    case "thaw": {
      const frozen = tabs.filter(({ life }) => life.state === "frozen");
      const one = frozen[command.tab % frozen.length];
      one?.life.thaw();
      one?.page("back");
      one?.page("visible");
      break;
    }
    case "words between tabs":
      world.browser.words = command.are;
      break;
    case "disk":
      disk.health = command.is;
      break;
    case "clear site data":
      clearSiteData(world);
      break;
    case "server restarts":
      for (const one of [...weather.underWay]) one.cut("unavailable");
      break;
    case "backup restored":
      restore(world, command.lost);
      break;
    case "tokens expire":
      world.expireTokens();
      break;
    case "erase":
      erase(world);
  }
}

/** Still in a conversation that was deleted: what is written there goes with it. */
function isUnaware({ server }: World, { wire: { opened }, foundToken, chat }: Tab): boolean {
  return server.erasedTokens.has(opened ?? foundToken ?? "") && chat.connection.peek() !== "gone";
}

/**
 * What the device has is of a conversation that was deleted: a tab that finds it passes on its words to those that are in it.
 * Which of them is quicker nobody knows beforehand, so all that is typed until they have heard of the end is excused; and so
 * is what is typed in a tab without a conversation, which may hear of that one from them.
 */
function isOfErased({ disk, server }: World): boolean {
  const { token } = Object(disk.records.get(`${SITE}:session`));
  return server.erasedTokens.has(token);
}

/**
 * Whom this page names, until somebody signs out there: by a hand, and not because it is about to say who is here instead. One
 * that came by a link does so only when what that leads to is out of reach, though it was told at once that it will.
 */
function names({ named }: World, tab: Tab): User | undefined {
  const { as, visit } = named.get(tab) ?? {};
  return visit === tab.chat.visit.peek() || tab.isSigningIn || tab.isLinked ? as : undefined;
}

/**
 * Somebody was named over somebody else, and a page has not found that out yet: it sleeps, still names the
 * other, is in the other's conversation, or will find that on the device.
 */
function isFoundOutLater(world: World): boolean {
  const { hasNamedOver, tabs, disk, server, user, left, time } = world;
  const isOthers = (subject: string | undefined) => subject !== undefined && subject !== user;
  const { conversation, subject } = Object(disk.records.get(`${SITE}:session`));
  // A logout that the device has not heard of: the next page to name somebody finds them there, and names over them.
  if (isOthers(subject) && (hasNamedOver || left.has(conversation))) return true;
  if (!hasNamedOver) return false;
  const isIn = ({ wire, foundToken }: Tab) => isOthers(server.userOf(wire.token ?? foundToken));
  // Or it has found out, and its word of that is on its way to the others.
  const hasJust = ({ leftAt }: Tab) => time.now() - leftAt <= IN_FLIGHT_MS;
  return tabs.some((one) => one.life.state === "frozen" || isOthers(names(world, one)) || isIn(one) || hasJust(one));
}

/** A page still is where it was when somebody signed out, or has written that down on the device again before it went. */
function isLogoutUnheard({ unheard, tabs, left, disk }: World): boolean {
  const { conversation } = Object(disk.records.get(`${SITE}:session`));
  return left.has(conversation) || tabs.some((one) => unheard.get(one) === one.chat.visit.peek());
}

function type(world: World, tab: Tab): void {
  const { ledger } = world;
  const text = `word ${ledger.size + 1}`;
  const above = tab.chat.timeline
    .peek()
    .filter((entry) => ledger.has(entry.id) && !(entry.kind === "draft" && entry.state.at === "failed"))
    .map(({ id }) => id)
    .slice(-8);
  // An answer says that what stands above it has been read.
  attendTo(world, messages(tab.chat).at(-1));
  const writtenAt = byClock(world);
  const isBeforeLogout = world.wipedLate !== undefined && writtenAt <= world.wipedLate;
  const mayJoin = isOfErased(world) || conversationOf(world, tab) === undefined;
  const isTooLate = isUnaware(world, tab) || (mayJoin && world.tabs.some((other) => isUnaware(world, other)));
  // A key is a gesture.
  tab.chat.gesture();
  tab.chat.send(text);
  const id = tab.chat.timeline.peek().at(-1)?.id ?? "";
  ledger.set(id, {
    // It may go with that one, or be the first of the next; and so may one that another tab has kept.
    ...{
      id,
      text,
      writtenAt,
      above,
      isOutOfOrder: isTooLate,
      mayBeTwice: false,
      isAnswered: false,
      isHeard: false,
      isLeft: false,
      isErased: false,
    },
    leftAs: undefined,
    excuse: isTooLate ? "written into a conversation that was deleted" : isFoundOutLater(world) ? NAMED_OVER : undefined,
  });
  if (isBeforeLogout) excuse(ledger.get(id), WIPED_LATE);
}

function byClock({ time, skewMs }: World): number {
  return time.now() + skewMs;
}

function clockJumps(world: World, ms: number): void {
  world.skewMs += ms;
  if (world.wipedLate === undefined) return;
  for (const entry of world.ledger.values())
    if (entry.writtenAt > byClock(world) && world.server.find(entry.id) === undefined) excuse(entry, WIPED_LATE);
}

/** The link of a mail: of a conversation this browser has or had, or of one that was begun on another device. */
function followLink(world: World, to: "ours" | "elsewhere"): void {
  const { server, left, dice } = world;
  const ours = server.conversations.filter((conversation) => !left.has(conversation) && !world.elsewhere.has(conversation));
  const conversation = to === "ours" ? ours.at(-1) : begunElsewhere();
  if (conversation !== undefined) world.open(conversation);

  function begunElsewhere(): string {
    const known = [...world.elsewhere].find((one) => server.conversations.includes(one) && !left.has(one));
    if (known !== undefined) return known;
    const session = server.open({ kind: "new" });
    server.identify(session.token, { email: "ana@example.com" }, []);
    server.send(session.token, { id: draftId(world.time.now(), dice.bytes(10)), text: "from my phone", seen: 0 });
    world.elsewhere.add(session.conversation);
    return session.conversation;
  }
}

/** The host's page says who its user is: from now on each of its pages does, as it is opened. */
async function signIn(world: World, tab: Tab, as: User): Promise<void> {
  const { server, left, user } = world;
  if (as === "Ana" && !server.conversations.some((conversation) => server.subjectOf(conversation) === as)) {
    const phone = server.open({ kind: "signed", jwt: server.sign(as) });
    server.send(phone.token, { id: draftId(world.time.now(), world.dice.bytes(10)), text: "from my phone", seen: 0 });
  }
  if (isLogoutUnheard(world) || (user !== undefined && user !== as)) {
    const isTheirs = server.subjectOf(conversationOf(world, tab)) === user;
    everybodyLeaves(world, tab);
    world.hasNamedOver = true;
    const { subject } = Object(world.disk.records.get(`${SITE}:session`));
    // Two pages name different people, and learn of each other only when both are through.
    const areAtOnce = (subject === user && !isTheirs) || world.tabs.some((one) => one !== tab && one.isSigningIn);
    // Who has not written anything leaves nothing on the device by which the next one's page would know of them.
    const isTraceless = subject !== user && (world.tabs.length > 1 || names(world, tab) !== user);
    world.mayBeTwo ||= areAtOnce || isTraceless;
    if (world.mayBeTwo) world.mayDiverge ??= "two people named";
  }
  // A page that has not heard of the logout still names whoever has left.
  if (user === undefined && world.tabs.some((one) => (names(world, one) ?? as) !== as)) {
    world.hasNamedOver = world.mayBeTwo = true;
    world.mayDiverge ??= "two people named";
    for (const entry of world.ledger.values()) if (server.find(entry.id) === undefined) excuse(entry, NAMED_OVER);
  }
  for (const conversation of left) if (server.subjectOf(conversation) === as) left.delete(conversation);
  world.user = as;
  const [visit, before] = [tab.chat.visit.peek(), names(world, tab)];
  world.name(tab);
  if ((user === undefined || user === as) && (before ?? as) === as) return;
  // Whoever was here before is gone as by a logout: a page that knows of them says so, once it has read the device.
  for (let waited = 0; tab.chat.visit.peek() === visit && tab.isSigningIn && waited < 5_000; waited += 10)
    await world.time.advance(10);
  await world.time.advance(10);
  world.named.set(tab, { as, visit: tab.chat.visit.peek() });
}

/** The next person at this browser: nothing of the one before may stay, in no tab and not on the device. */
async function signOut(world: World, tab: Tab): Promise<void> {
  everybodyLeaves(world, tab);
  world.user = undefined;
  let isDone = false;
  void tab.chat.reset().then(() => {
    isDone = true;
  });
  // The next person comes when it is done; a device that does not answer has been given up by then.
  for (let waited = 0; !isDone && waited < 5_000; waited += 10) await world.time.advance(10);
  // And not quicker than the word of it to the other tabs.
  await world.time.advance(IN_FLIGHT_MS);
  for (const one of world.named.keys()) if (one.life.state === "awake" && !world.unheard.has(one)) world.named.delete(one);
}

function everybodyLeaves(world: World, tab: Tab): void {
  const { ledger, server, left, leftBy, following, unheard, browser, disk, tabs } = world;
  leftBy.add(tab);
  if (disk.health === "hung") world.wipedLate = byClock(world);
  // Who is named, and has not reached the server, is so once more when the page wakes up.
  const isNaming = (one: Tab) => one.isSigningIn || (names(world, one) !== undefined && one.wire.opened === undefined);
  for (const one of tabs.filter((one) => (one.isLinked || isNaming(one)) && one.life.state === "frozen"))
    if (messages(one.chat).length === 0 || isApart(world, one)) following.add(one);
  for (const entry of ledger.values()) {
    entry.isOutOfOrder = true;
    // A frozen page cannot hear of it, and what the device has never had nobody can find gone.
    const isHeard = tabs.some(
      ({ chat, life }) => life.state === "awake" && chat.timeline.peek().some(({ id }) => id === entry.id),
    );
    const isStored = server.find(entry.id) !== undefined;
    if (!entry.isLeft) entry.leftAs = world.user;
    entry.isLeft = isHeard || isStored || disk.records.has(draftKey(entry.id));
    if (!isStored) excuse(entry, "signed out");
  }
  for (const conversation of server.conversations) left.add(conversation);
  // Nobody else can tell a tab that somebody has signed out, before it comes back or asks.
  if (browser.words === "lost" && tabs.length > 1) {
    for (const one of tabs) if (one !== tab) unheard.set(one, one.chat.visit.peek());
    world.mayDiverge ??= "signed out, unheard";
  }
}

function clearSiteData(world: World): void {
  const { disk, ledger, server } = world;
  for (const entry of ledger.values()) {
    // A tab may still have it, or take the missing session for a logout and forget it; one opened now knows nothing of it. A
    // frozen one may not even have heard that it was sent, and finds another conversation begun when it wakes up.
    entry.isOutOfOrder = true;
    if (server.find(entry.id) !== undefined) continue;
    excuse(entry, "cleared with the site's data");
  }
  disk.clear();
  world.hasCleared = true;
  world.mayDiverge ??= "site data cleared";
}

/** The server comes back from a backup: nothing that was under way arrives, and the last messages never happened. */
function restore({ server, weather, tabs, ledger, attendedTo }: World, lost: number): void {
  for (const one of [...weather.underWay]) one.cut("unavailable");
  for (const id of server.restoreBackup(lost)) {
    const entry = ledger.get(id);
    if (entry === undefined) continue;
    entry.isOutOfOrder = true;
    // A page that is waking up may be about to find that another one has sent it.
    const hasLooked = ({ life }: Tab) => life.state === "awake" && !life.isWaking;
    const isPending = tabs.some((tab) => hasLooked(tab) && drafts(tab.chat).some((draft) => draft.id === id));
    // Where another tab has seen it stored, that news takes the place of the draft, too.
    const isSeen = tabs.some(({ chat }) => messages(chat).some((message) => message.id === id));
    // What is out of reach as well cannot tell that it has lost what it had acknowledged.
    const isUnheard = entry.isAnswered && !server.conversations.some(server.isOpenTo);
    // Whose writer has signed out is not sent again, though a page that has slept through it may not know yet.
    if (!isPending || isSeen || isUnheard || entry.isLeft) excuse(entry, "lost with the server's backup");
  }
  for (const [conversation, upTo] of attendedTo)
    attendedTo.set(conversation, Math.min(upTo, server.messages(conversation).length));
}

/** "Delete my data": of this visitor, so all there is. */
function erase(world: World): void {
  const { server, ledger, tabs } = world;
  if (server.conversations.length === 0) return;
  for (const entry of ledger.values()) {
    const showing = tabs.filter(({ chat }) => [...drafts(chat), ...messages(chat)].some(({ id }) => id === entry.id));
    const isWithin = showing.every((tab) => server.isOpenTo(conversationOf(world, tab)));
    const isKnown = isWithin && world.mayDiverge === undefined && !world.disk.hasFailed;
    // Whoever could not ask any more does not hear of the end either.
    if (server.find(entry.id) !== undefined && isKnown && !entry.mayBeTwice) entry.isErased = true;
    entry.isOutOfOrder = true;
    excuse(entry, "deleted");
  }
  for (const conversation of [...server.conversations]) server.erase(conversation);
  world.mayDiverge ??= "deleted";
}
