/** One page further up, when somebody scrolls there. */
import { ask } from "./ask.js";
import type { Life } from "./life.js";
import { PAGE_SIZE, pageOf } from "./records.js";
import type { Running } from "./running.js";
import { toldMessages, toldPage } from "./told.js";

/** Rejects with a ChatError when neither the backend nor this device has it. */
export async function older({ state, backend, clock, signal }: Life, { access, keeper }: Running): Promise<void> {
  const before = (state.known.peek().base ?? 0) + 1;
  if (before === 1) return;
  const pull = (ending: AbortSignal) => backend.pull({ before, limit: PAGE_SIZE }, ending);
  try {
    toldPage(state, await access.as(() => ask(pull, { clock, signal })), "older");
  } catch (caught) {
    const kept = await keeper.records().page(pageOf(before - 1));
    if (signal.aborted || kept.length === 0) throw caught;
    // What this device still has of it is better than an error; edits since then come when the page is next loaded.
    toldMessages(
      state,
      kept.filter(({ seq }) => seq < before),
    );
  }
}
