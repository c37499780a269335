/**
 * One life after another: how a conversation comes onto this page, where it is kept, and how it leaves without a trace.
 * What happens during a life is in running.ts.
 */
import type { Session } from "../protocol/index.js";
import { memoryCache } from "./cache.js";
import { belongsTo, show } from "./found.js";
import type { Life } from "./life.js";
import type { Tabs } from "./platform/tabs.js";
import { type Records, records } from "./records.js";
import { type Running, type RunningParts, run } from "./running.js";
import { forgetVisitor } from "./state.js";

export interface LivesParts extends Pick<RunningParts, "siteSettings" | "lineWantedUntil" | "onSent"> {
  /** What all lives share. */
  readonly common: Omit<Life, "signal">;
  readonly site: string;
  /** This browser's own records of the site. */
  readonly stored: Records;
  readonly tabs: Tabs;
  /** The end of them all. */
  readonly signal: AbortSignal;
}

export interface Lives {
  /** The one that is going on. */
  now(): { readonly life: Life; readonly running: Running };
  /** Reads what is kept here, or follows the resume link; resolves when that much is on the screen. Later calls change nothing. */
  start(resumeSecret?: string): Promise<void>;
  reset(): Promise<void>;
}

export function lives({ common, site, stored, tabs, signal, ...parts }: LivesParts): Lives {
  const { state, backend } = common;
  let started: Promise<void> | undefined;
  let current = begin(stored);

  function begin(kept: Records) {
    const lifetime = new AbortController();
    const life: Life = { ...common, signal: lifetime.signal };
    const running: Running = run(life, {
      ...parts,
      records: kept,
      onResumed: settle,
      onNotResumed: () => settle(undefined),
      onGone() {
        const where = running.keeper.records();
        forget(where);
        state.connection.value = "gone";
        void where.wipe();
      },
    });
    return { life, running, end: () => lifetime.abort() };
  }

  async function load(resumeSecret: string | undefined): Promise<void> {
    const { running, life } = current;
    if (resumeSecret !== undefined && backend.can.resume) {
      // Nobody knows yet whose conversation this will be, nor where it may be kept.
      running.keeper.moveTo(records(memoryCache(), site));
      running.access.resumeWith(resumeSecret);
    } else {
      const found = await stored.load();
      if (life.signal.aborted) return;
      show(state, found);
    }
    running.begin();
  }

  /** A resumed conversation is kept here if it is this browser's own or its first; into another one it never merges. */
  async function settle(session: Session | undefined): Promise<void> {
    const { running, life } = current;
    const found = await stored.load();
    if (life.signal.aborted) return;
    const whose = session === undefined ? "not-resumed" : belongsTo(found, session);
    if (whose === "another") return;
    if (whose !== "nobody") show(state, found);
    running.keeper.moveTo(stored);
  }

  /** Everything of this visitor leaves the page; what is stored is the caller's affair. */
  function forget(next: Records): void {
    current.end();
    forgetVisitor(state);
    state.connection.value = "idle";
    started = Promise.resolve();
    if (signal.aborted) return;
    current = begin(next);
    current.running.begin();
  }

  /** Somebody signed out in another tab. What this one was writing at that moment may lie there again, behind the wipe. */
  async function sweep(): Promise<void> {
    const mine = state.identity.peek()?.token;
    forget(stored);
    const { session, drafts } = await stored.load();
    const isNextPersons = session === undefined ? drafts.length > 0 : session.token !== mine;
    if (!isNextPersons) await stored.wipe();
  }

  tabs.onReset(() => void sweep(), signal);
  signal.addEventListener("abort", () => current.end(), { once: true });
  return {
    now: () => current,
    start(resumeSecret) {
      started ??= load(resumeSecret);
      return started;
    },
    async reset() {
      forget(stored);
      tabs.tellReset();
      await stored.wipe();
    },
  };
}
