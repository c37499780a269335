/**
 * How long a line to the backend is worth keeping, pure: while the panel is open or an answer is awaited, and not much
 * longer in a tab nobody looks at. Without a conversation there is no line at all.
 */

/** After the visitor's last message or page view an answer is awaited this long. */
export const AWAITED_MS = 30 * 60_000;
/** Badge, title and sound of a hidden tab live on the line; after that the visitor is away and replies go by e-mail. */
export const HIDDEN_MS = 10 * 60_000;

export interface Presence {
  readonly isOpen: boolean;
  readonly activeAt: number;
  readonly hiddenSince: number | false;
  /** Between pagehide and pageshow: a page with a connection may not enter the back/forward cache. */
  readonly hasLeft: boolean;
}

/** The instant until which the line is kept, if nothing changes; `Infinity` while the panel is open in front of somebody. */
export function lineUntil({ isOpen, activeAt, hiddenSince, hasLeft }: Presence): number {
  if (hasLeft) return 0;
  const awaited = isOpen ? Number.POSITIVE_INFINITY : activeAt + AWAITED_MS;
  return hiddenSince ? Math.min(awaited, hiddenSince + HIDDEN_MS) : awaited;
}
