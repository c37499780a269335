/** Waiting between two attempts, cut short when there is a reason to hope. How long to wait is client/backoff.ts. */

/** Resolves after the time, or at once when the browser is back online or the page is looked at again, or the signal ends. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const end = () => {
      clearTimeout(timer);
      done.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const until = { signal: done.signal };
    const onLook = () => document.visibilityState === "visible" && end();
    window.addEventListener("online", end, until);
    document.addEventListener("visibilitychange", onLook, until);
    signal.addEventListener("abort", end, until);
    if (signal.aborted) end();
  });
}
