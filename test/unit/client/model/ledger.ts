/** What the visitor has written, and what may have become of it: only with a reason may a word be missing in the end. */

export interface Written {
  readonly id: string;
  readonly text: string;
  /** By the visitor's clock. */
  readonly writtenAt: number;
  /** The visitor's own words that stood above it when it was written, and were not failed. */
  readonly above: readonly string[];
  /** Why it need not arrive: nothing could have kept it. */
  excuse: string | undefined;
  /** It stepped aside, was taken back, or went with a backup: its place among the others is not promised. */
  isOutOfOrder: boolean;
  /** It has arrived, and nobody here knew when its conversation went out of reach: it was sent again into the next one. */
  mayBeTwice: boolean;
  /** The server has answered that it has it: it is not sent again, unless that one is heard to have lost it. */
  isAnswered: boolean;
  /** Some tab has heard, by the line, that the server has it. */
  isHeard: boolean;
  /** Whoever wrote it has signed out: nobody who comes after may see it. */
  isLeft: boolean;
  /** By whose name they were signed in then: who comes back under it finds what is stored. */
  leftAs: string | undefined;
  /** It belonged to a conversation that was deleted: it must never come back. */
  isErased: boolean;
}

export type Ledger = Map<string, Written>;

export function excuse(entry: Written | undefined, reason: string): void {
  if (entry !== undefined) entry.excuse ??= reason;
}
