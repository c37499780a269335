/**
 * How much of something each of many may have: a bucket that is full at first and is refilled steadily. Kept is one number each
 * (GCRA), in memory, and of no more of them than a fixed many: a flood of new names fills nothing.
 */

export interface Rate {
  /** At once. */
  readonly burst: number;
  readonly perMinute: number;
}

const MINUTE_MS = 60_000;
/** Some 10 MB. */
const MOST_NAMES = 50_000;

export function createPace(mostNames = MOST_NAMES) {
  /**
   * When each one's bucket will be full again, in two generations: whoever comes is among the recent, and when those are many, the
   * earlier are forgotten. They begin anew, so that nobody is shut out for others' sake.
   */
  let recent = new Map<string, number>();
  let earlier = new Map<string, number>();
  return {
    /** Takes `n`, or takes nothing and says how many milliseconds to wait. */
    take(name: string, { burst, perMinute }: Rate, now: number, n = 1): number {
      const oneMs = MINUTE_MS / perMinute;
      const most = burst * oneMs;
      const fullAt = recent.get(name) ?? earlier.get(name) ?? now;
      // A clock that was set back shuts nobody out for longer than an empty bucket does.
      const level = Math.min(Math.max(fullAt, now), now + most);
      const next = level + Math.min(n, burst) * oneMs;
      const wait = Math.max(0, next - now - most);
      recent.set(name, wait > 0 ? level : next);
      if (recent.size >= mostNames / 2) [recent, earlier] = [new Map(), recent];
      return wait;
    },
    get size() {
      return recent.size + earlier.size;
    },
  };
}
