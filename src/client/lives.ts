/**
 * One life after another: how a conversation comes onto this page, where it is kept, and how it leaves without a trace.
 * What happens during a life is in running.ts.
 */
import { batch } from "@preact/signals-core";
import type { Session } from "../protocol/index.js";
import { memoryCache } from "./cache.js";
import { company } from "./company.js";
import { isAnother, show } from "./found.js";
import type { Signed } from "./live.js";
import { missing, type Outbox, waiting, without } from "./outbox.js";
import type { Tabs } from "./platform/tabs.js";
import { draftRecord, type Found, type Records, records } from "./records.js";
import { type Common, type Running, type RunningParts, run } from "./running.js";
import { shared } from "./sharing.js";
import { forgetConversation, NO_NOTES } from "./state.js";
import type { Word } from "./word.js";

/** A word from tab to tab takes no longer. */
const IN_FLIGHT_MS = 750;

export interface LivesParts
  extends Pick<RunningParts, "onSignatureNeeded" | "siteSettings" | "wantedUntil" | "onSent" | "stored"> {
  readonly site: string;
  readonly tabs: Tabs;
  /** Resolves when somebody may see the page: before, it asks nothing and tells nobody. */
  readonly activated: Promise<void>;
  /** The end of them all. */
  readonly signal: AbortSignal;
}

export interface Lives {
  /** The one that is going on. */
  now(): Running;
  /** Reads what is kept here, or follows the resume link; resolves when that much is on the screen. Later calls change nothing. */
  start(resumeSecret?: string): Promise<void>;
  /** By what the host has signed, in the life that goes on now; what becomes of it is told there. */
  signIn(signed: Signed): void;
  reset(): Promise<void>;
  /** Everything leaves the device, and goes on in memory until it may be kept there again. */
  withdraw(): void;
  /** The page goes, maybe into the back/forward cache, where it hears nothing; and comes back. */
  leave(): void;
  back(): void;
  /** Pending while the page is away, and until it has seen what became of the device meanwhile. */
  home(): Promise<void> | undefined;
}

export function lives(common: Common, parts: LivesParts): Lives {
  const { state, backend } = common;
  const { site, tabs, activated, signal } = parts;
  const others = company(tabs, heard, signedOut, signal);
  const stored = shared(parts.stored, say, () => !arrived);
  let isHearing = false;
  /** When somebody has last signed out here. */
  let since = 0;
  /** The token that was left last: another tab may still speak of it. */
  let forgotten: string | undefined;
  /** The one that was erased last: what waited in it is forgotten, too. */
  let gone: string | undefined;
  /** The one that has asked a device that did not answer. */
  let owing: Running | undefined;
  let started: Promise<void> | undefined;
  /**
   * Another one each time the page is left, maybe to be frozen; pending until it is back and has seen what became of the
   * device: what was asked before may be of somebody who has signed out.
   */
  let home: Promise<void> | undefined;
  /** Ends that; none while the page is there. */
  let arrived: (() => void) | undefined;
  let current = begin();

  /** Until it is known whose conversation this is and where it may be kept, it lives in memory. */
  function begin(kept = records(memoryCache(), site)): Running {
    return run(common, {
      ...parts,
      records: kept,
      company: { say, turn: others.turn },
      ...{ shared: stored, isShared, hearing, since, forgotten: () => forgotten },
      onResumed: (session) => recall(session).catch(isSilent),
      settle,
      home: () => home,
      onFirst: reread,
      reset,
      signIn,
      moveOn: () => forget(current.keeper.records(), state.outbox.peek()),
      onSignedOut({ token, conversation }) {
        forgotten = token;
        state.connection.value = "gone";
        // What was not sent yet stays, and is written down anew.
        const kept = current.keeper.records();
        void kept.forget(conversation, token);
        current.keeper.moveTo(kept);
      },
      onGone() {
        erased();
        state.connection.value = "gone";
      },
    });
  }

  async function load(resumeSecret: string | undefined): Promise<void> {
    const running = current;
    // Before looking: somebody may sign out meanwhile.
    void activated.then(others.arrive);
    if (resumeSecret !== undefined && backend.can.resume) running.waiting.secret = resumeSecret;
    else await recall().catch(isSilent);
    void activated.then(running.begin);
  }

  function conversation(): string | undefined {
    return state.identity.peek()?.conversation;
  }
  function isShared(): boolean {
    return conversation() !== undefined && !state.needsGesture.peek() && current.keeper.records() === stored;
  }
  /** What is here because another tab has said it, is not said again; nor what nobody has vouched for yet. */
  function say(word: Word): void {
    if ((isHearing && word.line === undefined) || state.needsGesture.peek()) return;
    // All that waits, whichever was written now: who missed an earlier word must not send this one before it.
    const of = conversation();
    const { epoch } = state.known.peek();
    const drafts = word.drafts && waiting(state.outbox.peek(), state.identity.peek()).map((one) => draftRecord(one, epoch));
    others.say({ of, epoch, since, ...word, drafts });
  }
  function hearing(step: () => void): void {
    isHearing = true;
    try {
      batch(step);
    } finally {
      isHearing = false;
    }
  }
  /**
   * In the moment of a logout, who has heard of another one, or of none, still speaks of the one who has left. And a page that
   * wakes up looks at the device first: what it still has may be of somebody else than those who speak.
   */
  async function heard(said: unknown): Promise<void> {
    await home;
    const isOfNow = Math.abs(common.clock.now() - since) >= IN_FLIGHT_MS || Object(said).since === since;
    if (current.keeper.records() === stored && isOfNow) current.hear(said);
  }
  /** What the device has, as long as nobody was away from the page since it was asked: that may be of somebody who has signed out. */
  async function look(how?: "back"): Promise<Found> {
    const before = home;
    if (how !== "back") await before;
    const found = await stored.load();
    return before === home ? found : look();
  }
  /** What the other tabs have written meanwhile, without a word that was heard here. Rejects while the device does not answer. */
  async function takeUp(how?: "back"): Promise<void> {
    const running = current;
    if (running.keeper.records() !== stored) return;
    const mine = conversation();
    const box = state.outbox.peek();
    const found = await look(how);
    if (running.isOver()) return;
    // A tab that was frozen may have written down once more what has been forgotten here.
    const session = found.session?.token === forgotten ? undefined : found.session;
    const lost = missing(box, found.drafts);
    // Sent into this conversation, thrown away, or of somebody who has signed out: it is not to be sent from here.
    if (!mine && session) state.outbox.value = without(state.outbox.peek(), (one) => lost.includes(one));
    // Heard of meanwhile: what was found may be of before, and whoever asked was told of nothing.
    if (conversation() !== mine) return takeUp(how);
    if (how && (mine ? mine !== found.session?.conversation : !session && lost.length > 0)) {
      // Somebody has signed out, and maybe somebody else has come.
      if (mine) void stored.forget(mine, state.identity.peek()?.token);
      leaveTo();
      show(state, found);
      return;
    }
    // At once: whoever asks is about to begin a conversation. What another one has among its messages is not sent here.
    if (session && (!mine || session.conversation === mine)) show(state, { ...found, session, drafts: [] });
    const { conversation: of, epoch } = session ?? {};
    const drafts = without(found.drafts, (pending) => pending.conversation === gone).map((pending) =>
      draftRecord(pending, epoch),
    );
    current.hear({ of, epoch, session: session && { v: 1, ...session }, drafts });
  }

  /** The same; where the device says nothing, what is on screen stays, until it does: settle(). */
  function reread(how?: "back"): Promise<void> {
    return takeUp(how).catch(isSilent);
  }

  /**
   * What this browser has comes onto the page, and what is on the page is kept here from now on: unless they are two
   * conversations, those never merge. Rejects while the device does not answer; it may have a conversation, so until it does
   * this page's is kept apart, and neither takes the other's place.
   */
  async function recall(session?: Session, when?: "late"): Promise<void> {
    const running = current;
    const { keeper } = running;
    const found = await look();
    const mine = session ?? state.identity.peek();
    // Of two looks at once the later one would put what has been written behind the first before it.
    if (running.isOver() || keeper.records() === stored || (when && running.isUndecided())) return;
    if (mine && isAnother(found, mine)) return;
    batch(() => {
      show(state, found);
      if (session) state.identity.value = { token: session.token, conversation: session.conversation, isVouched: true };
    });
    // A link's may have ended already, with whose user was named here in the same moment: theirs stays on the device.
    keeper.moveTo(stored, session && found.session?.subject ? undefined : found.session?.token);
    // A stream of this tab's own is one too many now.
    running.present()?.hurry();
  }
  function isSilent(): void {
    state.isSaved.value = false;
    owing = current;
  }

  /** Tries until what is on this page is kept. */
  async function settle(): Promise<"rest"> {
    // Nothing is tried again before a page that wakes up has looked: it would write down whoever has signed out or was deleted.
    await home;
    const { keeper } = current;
    if (keeper.records() !== stored) await recall(undefined, "late");
    if (!(await keeper.isKept())) throw new Error("Not kept yet");
    // What was left to a device that did not answer is found there now. Not in the moment of a logout: it may not be wiped yet.
    if (owing === current) await takeUp();
    return "rest";
  }

  /** This visitor leaves the page, and everything of theirs but `left`; what is stored is the caller's affair. */
  function forget(next: Records, left: Outbox = []): void {
    forgotten = state.identity.peek()?.token;
    current.end();
    forgetConversation(state);
    state.notes.value = NO_NOTES;
    state.outbox.value = left;
    state.connection.value = "idle";
    started = Promise.resolve();
    if (signal.aborted) return;
    current = begin(next);
    current.begin();
    // A device that does not answer is asked again until what was to go is gone.
    if (next === stored) void current.keeper.isKept();
  }

  /**
   * The conversation was erased. By its name it goes from the device in one step, asked for before anything can be written by
   * the next life: what waits of no conversation yet, or has been begun here by another tab, stays and goes on.
   */
  function erased(): void {
    gone = conversation();
    if (!gone) return;
    const kept = current.keeper.records();
    void kept.forget(gone);
    void stored.forget(gone);
    // Tabs that lived apart from the device's session have left theirs there, too, and are maybe gone.
    void stored.dropPages();
    // What the device has is found there once more, unless another tab has sent it into what is gone now.
    const isThere = kept === stored && state.isSaved.peek();
    forget(
      kept,
      without(waiting(state.outbox.peek(), state.identity.peek()), (pending) => isThere || pending.conversation === gone),
    );
    // Another tab, which has heard of it earlier, may have begun the next one.
    void reread();
  }

  /** The next person: what is still said of the one before is not theirs. */
  function leaveTo(at = common.clock.now()): void {
    since = at;
    forget(stored);
    // Told last: whoever clears the composer for it finds nobody here any more for whom that would be written down.
    state.visit.value++;
  }

  function signIn(signed: Signed): void {
    current.waiting.signed ??= signed;
    current.live().then(({ access }) => access.signIn(signed), signed.reject);
  }

  async function reset(): Promise<void> {
    const before = started;
    // At once, and the wiping asked for at once: what is written from here on is the next person's.
    leaveTo();
    const at = since;
    // A device that does not answer may be wiped late: whoever came after the last who signed out has written there meanwhile.
    const wiped = stored.wipe((writtenAt) => writtenAt > since && writtenAt <= common.clock.now());
    // By then this page is one of the tabs.
    await before;
    others.say(at);
    await wiped;
  }

  /** In another tab: what this page was writing at that moment may lie on the device again, behind that tab's wipe. */
  function signedOut(at: number): void {
    const mine = conversation();
    void stored.dropDrafts(state.outbox.peek().map(({ draft }) => draft.id));
    void stored.forget(mine);
    leaveTo(at);
  }

  signal.addEventListener("abort", () => current.end());
  return {
    now: () => current,
    start(resumeSecret) {
      started ??= load(resumeSecret);
      return started;
    },
    signIn,
    reset,
    withdraw() {
      current.keeper.moveTo(records(memoryCache(), site));
      void stored.wipe();
    },
    leave() {
      // Not of what was on the screen before it was away: the adapter may have opened another conversation meanwhile.
      if (!arrived) current.present()?.receipts.flush();
      home = new Promise((resolve) => {
        arrived = resolve;
      });
      others.leave();
    },
    back() {
      others.arrive();
      const mine = arrived;
      void reread("back").finally(() => {
        mine?.();
        // It may have been left once more.
        if (arrived === mine) arrived = undefined;
      });
    },
    home: () => home,
  };
}
