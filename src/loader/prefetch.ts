/**
 * When the panel is worth fetching ahead: at once when a hand comes near the bubble, otherwise when somebody is there at all
 * and the connection is good. A page nobody touches costs nothing but the loader.
 */

declare global {
  interface Navigator {
    /** Only Chromium tells; where nobody says the connection is poor, it is taken for good. */
    readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  }
}

/** Near the bubble they mean it; anywhere else in the page that somebody is there, and no scanner or background tab. A finger is a pointer, too. */
const SIGNS = ["pointerover", "keydown", "focus"];

export function prefetchWhenLikely(bubble: HTMLElement, fetch: () => void, signal: AbortSignal): void {
  const options = { once: true, passive: true, signal };
  const { saveData, effectiveType } = navigator.connection ?? {};
  const isPoor = saveData || /[23]g/.test(`${effectiveType}`);
  for (const sign of SIGNS) {
    bubble.addEventListener(sign, fetch, options);
    if (!isPoor) addEventListener(sign, () => whenIdle(fetch), options);
  }
}

/** Safari has no idle callback; the next turn has to do. */
export function whenIdle(work: () => void): void {
  (globalThis.requestIdleCallback ?? setTimeout)(work);
}
