/**
 * What happens to the page around us. Never `unload` or `beforeunload`: listening to them alone throws a page out of the
 * back/forward cache. `navigator.onLine` is not asked either: it lies in both directions, only its event is a useful hint.
 */

/** `leaving`: the last moment to say anything, maybe on the way into the back/forward cache · `back`: out of it again. */
export type PageNews = "online" | "visible" | "hidden" | "leaving" | "back";

export interface Lifecycle {
  isHidden(): boolean;
  /** Tells until the signal ends. */
  watch(on: (news: PageNews) => void, signal: AbortSignal): void;
}

export const pageLifecycle: Lifecycle = {
  isHidden: () => typeof document !== "undefined" && document.visibilityState === "hidden",
  watch(on, signal) {
    if (typeof window === "undefined") return;
    window.addEventListener("online", () => on("online"), { signal });
    document.addEventListener("visibilitychange", () => on(document.visibilityState === "hidden" ? "hidden" : "visible"), {
      signal,
    });
    window.addEventListener("pagehide", () => on("leaving"), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && on("back"), { signal });
  },
};
