/** One quiet voice for screen readers: what arrives is said once, in batches when it comes thick, and history never. */
import { type ReadonlySignal, signal } from "@preact/signals";

/** Within this span more than a few messages are counted instead of read out. */
const BATCH_MS = 2_000;
const MOST_READ_OUT = 3;
const TYPING_EVERY_MS = 30_000;

export interface Announcer {
  /** What the live region says. */
  readonly spoken: ReadonlySignal<string>;
  say(text: string): void;
  message(text: string): void;
  typing(text: string): void;
  /** Nothing of what was said, or was about to be, is left. */
  forget(): void;
}

export function createAnnouncer(
  countOf: (n: number) => string,
  after: (ms: number, call: () => void) => () => void,
  signal_: AbortSignal,
): Announcer {
  const spoken = signal("");
  let messages: string[] = [];
  let cancel: (() => void) | undefined;
  let isTypingTold = false;
  const say = (text: string) => {
    // The same words twice would be no change, and no change is silence: a space that nobody hears makes one.
    spoken.value = text === spoken.peek() ? `${text}\u00a0` : text;
  };
  signal_.addEventListener("abort", () => cancel?.());
  return {
    spoken,
    say,
    message(text) {
      messages.push(text);
      // The first is said at once; those on its heels together, at the end of the span.
      if (cancel) return;
      say(text);
      messages = [];
      cancel = after(BATCH_MS, () => {
        cancel = undefined;
        if (messages.length > 0) say(messages.length > MOST_READ_OUT ? countOf(messages.length) : messages.join("\n"));
        messages = [];
      });
    },
    forget() {
      messages = [];
      spoken.value = "";
    },
    typing(text) {
      if (isTypingTold) return;
      isTypingTold = true;
      say(text);
      after(TYPING_EVERY_MS, () => {
        isTypingTold = false;
      });
    },
  };
}
