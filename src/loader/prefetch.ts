/**
 * When the panel is worth having ahead: its code is run when a hand is at the bubble, so that a click has only to draw it, and
 * fetched when somebody is there at all and the connection is good. A page nobody touches costs nothing but the loader.
 */

declare global {
  interface Navigator {
    /** Only Chromium tells; where nobody says the connection is poor, it is taken for good. */
    readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  }
}

/** At the bubble they mean it; anywhere else in the page that somebody is there, and no scanner or background tab. A finger is a pointer, too. */
const SIGNS = ["pointerover", "keydown", "focus"];

export function prefetchWhenLikely(bubble: HTMLElement, run: () => void, fetch: () => void, signal: AbortSignal): void {
  const options = { once: true, signal };
  const { saveData, effectiveType } = navigator.connection ?? {};
  const isPoor = saveData || /[23]g/.test(effectiveType as string);
  for (const sign of SIGNS) {
    bubble.addEventListener(sign, run, options);
    if (!isPoor) addEventListener(sign, () => whenIdle(fetch), options);
  }
}

/** Safari has no idle callback; the next turn has to do. */
export function whenIdle(work: () => void): void {
  (window.requestIdleCallback ?? setTimeout)(work);
}
