/**
 * The chat as face.ts promises it: signals out, actions in. What an action sets off is in the parts' own files; here is who
 * looks at the chat, for that decides how long it listens.
 */
import { computed } from "@preact/signals-core";
import * as v from "valibot";
import { Contact } from "../protocol/contact.js";
import { asker } from "./ask.js";
import type { Backend } from "./backend.js";
import type { Cache } from "./cache.js";
import { attended } from "./cursor.js";
import { write } from "./draft.js";
import { entries } from "./entries.js";
import { ChatError } from "./errors.js";
import type { Chat, Gate } from "./face.js";
import { lives } from "./lives.js";
import { isRevocable, retried, without, written } from "./outbox.js";
import { type Chance, systemChance } from "./platform/chance.js";
import { type Clock, systemClock } from "./platform/clock.js";
import { type Lifecycle, type PageNews, pageLifecycle } from "./platform/lifecycle.js";
import { type PageFacts, thisPage } from "./platform/page.js";
import { pageTabs, type Tabs } from "./platform/tabs.js";
import { lineUntil, type Presence } from "./presence.js";
import { records } from "./records.js";
import { siteSettings } from "./site-settings.js";
import { emptyState } from "./state.js";
import { solid } from "./timeline.js";
import { unreadIn } from "./unread.js";
import { whereabouts } from "./whereabouts.js";

/** What a chat is made of. Beyond backend, site and cache everything has a default: the page, its clock, its tabs. */
export interface ChatOptions {
  readonly backend: Backend;
  /** The site's id: what is kept on the device is kept under it. */
  readonly site: string;
  readonly cache: Cache;
  /** Asked before a draft leaves; the contact form provides one. Without it everything leaves. */
  readonly gate?: Gate;
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly page?: PageFacts;
  readonly lifecycle?: Lifecycle;
  readonly tabs?: Tabs;
  /** A signed-in visitor's session was refused: the page should give a fresh token. */
  readonly onSignatureNeeded?: (refused: ChatError) => void;
}

/** Makes the conversation of this device with a site. Nothing is read, stored or asked before `start`. */
export function createChat(options: ChatOptions): Chat {
  const { backend, clock = systemClock, chance = systemChance, lifecycle = pageLifecycle, page = thisPage } = options;
  const { shown, state } = emptyState();
  const ending = new AbortController();
  const { signal } = ending;
  const settings = siteSettings(state, backend, asker(clock, signal));
  const common = { state, backend, gate: options.gate, clock, chance, whereabouts: () => whereabouts(page) };
  let presence: Presence = {
    isOpen: false,
    activeAt: clock.now(),
    hiddenSince: lifecycle.isHidden() && clock.now(),
    hasLeft: lifecycle.isPrerendering(),
  };
  let activate = () => {};
  const activated = new Promise<void>((resolve) => {
    activate = resolve;
  });
  if (!presence.hasLeft) activate();
  const { now, start, signIn, reset, withdraw, leave, back, home } = lives(common, {
    site: options.site,
    stored: records(options.cache, options.site),
    tabs: options.tabs ?? pageTabs(options.site),
    activated,
    signal,
    onSignatureNeeded: options.onSignatureNeeded,
    siteSettings: settings,
    wantedUntil() {
      // The clock may have been set back by years: nobody was active, nor left for another tab, in the future.
      const { activeAt, hiddenSince } = presence;
      presence = {
        ...presence,
        activeAt: Math.min(activeAt, clock.now()),
        hiddenSince: hiddenSince && Math.min(hiddenSince, clock.now()),
      };
      return lineUntil(presence);
    },
    onSent: active,
  });

  function attend(change: Partial<Presence>): void {
    presence = { ...presence, ...change };
    now().hurry();
  }
  function resumed(change: Partial<Presence>): void {
    attend(change);
    now().present()?.resumed();
  }
  function active(change?: Partial<Presence>): void {
    attend({ ...change, activeAt: clock.now() });
  }

  const onPageNews: Record<PageNews, () => void> = {
    online: () => resumed({}),
    hidden: () => attend({ hiddenSince: clock.now() }),
    visible: () => resumed({ hiddenSince: false, activeAt: clock.now() }),
    leaving() {
      if (presence.hasLeft) return;
      attend({ hasLeft: true });
      leave();
    },
    back() {
      activate();
      if (!presence.hasLeft) return;
      back();
      active({ hasLeft: false });
    },
  };
  lifecycle.watch((news) => onPageNews[news](), signal);

  return {
    ...shown,
    can: backend.can,
    connection: computed(() => (state.isRefused.value ? "busy" : state.connection.value)),
    timeline: computed(() => entries(state.known.value, state.outbox.value, state.ahead.value ?? 0, clock.now())),
    hasOlder: computed(() => (state.known.value.base ?? 0) > 0),
    unread: computed(() => unreadIn(state.known.value, state.cursor.value)),
    readUpTo: computed(() => state.cursor.value.mine),

    now: () => clock.now() + (state.ahead.value ?? 0),
    start,
    async loadSite() {
      await activated;
      await settings();
    },
    send(text, files) {
      state.outbox.value = written(state.outbox.peek(), write(text, common, files));
      now().present()?.typing.finished();
      void start();
      active();
    },
    retry(id) {
      const again = () => {
        state.outbox.value = retried(state.outbox.peek(), id, clock.now(), state.ahead.peek());
        active();
      };
      // In a page that wakes up it may be of somebody who has signed out; written down, it would be found as what the device has.
      home()?.then(again) ?? again();
    },
    discard(id) {
      state.outbox.value = without(state.outbox.peek(), (one) => one.draft.id === id && isRevocable(one));
    },
    files: async () => (await now().live()).files(),
    async identify(contact) {
      if (typeof contact === "string") {
        return new Promise((resolve, reject) => {
          signIn({ jwt: contact, resolve, reject });
          void start();
        });
      }
      await start();
      await activated;
      const { success, output, issues } = v.safeParse(Contact, contact);
      if (!success) throw new ChatError("invalid-contact", issues[0].message, { field: `contact.${issues[0].path?.[0].key}` });
      if (now().isExpected() || state.outbox.peek().length > 0) return (await now().live()).courier.identify(output);
      // A page that knows its user says so on every view: no conversation begins with that.
      now().waiting.introduction = output;
      state.contact.value = output;
    },
    attended(upTo) {
      if (state.needsGesture.peek()) return;
      state.cursor.value = attended(state.cursor.peek(), upTo, solid(state.known.peek()));
    },
    gesture() {
      // Before the server has opened the conversation, nobody knows whether it needs one.
      if (!state.needsGesture.peek() && state.identity.peek()?.isVouched) return;
      now().waiting.isGestureOwed = true;
      state.needsGesture.value = false;
      now().hurry();
    },
    note(change) {
      state.notes.value = { ...state.notes.peek(), ...change };
    },
    setOpen(isOpen) {
      if (isOpen !== presence.isOpen) active({ isOpen });
    },
    moved: () => now().hurry(),
    writing() {
      now().expect();
      now().present()?.typing.keystroke();
    },
    loadOlder: async () => (await now().live()).gaps.older(),
    transcript: async () => (await now().live()).gaps.all(),
    dossier: async (as, language) => (await now().live()).dossier(as, language),
    rate: async (seq, rating) => (await now().live()).rate(seq, rating),
    // What has never left this device is deleted with it.
    erase: async () => (now().isExpected() ? (await now().live()).erase() : reset()),
    reset,
    consent: (isGiven) => (isGiven ? now().hurry() : withdraw()),
    destroy: () => ending.abort(),
  };
}
