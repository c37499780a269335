/** One question to an adapter, with an end: adapters are other people's code and may throw, reject oddly or never answer. */
import { ChatError, type ChatErrorCode } from "./errors.js";
import type { Clock } from "./platform/clock.js";

/** Longer than any adapter's own timeout, so that the better informed error wins. */
const LONGEST_ANSWER_MS = 20_000;

/** Rejects with a ChatError, whatever happened; after the deadline or the signal's end the call is aborted, too. */
export type Ask = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** `home`: what whoever is asked for waits for, before it hears how it went. */
export function asker(clock: Clock, signal: AbortSignal, home?: () => Promise<void> | undefined): Ask {
  return (call) =>
    new Promise((resolve, reject) => {
      // Ends with the question, and the timer and the listener with it.
      const own = new AbortController();
      const stop = (code: ChatErrorCode) => {
        reject(new ChatError(code, "No answer"));
        own.abort();
      };
      const onAbort = () => stop("aborted");
      if (signal.aborted) return onAbort();
      signal.addEventListener("abort", onAbort, { signal: own.signal });
      own.signal.addEventListener(
        "abort",
        clock.after(LONGEST_ANSWER_MS, () => stop("timeout")),
      );
      settled(() => call(own.signal))
        .finally(home)
        .then(resolve, reject)
        .finally(() => own.abort());
    });
}

/** Rejects with a ChatError, also where the call throws. */
export async function settled<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asChatError(error);
  }
}

/** What is not a ChatError is an adapter's slip: worth another try, and its cause is kept. */
export function asChatError(cause: unknown): ChatError {
  return cause instanceof ChatError ? cause : new ChatError("internal", "The adapter failed", { cause });
}
