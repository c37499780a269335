/** Steps that must not overlap, one after the other in the order they were asked for. */

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
