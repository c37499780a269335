/**
 * One life after another: how a conversation comes onto this page, where it is kept, and how it leaves without a trace.
 * What happens during a life is in running.ts.
 */
import type { Session } from "../protocol/index.js";
import { memoryCache } from "./cache.js";
import { isAnother, show } from "./found.js";
import type { Tabs } from "./platform/tabs.js";
import { type Records, records } from "./records.js";
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
      onResumed: settle,
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
      const found = await stored.load();
      if (running.isOver()) return;
      show(state, found);
    }
    running.begin();
  }

  /** A resumed conversation is kept here if it is this browser's own or its first; into another one it never merges. */
  async function settle(session?: Session): Promise<void> {
    const running = current;
    const found = await stored.load();
    if (running.isOver() || (session && isAnother(found, session))) return;
    show(state, found);
    running.keeper.moveTo(stored);
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
    current.begin();
  }

  /** Somebody signed out in another tab. What this one was writing at that moment may lie there again, behind the wipe. */
  async function sweep(): Promise<void> {
    const mine = state.identity.peek()?.token;
    forget(stored);
    const { session, drafts } = await stored.load();
    const isNextPersons = session ? session.token !== mine : drafts.length > 0;
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
