/**
 * How much of a long conversation is drawn: a stretch of it that moves along with the eye. Pure; place.ts measures and moves it.
 *
 *     space above │ from ········ what is in view ········ to │ space below      one line after the other
 */

export type Lines = readonly { readonly id: string }[];

/** So many lines, with a time and a day for each of them at worst, are fewer than 300 rows. */
export const MOST_DRAWN = 96;
export const STEP = 32;
/** At the end so many lines come before as many are dropped above: at each of them everything would be measured and laid out anew. */
export const SLIDE = 8;
/** The stretch is at least so many screens tall, at the end half of them, or as many lines as are ever drawn. */
const SCREENS = 5;
/** It moves when less than this part of it is left ahead of the eye: after a STEP, a third of it, that much is on both sides. */
const AHEAD = 1 / 5;
const MOST_EVER = 3 * MOST_DRAWN;

/** By the name of its first line, because older ones come in above. Without one it is the end, and goes along with what comes. */
export interface Stretch {
  readonly first?: string | undefined;
  /** Grows where a tall screen shows more of it at once. */
  readonly most: number;
}

export const AT_END: Stretch = { most: MOST_DRAWN };

/** At the end a third as many: opening and sending happen there, and what they cost is the lines. */
const atEnd = (most: number): number => most / 4 + SLIDE;
/** A conversation of one page is drawn whole: the browser's search finds all of it. */
const PAGE = 50 + SLIDE;

export interface Drawn {
  readonly from: number;
  /** One after the last. */
  readonly to: number;
}

export function drawn(lines: Lines, { first, most }: Stretch): Drawn {
  const start = first === undefined ? -1 : lines.findIndex(({ id }) => id === first);
  const dropped = lines.length > PAGE ? Math.ceil((lines.length - atEnd(most)) / SLIDE) * SLIDE : 0;
  const from = start < 0 ? Math.max(0, dropped) : start;
  return { from, to: Math.min(lines.length, from + most) };
}

/** As many lines as are drawn at once, beginning with this one. */
export function beginningAt(lines: Lines, from: number, most: number): Stretch {
  return { first: lines[Math.max(0, Math.min(from, lines.length - most))]?.id, most };
}

/** In pixels from the top of everything: what is seen, and what is drawn. */
export interface Sight {
  readonly top: number;
  readonly view: number;
  readonly above: number;
  readonly end: number;
  readonly height: number;
}

export interface Wanted {
  readonly from: number;
  readonly most: number;
  /** The line that has to be at the top of what is seen; undefined: what is seen is drawn already, and stays. */
  readonly aim?: number;
}

/** What to draw instead, where the eye comes near an end of what is drawn, or has gone beyond. */
export function wanted({ from, to }: Drawn, most: number, count: number, seen: Sight): Wanted | undefined {
  const { top, view, above, end, height } = seen;
  if (to - from === count) return undefined;
  const screens = to - from > atEnd(most) ? SCREENS : SCREENS / 2;
  if (end - above < screens * view && most < MOST_EVER) return { from: from - STEP, most: most + STEP };
  const farUp = top + view < above ? Math.floor((from * top) / above) : undefined;
  const aim = to < count && top > end ? to + Math.floor(((count - to) * (top - end)) / (height - end)) : farUp;
  if (aim !== undefined) return { from: aim - STEP, most, aim };
  const near = (end - above - view) * AHEAD;
  if (from > 0 && top - above < near) return { from: from - STEP, most };
  if (to < count && end - top - view < near) return { from: from + STEP, most };
  return undefined;
}
