/**
 * What happens to the page around us. Never `unload` or `beforeunload`: listening to them alone throws a page out of the
 * back/forward cache. `navigator.onLine` is not asked either: it lies in both directions, only its event is a useful hint.
 */

/** `leaving`: the last moment to say anything, maybe on the way into the back/forward cache or frozen · `back`: out of it again, or seen for the first time. */
export type PageNews = "online" | "visible" | "hidden" | "leaving" | "back";

/** What becomes of the page: shown, hidden, frozen, left. */
export interface Lifecycle {
  isHidden(): boolean;
  /** The browser made the page ready in case somebody comes; `back` tells that they have. */
  isPrerendering(): boolean;
  /** Tells until the signal ends. */
  watch(on: (news: PageNews) => void, signal: AbortSignal): void;
}

export const pageLifecycle: Lifecycle = {
  isHidden: () => globalThis.document?.visibilityState === "hidden",
  isPrerendering: () => Object(globalThis.document).prerendering === true,
  watch(on, signal) {
    if (!globalThis.window) return;
    window.addEventListener("online", () => on("online"), { signal });
    document.addEventListener("visibilitychange", () => on(document.visibilityState), { signal });
    window.addEventListener("pagehide", () => on("leaving"), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && on("back"), { signal });
    document.addEventListener("freeze", () => on("leaving"), { signal });
    for (const type of ["resume", "prerenderingchange"]) document.addEventListener(type, () => on("back"), { signal });
  },
};
