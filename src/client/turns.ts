/** Steps that must not overlap, one after the other in the order they were asked for: in this tab, and in all of the browser. */
import type { Company } from "./company.js";
import type { Life } from "./life.js";

/** Another tab may be frozen in the middle of its turn. What it does meanwhile, and this tab once more, is the same by its id. */
const LONGEST_TURN_MS = 8_000;
/** A turn is kept so long for more, and until the others have heard what was done in it: they need not do it again. */
const HEARD_MS = 50;

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
  let mine: AbortController | undefined;
  let cancel = () => {};
  const end = () => {
    cancel();
    mine?.abort();
    mine = undefined;
  };
  signal.addEventListener("abort", end);

  async function take(own: AbortController): Promise<void> {
    mine = own;
    await new Promise<void>((resolve) => {
      cancel = clock.after(LONGEST_TURN_MS, () => {
        void turn(name, own.signal, { steal: true });
        // Nobody waits for that: a browser that never says whose turn it is may not say this either.
        resolve();
      });
      void turn(name, own.signal).then(resolve);
    });
    cancel();
  }

  return async (step) => {
    cancel();
    if (mine === undefined) await take(new AbortController());
    return step().finally(() => {
      if (signal.aborted) end();
      else cancel = clock.after(HEARD_MS, end);
    });
  };
}
