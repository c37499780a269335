/** Which visitors are writing right now. Each word of it fades: a browser that vanishes never says that it stopped. */
import { type ReadonlySignal, signal } from "@preact/signals";

/** The server counts typing for ten seconds from its last sign; the desk does the same. */
const FADES_AFTER_MS = 10_000;

export interface VisitorsTyping {
  readonly now: ReadonlySignal<ReadonlySet<string>>;
  hear(conversation: string, on: boolean): void;
}

export function makeVisitorsTyping(until: AbortSignal): VisitorsTyping {
  const now = signal<ReadonlySet<string>>(new Set());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const set = (conversation: string, on: boolean) => {
    if (now.peek().has(conversation) === on) return;
    const next = new Set(now.peek());
    if (on) next.add(conversation);
    else next.delete(conversation);
    now.value = next;
  };
  until.addEventListener("abort", () => timers.forEach((timer) => void clearTimeout(timer)));
  return {
    now,
    hear(conversation, on) {
      clearTimeout(timers.get(conversation));
      if (on)
        timers.set(
          conversation,
          setTimeout(() => set(conversation, false), FADES_AFTER_MS),
        );
      set(conversation, on);
    },
  };
}
