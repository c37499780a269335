/** What a kit is made of: cases as data. Whoever runs them brings the runner, the implementation and its world. */

export interface Case<World, Need extends string = never> {
  /** A sentence about the world that is true when `run` resolves. */
  readonly name: string;
  /** What people lose where it is not true. */
  readonly promise: string;
  /** What the implementation must be able to do for the case to mean anything. */
  readonly needs: readonly Need[];
  /** Rejects with a Broken, or whatever the implementation threw. */
  run(world: World): Promise<void>;
}

/** A promise was not kept; the message says what was expected and what happened. */
export class Broken extends Error {
  override readonly name = "Broken";
}
