/** One question to an adapter, with an end: adapters are other people's code and may throw, reject oddly or never answer. */
import { ChatError } from "./errors.js";
import type { Clock } from "./platform/clock.js";

/** Longer than any adapter's own timeout, so that the better informed error wins. */
export const LONGEST_ANSWER_MS = 20_000;

/** Rejects with a ChatError, whatever happened; after the deadline or the signal's end the call is aborted, too. */
export async function ask<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { clock, signal, limitMs = LONGEST_ANSWER_MS }: { clock: Clock; signal: AbortSignal; limitMs?: number },
): Promise<T> {
  const own = new AbortController();
  const { promise: interrupted, reject } = rejectable();
  const stop = (error: ChatError) => {
    reject(error);
    own.abort();
  };
  const onAbort = () => stop(new ChatError("aborted", "Nobody waits for this answer any more"));
  if (signal.aborted) throw new ChatError("aborted", "Nobody waits for this answer any more");
  signal.addEventListener("abort", onAbort, { once: true });
  const cancel = clock.after(limitMs, () => stop(new ChatError("timeout", `No answer within ${limitMs / 1_000} s`)));
  try {
    return await Promise.race([call(own.signal), interrupted]);
  } catch (error) {
    throw asChatError(error);
  } finally {
    cancel();
    signal.removeEventListener("abort", onAbort);
  }
}

/** What is not a ChatError is an adapter's slip: worth another try, and its cause is kept. */
export function asChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  return new ChatError("internal", "The adapter failed in a way it should not", { cause: error });
}

function rejectable(): { promise: Promise<never>; reject: (error: ChatError) => void } {
  let reject: (error: ChatError) => void = () => {};
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}
