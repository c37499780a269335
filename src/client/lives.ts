/**
 * One life after another: how a conversation comes onto this page, where it is kept, and how it leaves without a trace.
 * What happens during a life is in running.ts.
 */
import type { Session } from "../protocol/index.js";
import { memoryCache } from "./cache.js";
import { isAnother, show } from "./found.js";
import type { Tabs } from "./platform/tabs.js";
import { type Found, type Records, records } from "./records.js";
import { type Common, type Running, type RunningParts, run } from "./running.js";
import { forgetConversation } from "./state.js";

/** Somebody has signed out: what the other tabs are told. */
const RESET = "reset";

export interface LivesParts extends Pick<RunningParts, "siteSettings" | "lineWantedUntil" | "onSent"> {
  readonly site: string;
  /** This browser's own records of the site. */
  readonly stored: Records;
  readonly tabs: Tabs;
  /** The end of them all. */
  readonly signal: AbortSignal;
}

export interface Lives {
  /** The one that is going on. */
  now(): Running;
  /** Reads what is kept here, or follows the resume link; resolves when that much is on the screen. Later calls change nothing. */
  start(resumeSecret?: string): Promise<void>;
  reset(): Promise<void>;
}

export function lives(common: Common, parts: LivesParts): Lives {
  const { state, backend } = common;
  const { site, stored, tabs, signal } = parts;
  let started: Promise<void> | undefined;
  let current = begin(stored);

  function begin(kept: Records): Running {
    return run(common, {
      ...parts,
      records: kept,
      onResumed: resumed,
      settle,
      onGone() {
        const where = current.keeper.records();
        forget(where);
        state.connection.value = "gone";
        void where.wipe();
      },
    });
  }

  async function load(resumeSecret: string | undefined): Promise<void> {
    const running = current;
    if (resumeSecret !== undefined && backend.can.resume) {
      // Nobody knows yet whose conversation this will be, nor where it may be kept.
      running.keeper.moveTo(records(memoryCache(), site));
      running.access.resumeWith(resumeSecret);
    } else {
      const found = await look(running);
      if (found) join(running, found);
    }
    running.begin();
  }

  /** A resumed conversation is kept here if it is this browser's own or its first. */
  async function resumed(session?: Session): Promise<void> {
    const running = current;
    const found = await look(running);
    if (found) join(running, found, session);
  }

  /**
   * What this browser has. A device that does not answer may have a conversation of this visitor: until it does, what happens
   * on this page is kept apart, so that neither takes the other's place.
   */
  async function look(running: Running): Promise<Found | undefined> {
    const found = await stored.load().catch(() => undefined);
    if (running.isOver()) return undefined;
    if (found === undefined) {
      running.keeper.moveTo(records(memoryCache(), site));
      state.isSaved.value = false;
    }
    return found;
  }

  /** What this page has and what the device has become one, unless they are two conversations: those never merge. */
  function join({ keeper }: Running, found: Found, session?: Pick<Session, "conversation">): boolean {
    if (session && isAnother(found, session)) return false;
    show(state, found);
    keeper.moveTo(stored);
    return true;
  }

  /** Goes on as soon as the device takes what is on this page; rejects as long as it does not. */
  async function settle(): Promise<"rest"> {
    const running = current;
    const { keeper, access } = running;
    if (keeper.records() !== stored) {
      const found = await stored.load();
      if (running.isOver()) return "rest";
      if (access.isUndecided()) throw new Error("Nobody knows yet whose conversation this will be");
      if (!join(running, found, state.identity.peek())) return "rest";
    }
    if (!(await keeper.isKept())) throw new Error("The device refuses");
    return "rest";
  }

  /** Everything of this visitor leaves the page; what is stored is the caller's affair. */
  function forget(next: Records): void {
    current.end();
    forgetConversation(state);
    state.outbox.value = [];
    state.connection.value = "idle";
    started = Promise.resolve();
    if (signal.aborted) return;
    current = begin(next);
    current.keeper.moveTo(next);
    current.begin();
  }

  /** Somebody signed out in another tab. What this one was writing at that moment may lie there again, behind the wipe. */
  async function sweep(): Promise<void> {
    const mine = state.identity.peek()?.token;
    forget(stored);
    const found = await stored.load().catch(() => undefined);
    const isNextPersons = found?.session ? found.session.token !== mine : found && found.drafts.length > 0;
    if (!isNextPersons) await stored.wipe();
  }

  const say = tabs.join((word) => word === RESET && void sweep(), signal);
  signal.addEventListener("abort", () => current.end());
  return {
    now: () => current,
    start(resumeSecret) {
      started ??= load(resumeSecret);
      return started;
    },
    async reset() {
      forget(stored);
      say(RESET);
      await stored.wipe();
    },
  };
}
