/** Reports how far the visitor has read, until it is acknowledged; and, after a resume link, the gesture that makes it count. */
import { type Ask, asChatError } from "./ask.js";
import { acknowledged, isOwed } from "./cursor-told.js";
import type { Life } from "./life.js";
import type { Waiting } from "./live.js";
import type { Access } from "./session.js";
import type { Work } from "./worker.js";

export interface Receipts {
  readonly work: Work;
  /** Resolves when no gesture is owed. */
  confirm(): Promise<void>;
  /** The page goes: the last chance to say it. What is not acknowledged is still kept and said again. */
  flush(): void;
}

export function receipts({ state, backend, ask }: Life, access: Access, waiting: Waiting): Receipts {
  const { cursor, needsGesture } = state;

  const mayReport = () =>
    backend.can.readReceipts && state.identity.peek() !== undefined && !needsGesture.peek() && isOwed(cursor.peek());

  async function report(how: Ask): Promise<void> {
    const { epoch } = state.known.peek();
    let mine = 0;
    const stands = await how((ending) => {
      // Asked for again in a conversation begun in between, where nothing is read yet.
      ({ mine } = cursor.peek());
      return backend.markRead(mine, ending);
    });
    if (state.known.peek().epoch !== epoch) return;
    // A server that knows fewer messages (a restored backup) clamps; asking again would not change that.
    cursor.value = acknowledged(cursor.peek(), Math.max(mine, stands));
  }

  async function confirm(): Promise<void> {
    if (!waiting.isGestureOwed) return;
    await access.ask((ending) => backend.confirm(ending));
    waiting.isGestureOwed = false;
    // A session opened again in between has said otherwise.
    needsGesture.value = false;
  }

  return {
    confirm,
    async work() {
      await confirm();
      if (!mayReport()) return "rest";
      await report(access.ask);
      return "more";
    },
    flush() {
      // Nobody is left to be told of a failure; the record stays, and the next page view reports it.
      if (mayReport() && !waiting.isGestureOwed) report(ask).catch(asChatError);
    },
  };
}
