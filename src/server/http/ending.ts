/** The end of a line, and what ends with it. Thousands of lines are held, and an AbortSignal with its listeners is a kilobyte. */
export class Ending {
  /** Undefined when it is over. */
  #works: readonly (() => void)[] | undefined = [];

  isOver(): boolean {
    return this.#works === undefined;
  }
  /** Called once, when it ends; at once, where it has. */
  onEnd(work: () => void): void {
    if (this.#works === undefined) work();
    // By concat: an array that grows by a push, or is spread, has room for sixteen more.
    else this.#works = this.#works.concat(work);
  }
  end(): void {
    const all = this.#works ?? [];
    this.#works = undefined;
    for (const work of all) work();
  }
}
