/** What can be known about the person before the page: is it visible, focused, and when did a hand last move? */
import { after } from "./after.js";

export interface Surroundings {
  now(): number;
  /** On screen: neither in a background tab nor prerendered. */
  isVisible(): boolean;
  hasFocus(): boolean;
  lastInputAt(): number;
  /** Calls after `ms`, unless taken back first. */
  after(ms: number, call: () => void): () => void;
  /** Tells whenever one of these may have changed, until the signal ends. */
  watch(onChange: () => void, signal: AbortSignal): void;
}

/** Not "scroll": a carousel that turns by itself makes trusted ones all day, and a hand that scrolls makes one of these as well. */
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
/** A moving mouse is news once a second, not sixty times. */
const INPUT_NEWS_MS = 1_000;

/** Listens in the whole page: a hand that scrolls the shop is a person too. */
export function pageSurroundings(signal: AbortSignal): Surroundings {
  // The click that brought all this was over before anybody listened.
  let lastInputAt = navigator.userActivation?.isActive ? performance.now() : Number.NEGATIVE_INFINITY;
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const onChange of watchers) onChange();
  };
  const onInput = (event: Event) => {
    if (!event.isTrusted) return;
    const isNews = performance.now() - lastInputAt > INPUT_NEWS_MS;
    lastInputAt = performance.now();
    if (isNews) tell();
  };
  for (const type of INPUTS) window.addEventListener(type, onInput, { capture: true, passive: true, signal });
  for (const type of ["focus", "blur", "pageshow"] as const) window.addEventListener(type, tell, { signal });
  for (const type of ["visibilitychange", "prerenderingchange"]) document.addEventListener(type, tell, { signal });
  return {
    now: () => performance.now(),
    isVisible: () => document.visibilityState === "visible" && !("prerendering" in document && document.prerendering),
    hasFocus: () => document.hasFocus(),
    lastInputAt: () => lastInputAt,
    after,
    watch(onChange, ended) {
      watchers.add(onChange);
      ended.addEventListener("abort", () => watchers.delete(onChange));
    },
  };
}
