/** Steps that must not overlap, one after the other in the order they were asked for: in this tab, and in all of the browser. */
import type { Company } from "./company.js";
import type { Life } from "./life.js";

/** Another tab may be frozen in the middle of its turn. What it does meanwhile, and this tab once more, is the same by its id. */
const LONGEST_TURN_MS = 8_000;

export type InTurn = <T>(step: () => Promise<T>) => Promise<T>;

export function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const mine = last.then(step);
    // The next one waits for the end of this one, whichever end; the outcome belongs to whoever asked.
    last = mine.catch(() => undefined);
    return mine;
  };
}

export function oneTabAtATime({ turn }: Pick<Company, "turn">, name: string, { clock, signal }: Life): InTurn {
  return async (step) => {
    const own = new AbortController();
    const end = () => own.abort();
    signal.addEventListener("abort", end, { signal: own.signal });
    await new Promise<void>((resolve) => {
      const cancel = clock.after(LONGEST_TURN_MS, () => void turn(name, own.signal, { steal: true }).then(resolve));
      void turn(name, own.signal).then(() => {
        cancel();
        resolve();
      });
    });
    return step().finally(end);
  };
}
