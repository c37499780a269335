/** Reports how far the visitor has read, until it is acknowledged; and, after a resume link, the gesture that makes it count. */
import { asChatError, ask } from "./ask.js";
import { acknowledged, isOwed } from "./cursor.js";
import type { Life } from "./life.js";
import type { Access } from "./session.js";
import type { Work } from "./worker.js";

export interface Receipts {
  readonly work: Work;
  /** A trusted click or key: tell it before anything else is written. */
  owe(): void;
  /** Resolves when no gesture is owed. */
  confirm(): Promise<void>;
  /** The page goes: the last chance to say it. What is not acknowledged is still kept and said again. */
  flush(): void;
}

export function receipts(life: Life, access: Access): Receipts {
  const { state, backend, clock, signal } = life;
  let isGestureOwed = false;

  const mayReport = () =>
    backend.can.readReceipts && state.identity.peek() !== undefined && !state.needsGesture.peek() && isOwed(state.cursor.peek());

  async function confirm(): Promise<void> {
    if (!isGestureOwed) return;
    await access.as(() => ask((ending) => backend.confirm(ending), { clock, signal }));
    isGestureOwed = false;
    // A session opened again in between has said otherwise.
    state.needsGesture.value = false;
  }

  return {
    owe() {
      isGestureOwed = true;
    },
    confirm,
    async work() {
      await confirm();
      if (!mayReport()) return "rest";
      const { mine } = state.cursor.peek();
      const stands = await access.as(() => ask((ending) => backend.markRead(mine, ending), { clock, signal }));
      // A server that knows fewer messages (a restored backup) clamps; asking again would not change that.
      state.cursor.value = acknowledged(state.cursor.peek(), Math.max(mine, stands));
      return "more";
    },
    flush() {
      if (!mayReport() || isGestureOwed) return;
      const { mine } = state.cursor.peek();
      ask((ending) => backend.markRead(mine, ending), { clock, signal }).then(
        () => {
          state.cursor.value = acknowledged(state.cursor.peek(), mine);
        },
        // Nobody is left to be told; the record stays, and the next page view reports it.
        asChatError,
      );
    },
  };
}
