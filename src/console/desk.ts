/** A signed-in agent's desk: everything it keeps fresh and everything it can do, from sign-in until the session ends. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { AgentEvent, AgentStatus, ConversationRow, ForwardingDefaults, MailMe, Me } from "../protocol/index.js";
import { type KeptAccounts, keepAccounts } from "./accounts.js";
import { type Addresses, makeAddresses } from "./addresses.js";
import { type Call, readable } from "./calls.js";
import { type Clock, makeClock } from "./clock.js";
import { type Connection, watchConnection } from "./connection.js";
import { dayEndOf } from "./day-end.js";
import { type Fresh, keepFresh } from "./fresh.js";
import { type KeptIdentityKeys, keepIdentityKeys } from "./identity-keys.js";
import type { Keep } from "./kept.js";
import { listen } from "./live.js";
import type { Place } from "./place.js";
import { makeReplies, type Replies } from "./replies.js";
import { editSettings, type SettingsDraft } from "./settings-draft.js";
import { keepSuppressions, type Suppressions } from "./suppressions.js";
import { openTalk, type Talk } from "./talk.js";
import { makeUploads } from "./uploads.js";
import { makeVisitorsTyping } from "./visitors-typing.js";
import { words } from "./words.js";
import type { World } from "./world.js";

export type Inbox = Fresh<{ readonly conversations: readonly ConversationRow[]; readonly now: number }>;

/** What the settings are where the owner has set nothing. */
export interface Defaults {
  readonly rules: ForwardingDefaults;
  readonly canMail: boolean;
}

export interface Desk {
  readonly me: Fresh<Me>;
  readonly inbox: Inbox;
  /** The conversation the place names, if any. */
  readonly talk: ReadonlySignal<Talk | undefined>;
  readonly settings: SettingsDraft;
  readonly settingsShown: Fresh<unknown>["shown"];
  askSettings(): void;
  readonly suppressions: Suppressions;
  readonly addresses: Addresses;
  readonly accounts: KeptAccounts;
  readonly identityKeys: KeptIdentityKeys;
  readonly defaults: Fresh<Defaults>;
  readonly replies: Replies;
  readonly keep: Keep;
  readonly clock: Clock;
  readonly lost: Connection["lost"];
  readonly typing: ReadonlySignal<ReadonlySet<string>>;
  setStatus(status: AgentStatus): void;
  /** "Go offline at the end of the day", from now on. */
  setEndsDay(endsDay: boolean): void;
  setMailMe(mailMe: MailMe): void;
  /** The last change of one's own that did not go through, as a sentence; the next attempt clears it. */
  readonly ownTrouble: ReadonlySignal<string | undefined>;
}

export interface DeskNeeds {
  world: World;
  call: Call;
  keep: Keep;
  place: ReadonlySignal<Place>;
  visible: ReadonlySignal<boolean>;
  onSignedOut(): void;
  until: AbortSignal;
}

const BEATS_A_MINUTE = 3;

export function openDesk({ world, call, keep, place, visible, onSignedOut, until }: DeskNeeds): Desk {
  const { random, now, newId } = world;
  const clock = makeClock(now, until);
  const fate = watchConnection(onSignedOut, until);
  const keeping = { fate, random, until };
  const typing = makeVisitorsTyping(until);
  const me = keepFresh((signal) => call("me", {}, signal), keeping);
  const settings = keepFresh((signal) => call("settings", {}, signal), keeping);
  const inbox: Inbox = keepFresh(async (signal) => {
    const answer = await call("inbox", {}, signal);
    clock.learn(answer.now);
    return answer;
  }, keeping);

  const accounts = keepAccounts({ call, ...keeping });
  const talk = signal<Talk | undefined>(undefined);
  const onRead = (id: string) =>
    inbox.change((now) => ({
      ...now,
      conversations: now.conversations.map((row) => (row.id === id ? { ...row, unread: 0 } : row)),
    }));
  let ofTalk = new AbortController();
  const stopFollowing = effect(() => {
    const id = place.value.at === "conversation" ? place.value.id : undefined;
    if (talk.peek()?.id === id) return;
    ofTalk.abort();
    ofTalk = new AbortController();
    const its = AbortSignal.any([until, ofTalk.signal]);
    talk.value = id === undefined ? undefined : openTalk(id, { call, clock, fate, random, visible, onRead, until: its });
  });

  const everything = () => {
    me.ask();
    inbox.ask();
    talk.peek()?.view.ask();
    settings.ask();
  };
  let beats = 0;
  const onEvent = (event: AgentEvent) => {
    fate.fine(line);
    switch (event.type) {
      case "hello":
        clock.learn(event.now);
        return everything();
      case "conversation":
        inbox.ask();
        if (talk.peek()?.id === event.id) talk.peek()?.view.ask();
        return;
      case "typing":
        return typing.hear(event.id, event.on);
      case "site":
        me.ask();
        accounts.stir();
        return settings.ask();
      case "beat":
        beats += 1;
        // The server cannot tell a line from one that a sleeping computer holds: a question now and then is what says "open".
        if (beats % BEATS_A_MINUTE === 0) me.ask();
        return;
    }
  };
  const line = { onEvent, onBroken: (error: Parameters<typeof fate.failing>[1]) => fate.failing(line, error) };
  void listen(world.fetch, line, random, until);
  // A computer that slept has missed things; looking at the page again is the moment to catch up.
  const stopLooking = effect(() => {
    if (visible.value) everything();
  });
  until.addEventListener("abort", () => {
    stopFollowing();
    stopLooking();
    ofTalk.abort();
  });

  const ownTrouble = signal<string | undefined>(undefined);
  const changeMe = async (asking: Promise<Me>, sayFailed: (said: string) => string) => {
    ownTrouble.value = undefined;
    try {
      const answer = await asking;
      me.change(() => answer);
    } catch (cause) {
      const error = readable(cause);
      if (error.code === "unauthorized") fate.failing(ownTrouble, error);
      ownTrouble.value = sayFailed(error.message);
    }
  };
  const wish = (status: AgentStatus, endsDay?: boolean) => {
    const mine = me.shown.peek();
    const ends = mine.at === "here" && (endsDay ?? mine.value.endsDay) ? dayEndOf(mine.value, clock.now.peek()) : undefined;
    return call("status", { body: { status, ...(ends !== undefined && { until: ends }) } }, until);
  };
  return {
    me,
    inbox,
    talk,
    settings: editSettings(settings, call, fate, until),
    settingsShown: settings.shown,
    askSettings: settings.ask,
    defaults: keepFresh((signal) => call("defaults", {}, signal), keeping),
    suppressions: keepSuppressions({ call, ...keeping }),
    addresses: makeAddresses({ call, fate, until }),
    accounts,
    identityKeys: keepIdentityKeys({ call, ...keeping }),
    replies: makeReplies({
      call,
      keep,
      fate,
      now: () => clock.now.peek(),
      newId,
      uploads: makeUploads(call, newId),
      until,
      onStored: (conversation, message) => {
        if (talk.peek()?.id === conversation) talk.peek()?.stored(message);
        inbox.ask();
      },
    }),
    keep,
    clock,
    lost: fate.lost,
    typing: typing.now,
    ownTrouble,
    setStatus: (status) => void changeMe(wish(status), words.statusFailed),
    setEndsDay(endsDay) {
      const mine = me.shown.peek();
      if (mine.at === "here") void changeMe(wish(mine.value.status, endsDay), words.statusFailed);
    },
    setMailMe: (mailMe) => void changeMe(call("mailMe", { body: { mailMe } }, until), words.mailMeFailed),
  };
}
