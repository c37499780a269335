/** Work that nobody waits for: it is never silent when it fails, and the server does not close under it. */
import { describe, type Log } from "./log.js";

export function createBackground(log: Log) {
  const pending = new Set<Promise<void>>();
  return {
    run(work: Promise<void>): void {
      const done = work
        .catch((error: unknown) => log.error(describe(error), "Work in the background failed"))
        .finally(() => pending.delete(done));
      pending.add(done);
    },
    /** Resolves when nothing is running any more, also nothing that was started meanwhile. */
    async settled(): Promise<void> {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
