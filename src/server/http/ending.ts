/** The end of a line, and what ends with it. Thousands of lines are held, and an AbortSignal with its listeners is a kilobyte. */
export interface Ending {
  isOver(): boolean;
  /** Called once, when it ends; at once, where it has. */
  onEnd(work: () => void): void;
  end(): void;
}

export function createEnding(): Ending {
  /** Undefined when it is over. */
  let works: readonly (() => void)[] | undefined = [];
  return {
    isOver: () => works === undefined,
    onEnd(work) {
      if (works === undefined) work();
      // By concat: an array that grows by a push, or is spread, has room for sixteen more.
      else works = works.concat(work);
    },
    end() {
      const all = works ?? [];
      works = undefined;
      for (const work of all) work();
    },
  };
}
