/** Fills what is missing: the truth about the timeline comes from pulls, asked for from the last number without a hole. */
import { ask } from "./ask.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import { PAGE_SIZE } from "./records.js";
import type { Access } from "./session.js";
import { isBehind, solid } from "./timeline.js";
import { toldPage } from "./told.js";
import type { Work } from "./worker.js";

export interface CatchUp {
  readonly work: Work;
  /** A line is new: edits and tombstones of the time before it are only in the last page. */
  refresh(): void;
}

export function catchUp(life: Life, access: Access): CatchUp {
  const { state, backend, clock, signal } = life;
  let isStale = false;

  const pull = (after?: number) =>
    access.as(() =>
      ask((ending) => backend.pull({ limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) }, ending), { clock, signal }),
    );

  return {
    refresh() {
      isStale = true;
    },
    async work() {
      const known = state.known.peek();
      if (isStale || known.base === undefined) {
        if (state.identity.peek() === undefined || (known.latest === 0 && known.base === 0)) return "rest";
        const page = await pull();
        isStale = false;
        toldPage(state, page, "last");
        return "more";
      }
      if (!isBehind(known)) return "rest";
      const from = solid(known);
      toldPage(state, await pull(from), "next");
      // A backend that knows of more but does not give it would be asked for ever, as fast as it answers.
      if (state.known.peek() === known)
        throw new ChatError("bad-answer", `Nothing came after ${from}, though there should be more`);
      return "more";
    },
  };
}
