/** Work that nobody waits for: it is never silent when it fails, and the server does not close under it. */
import { describe, type Log } from "./log.js";

export function createBackground(log: Log) {
  /** Counted, not collected: a Set of them, filled and emptied for ever, would keep what was in it (database/together.ts). */
  let running = 0;
  const onIdle: (() => void)[] = [];
  const end = () => {
    running -= 1;
    if (running > 0) return;
    for (const tell of onIdle.splice(0)) tell();
  };
  return {
    run(work: Promise<void>): void {
      running += 1;
      work.catch((error: unknown) => log.error(describe(error), "Work in the background failed")).finally(end);
    },
    /** Resolves when nothing is running any more, also nothing that was started meanwhile. */
    async settled(): Promise<void> {
      while (running > 0) await new Promise<void>((resolve) => onIdle.push(resolve));
    },
  };
}
