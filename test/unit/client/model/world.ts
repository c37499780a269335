/** Everything in one hand: a server, a network, a device with its tabs, the person, and the book of what was promised to them. */

import type { Message } from "../../../../src/protocol/index.js";
import { type Browser, browser } from "./browser.js";
import type { User } from "./commands.js";
import { type Dice, dice } from "./dice.js";
import { type Disk, disk } from "./disk.js";
import { expected } from "./expected.js";
import { seenAt } from "./instant.js";
import { excuse, type Ledger } from "./ledger.js";
import { type Server, server } from "./server.js";
import { drafts, messages, openTab, SITE, type Tab } from "./tab.js";
import { type Time, time } from "./time.js";
import { type Weather, weather } from "./weather.js";

export interface World {
  readonly time: Time;
  readonly dice: Dice;
  readonly server: Server;
  readonly weather: Weather;
  readonly disk: Disk;
  readonly browser: Browser;
  readonly ledger: Ledger;
  /** Tabs that are not closed; some may be frozen. */
  readonly tabs: readonly Tab[];
  /** Conversations of whoever has signed out. */
  readonly left: Set<string>;
  /** Tabs in which somebody did. */
  readonly leftBy: Set<Tab>;
  /**
   * Tabs that slept, each with a link in its hand, when somebody signed out. A link is a key of its own, and lies in the mail for
   * whoever can read that: the page follows it when it wakes up, or goes on in what it has found there, apart from the device's
   * conversation. It could only be told not to by something left on the device.
   */
  readonly following: Set<Tab>;
  /** Whom the host's pages name, each of them when it is opened. */
  user: User | undefined;
  /** Somebody was named over somebody else, without a logout: each page that finds that out ends what waits, in all of them. */
  hasNamedOver: boolean;
  /** The visitor has cleared the site's data: a page that goes on in its conversation finds another one on the device, or none. */
  hasCleared: boolean;
  /** Two pages may go on with different people, beside each other over one device: each learns of the other too late. */
  mayBeTwo: boolean;
  /**
   * When somebody has last signed out on a disk that hung, by the visitor's clock: it is wiped when it answers again, and by that
   * clock alone is it known then what was written since. Where that has been set back, it goes as well.
   */
  wipedLate: number | undefined;
  /** Pages that could not be told that somebody has signed out, and their visit then: who is named meanwhile is named over them. */
  readonly unheard: Map<Tab, number>;
  /** Whom a page has named last, and its visit then: it tries that until somebody signs out there. */
  readonly named: Map<Tab, { readonly as: User; readonly visit: number }>;
  /** Conversations that were begun on another device. */
  readonly elsewhere: Set<string>;
  /** Conversation → the highest seq that a person has had before their eyes. */
  readonly attendedTo: Map<string, number>;
  /** Calls that have left the device. */
  calls: number;
  /** What the visitor's clock is ahead by. */
  skewMs: number;
  /** Why the tabs of this run may be in different conversations, if they may. */
  mayDiverge: string | undefined;
  /** Promises broken so far, in words. */
  readonly breaches: string[];
  /** By the link of a mail, which leads to this conversation, or without. */
  open(conversation?: string): Tab;
  /** The page in this tab names its user, and gives a fresh token whenever that is asked for. */
  name(tab: Tab): void;
  /** Every token so far is worth nothing any more, and whoever is connected finds out. */
  expireTokens(): void;
  /** The tab is gone, in good order or not; what nobody else has is lost with it. */
  drop(tab: Tab): void;
}

const START = Date.UTC(2026, 0, 5, 9);

export function draftKey(id: string): string {
  return `${SITE}:draft:${id}`;
}

export function world(seed: number): World {
  const [clock, chance] = [time(START), dice(seed)];
  const far = server(clock, { takesAlong, leaves });
  const [sky, store, shared] = [weather(), disk(clock, chance), browser(clock, chance)];
  const tabs: Tab[] = [];
  const ledger: Ledger = new Map();
  let opened = 0;

  const self: World = {
    ...{ time: clock, dice: chance, server: far, weather: sky, disk: store, browser: shared, ledger, tabs },
    left: new Set(),
    leftBy: new Set(),
    following: new Set(),
    user: undefined,
    hasNamedOver: false,
    hasCleared: false,
    wipedLate: undefined,
    unheard: new Map(),
    mayBeTwo: false,
    named: new Map(),
    elsewhere: new Set(),
    attendedTo: new Map(),
    calls: 0,
    skewMs: 0,
    mayDiverge: undefined,
    breaches: [],
    open(conversation) {
      const link = conversation === undefined ? undefined : far.desk.resumeSecret(conversation);
      // Each finds the device empty, and neither knows of the other: one of the two is kept apart, and says so only on the next page view.
      if (link !== undefined && tabs.some(({ isLinked }) => isLinked) && !store.records.has(`${SITE}:session`))
        self.mayDiverge ??= "two links at once where the device has nothing";
      opened += 1;
      const instant = seenAt(self);
      const tab = openTab(
        `tab ${opened}`,
        conversation,
        { time: clock, dice: chance, server: far, weather: sky, disk: store, browser: shared, skew: () => self.skewMs },
        {
          sees: instant,
          leaves(_call, ids) {
            self.calls += 1;
            // What belongs to another conversation than the device's stays in memory, and the visitor is told so.
            const isToldUnsaved = tab.isLinked && !tab.chat.isSaved.peek();
            for (const id of isToldUnsaved ? [] : ids)
              if (!store.everKept.has(draftKey(id)) && !store.hasFailed)
                self.breaches.push(`${id} left before the device had it`);
          },
          hasStored(ids) {
            for (const entry of ids.map((id) => ledger.get(id))) if (entry) entry.isAnswered = true;
          },
          hears(id) {
            const entry = ledger.get(id);
            if (entry) entry.isHeard = true;
          },
          expires: self.expireTokens,
          signsInWithout() {
            // Of what another tab begins in the same moment neither knows: it is taken along on the next page view.
            const hasBegun = (other: Tab) =>
              drafts(other.chat).length > 0 || (other !== tab && (inAnother(other) || isArriving(other)));
            // What a link leads to, as long as that is there, is the device's where it has none.
            const isArriving = ({ leadsTo = "" }: Tab) =>
              far.conversations.includes(leadsTo) && !store.records.has(`${SITE}:session`);
            const inAnother = (other: Tab) => !isApart(self, other) && conversationOf(self, other) !== undefined;
            if (tabs.length === 1 || !tabs.some(hasBegun)) return;
            self.mayBeTwo = true;
            self.mayDiverge ??= "signed in beside a beginning";
          },
          // Until it is asked again, another one begins anew with what both have.
          signsInUnheard() {
            if (tabs.length > 1) self.mayDiverge ??= "signed in, unheard, beside others";
          },
          saysRead(token, upTo, { isWrittenElsewhere, isOtherPast }) {
            const conversation = far.conversationOf(token);
            // A draft says what was seen where it was written; tabs of two conversations share one outbox on the disk.
            const isNoEvidence = isOtherPast || (isWrittenElsewhere && self.mayDiverge !== undefined);
            if (conversation !== undefined && isNoEvidence) attend(self, conversation, upTo);
          },
          reads(tab, message) {
            if (!tab.person.hasRead(message.id)) self.breaches.push(`I5: ${tab.name} counts ${message.seq} as read, unread`);
            attendTo(self, message);
          },
          needsSignature: (tab) => self.name(tab),
        },
      );
      tabs.push(tab);
      void tab.chat.start(link);
      self.name(tab);
      return tab;
    },
    name(tab) {
      if (self.user === undefined) return;
      self.named.set(tab, { as: self.user, visit: tab.chat.visit.peek() });
      // As the README's page does it.
      void expected(tab.signIn(far.sign(self.user)), ({ code }) => code === "unauthorized" && self.name(tab));
    },
    expireTokens() {
      for (const one of [...sky.underWay]) one.cut("unavailable");
      for (const entry of ledger.values()) {
        // Nobody is left who could hear, of that conversation, that the server has lost it.
        const isKnownThere = entry.isAnswered || entry.isHeard;
        if (isKnownThere && far.past > 0 && far.find(entry.id) === undefined) excuse(entry, "lost with the server's backup");
        const isUnanswered =
          store.records.has(draftKey(entry.id)) || tabs.some(({ chat }) => drafts(chat).some(({ id }) => id === entry.id));
        if (isUnanswered && far.find(entry.id) !== undefined) entry.mayBeTwice = entry.isOutOfOrder = true;
      }
      far.expireTokens();
    },
    drop(tab) {
      tab.life.die();
      tabs.splice(tabs.indexOf(tab), 1);
      for (const { id } of drafts(tab.chat)) {
        const isElsewhere = tabs.some(({ chat }) => drafts(chat).some((other) => other.id === id));
        if (!isElsewhere && !store.records.has(draftKey(id)) && far.find(id) === undefined)
          excuse(ledger.get(id), `${tab.name} went before the device had it`);
      }
    },
  };

  return self;

  /** What was unread stays unread; and the numbers are others. A word that both had got stands there twice. */
  function takesAlong(from: string, to: string): void {
    // Known: a tab that is refused by the token of before, in the moment before it hears of the new one, forgets the device's
    // session, and a page that has come by a link puts its own there.
    const isElsewhere = ({ leadsTo = from }: Tab) => leadsTo !== from && far.conversations.includes(leadsTo);
    if (tabs.length > 2 && tabs.some(isElsewhere)) self.mayDiverge ??= "taken along beside a link";
    attend(self, to, far.desk.readUpTo(to));
    const there = new Set(far.arrived.get(to));
    for (const id of far.arrived.get(from) ?? []) {
      const entry = ledger.get(id);
      if (entry && there.has(id)) entry.isOutOfOrder = true;
    }
  }
  /**
   * Nobody here knows what became of what it has not answered: it is sent again. What a link has led to is nobody's own, and
   * other tabs may have keys of their own to it.
   */
  function leaves(from: string): void {
    self.mayDiverge ??= "signed in over what is not theirs";
    for (const entry of ledger.values())
      if (!entry.isAnswered && far.find(entry.id)?.conversation === from) entry.mayBeTwice = entry.isOutOfOrder = true;
  }
}

/** The person in front of this tab has this message, and all above it, before their eyes. */
export function attendTo(world: World, message: Message | undefined): void {
  // What the server does not have (any more) says nothing about what it has.
  if (message !== undefined) for (const conversation of holding(world, message)) attend(world, conversation, message.seq);
}

function attend({ attendedTo }: World, conversation: string, upTo: number): void {
  attendedTo.set(conversation, Math.max(attendedTo.get(conversation) ?? 0, upTo));
}

/** Came by a link, for another conversation than the device's: neither takes the other's place. */
export function isApart(world: World, tab: Tab): boolean {
  const { conversation } = Object(world.disk.records.get(`${SITE}:session`));
  const own = conversationOf(world, tab);
  return tab.isLinked && (own === undefined || own !== conversation);
}

/**
 * Whether the earlier one of two words arrived first in another conversation than `here`, too. A device that failed may bring it once
 * more, into the next one, and so may tabs in two conversations (I2). There it may come behind what was written later; where it was
 * promised its place, it has it.
 */
export function comesAgain(
  { server, disk, mayDiverge }: World,
  here: string | undefined,
  earlier: string,
  later: string,
): boolean {
  const isInPlace = (ids: readonly string[]) => ids.find((id) => id === earlier || id === later) === earlier;
  return (
    (disk.hasFailed || mayDiverge !== undefined) &&
    [...server.arrived].some(([conversation, ids]) => conversation !== here && isInPlace(ids))
  );
}

/** More than one only where tabs that do not know of each other have begun several with the same words. */
export function holding({ server }: World, message: Message | undefined): string[] {
  if (message === undefined) return [];
  const { id, seq } = message;
  return server.conversations.filter((conversation) => server.messages(conversation)[seq - 1]?.id === id);
}

/**
 * Begun by somebody who had signed out when the answer came, or opened for somebody signed in who has not written anything: no
 * word was said in it, and the device does not know of it.
 */
export function isNobodys({ server, leftBy, disk }: World, conversation: string | undefined): boolean {
  const onDevice = Object(disk.records.get(`${SITE}:session`)).conversation;
  if (conversation === undefined) return false;
  const mayBe = leftBy.size > 0 || server.subjectOf(conversation) !== undefined;
  return mayBe && server.messages(conversation).length === 0 && onDevice !== conversation;
}

/** The conversation this tab is in, as far as the server knows it; undefined when it is in none, or in one that is no more. */
export function conversationOf(world: World, { wire, foundToken, chat }: Tab): string | undefined {
  const { server, left } = world;
  const opened = server.conversationOf(wire.token ?? foundToken);
  // The adapter keeps the token of whoever has signed out, until it opens the next session.
  const own = opened !== undefined && (left.has(opened) || isNobodys(world, opened)) ? undefined : opened;
  // Another tab may have told it of a conversation about which it has not asked the server itself.
  const shown = holding(world, messages(chat).at(-1));
  const found = own === undefined || (shown.length > 0 && !shown.includes(own)) ? shown[0] : own;
  return found !== undefined && server.conversations.includes(found) ? found : undefined;
}
