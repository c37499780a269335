/** What a run of the bench has found, as it is written down for the README's chart and the test that compares the two. */
export interface Line {
  readonly name: string;
  readonly kiBClosed?: number;
  readonly kiBOpen?: number;
  readonly requestsClosed?: number;
  readonly requestsOpen?: number;
  /** On the slow profile. */
  readonly bubbleMs?: number;
  readonly composerMs?: number;
  readonly cpuOverBlankMs?: number;
  readonly blockingMs?: number;
  /** Without throttling. */
  readonly heapOverBlankKiB?: number;
  /** Why there is nothing. */
  readonly because?: string;
}

export interface Budget {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  readonly isMet: boolean;
}

export interface Measured {
  readonly day: string;
  /** Of the machine, which has others to serve as well: before and after. */
  readonly load: readonly [number, number];
  readonly processors: number;
  readonly rounds: number;
  readonly browser: string;
  readonly lines: readonly Line[];
  readonly budgets: readonly Budget[];
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};
