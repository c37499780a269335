/**
 * Fills what is missing: the truth about the timeline comes from pulls, asked for from the last number without a hole, or
 * one page further up when somebody scrolls there.
 */
import type { Message, Page, Range } from "../protocol/index.js";
import { ChatError } from "./errors.js";
import type { Keeper } from "./keeper.js";
import type { Life } from "./life.js";
import { PAGE_SIZE, pageOf } from "./records.js";
import type { Access } from "./session.js";
import { solid } from "./timeline.js";
import { isBehind } from "./timeline-told.js";
import { toldMessages, toldPage } from "./told.js";
import type { Work } from "./worker.js";

/** As many as a backend gives at once. */
const LARGEST_PAGE = 200;
/** Longer than a line takes to say hello; some proxy may be keeping it back, and the conversation is waited for. */
const LINE_MS = 1_000;

export interface CatchUp {
  readonly work: Work;
  /** A line is new: edits and tombstones of the time before it are only in the last page. */
  refresh(): void;
  /** Rejects with a ChatError when neither the backend nor this device has it. */
  older(): Promise<void>;
  /** From the first message to the last, beside the window, which stays as it is. Rejects with a ChatError. */
  all(): Promise<readonly Message[]>;
}

export function catchUp({ state, backend, clock, signal }: Life, access: Access, keeper: Keeper): CatchUp {
  let isStale = false;
  let refreshed: (() => void) | undefined;
  let asked: Promise<void> | undefined;

  const here = () => state.identity.peek()?.conversation;

  async function pull(range?: Range): Promise<Page> {
    let of: string | undefined;
    const page = await access.ask((ending) => {
      of = here();
      return backend.pull({ limit: PAGE_SIZE, ...range }, ending);
    });
    // Another call may have heard meanwhile that its token has ended, and have gone over to the next conversation.
    if (of !== here()) throw new ChatError("timeout", "No answer");
    return page;
  }

  async function askOlder(): Promise<void> {
    const { base = 0 } = state.known.peek();
    if (base === 0) return;
    try {
      toldPage(state, await pull({ before: base + 1 }));
    } catch (caught) {
      const before = state.known.peek();
      // What this device still has of it is better than an error; edits since then come when the page is next loaded.
      if (!signal.aborted) toldMessages(state, await keeper.page(pageOf(base)));
      if (state.known.peek() === before) throw caught;
    }
  }

  /** Once, and not for ever. */
  const lineIsUp = () =>
    new Promise<void>((resolve) => {
      refreshed = resolve;
      signal.addEventListener("abort", clock.after(LINE_MS, resolve));
    });

  return {
    refresh() {
      isStale = true;
      refreshed?.();
    },
    async work() {
      const known = state.known.peek();
      const after = solid(known);
      if (isStale || known.base === undefined) {
        if (state.identity.peek() === undefined || (known.latest === 0 && known.base === 0)) return "rest";
        // What is asked for before the line is up has to be asked for again once it is.
        if (!(isStale || refreshed) && state.connection.peek() === "opening") await lineIsUp();
        // A line that comes up meanwhile says so again.
        isStale = false;
        const page = await pull().catch((error: unknown) => {
          isStale = true;
          throw error;
        });
        toldPage(state, page, "last");
        return "more";
      }
      if (!isBehind(known)) return "rest";
      toldPage(state, await pull({ after }));
      // A backend that knows of more but does not give it would be asked for ever, as fast as it answers.
      if (state.known.peek() === known) throw new ChatError("bad-answer", `Nothing came after ${after}`);
      return "more";
    },
    // Scrolling asks more often than a page comes.
    older: () => (asked ??= askOlder().finally(() => (asked = undefined))),
    async all() {
      const { messages } = state.known.peek();
      let all = messages;
      // Where a backend's numbers begin is its own affair: whatever is before the first one, until nothing is.
      for (let first = all[0]; first !== undefined; first = all[0]) {
        const page = await pull({ before: first.seq, limit: LARGEST_PAGE });
        const older = page.messages.filter(({ seq }) => seq < first.seq);
        if (older.length === 0) break;
        all = [...older, ...all];
      }
      return all;
    },
  };
}
