/** How long to wait before asking again. Full jitter, so that ten thousand widgets do not return in the same second. */

/** Even "at once" waits a little: a server that accepts and hangs up at once must not be hammered. */
export const FIRST_RETRY_MS = 100;
const SHORTEST_SPREAD_MS = 1_000;
export const LONGEST_WAIT_MS = 60_000;

/** The wait after the `attempt`-th failure in a row (0 is the first). A server's own wish is kept, whatever its length. */
export function backoff(attempt: number, random: () => number, retryAfterMs = 0): number {
  const spread = Math.min(LONGEST_WAIT_MS - FIRST_RETRY_MS, SHORTEST_SPREAD_MS * 2 ** (attempt - 1));
  const wait = attempt === 0 ? FIRST_RETRY_MS : FIRST_RETRY_MS + random() * spread;
  return Math.max(wait, retryAfterMs);
}
