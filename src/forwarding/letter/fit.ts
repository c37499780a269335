/**
 * Keeps a letter under its size limit. Gmail cuts a mail off at about 100 KB and hides the rest, the unsubscribe link included. What
 * is left out is always said, with a link: first the oldest context, then the tails of long texts, at the very last old replies.
 */
import type { Extent } from "./view.js";

/** Nothing left out: more than any conversation has. */
const ALL = 1_000_000;
/** A shorter beginning of a message is no message. */
const SHORTEST_TEXT = 200;
const LONGEST_TEXT = 65_536;

/** The most of the letter that fits. `size` must not grow when the extent shrinks; it is asked once as a rule, and some thirty times at worst. */
export function fitted(
  most: { readonly context: number; readonly fresh: number },
  limit: number,
  size: (extent: Extent) => number,
): Extent {
  const whole: Extent = { contextCount: ALL, freshCount: ALL, textLength: ALL };
  const ways = [
    { from: 1, to: 1, extent: () => whole },
    { from: 0, to: most.context - 1, extent: (n: number) => ({ ...whole, contextCount: n }) },
    { from: SHORTEST_TEXT, to: LONGEST_TEXT, extent: (n: number) => ({ ...whole, contextCount: 0, textLength: n }) },
    { from: 1, to: most.fresh, extent: (n: number) => ({ contextCount: 0, freshCount: n, textLength: SHORTEST_TEXT }) },
  ];
  for (const { from, to, extent } of ways) {
    const n = largest(from, to, (candidate) => size(extent(candidate)) <= limit);
    if (n !== undefined) return extent(n);
  }
  throw new Error(`A letter of one short reply is larger than ${limit} bytes: the site's own words or links are too long`);
}

/** The largest number that fits, by halving; undefined when none does. */
function largest(from: number, to: number, fits: (n: number) => boolean): number | undefined {
  let [low, high, best] = [from, to, undefined as number | undefined];
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    if (!fits(middle)) high = middle - 1;
    else {
      best = middle;
      low = middle + 1;
    }
  }
  return best;
}
