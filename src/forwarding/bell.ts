/** "Something happened": rung by whoever stores an event, heard by the worker. Rings that nobody waited for count once. */
export interface Bell {
  ring(): void;
  /** Resolves with the next ring, at once if one is pending, or when the signal aborts. */
  heard(signal: AbortSignal): Promise<void>;
}

/** A bell between those who store events and the worker who waits for them, in one process. */
export function createBell(): Bell {
  let pending = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      if (wake === undefined) pending = true;
      else wake();
    },
    heard: (signal) =>
      new Promise((resolve) => {
        if (pending || signal.aborted) {
          pending = false;
          return resolve();
        }
        const done = () => {
          wake = undefined;
          signal.removeEventListener("abort", done);
          resolve();
        };
        wake = done;
        signal.addEventListener("abort", done);
      }),
  };
}
