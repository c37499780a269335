/** One word between the tabs of a browser: somebody has signed out. They share nothing else yet; correctness never needs them to. */

export interface Tabs {
  /** Tells the other tabs of this site. */
  tellReset(): void;
  onReset(then: () => void, signal: AbortSignal): void;
}

export function pageTabs(site: string): Tabs {
  // A browser without it has tabs that do not hear of each other.
  const channel = () => (typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`recado:${site}`));
  return {
    tellReset() {
      const others = channel();
      others?.postMessage("reset");
      others?.close();
    },
    onReset(then, signal) {
      const others = channel();
      others?.addEventListener("message", ({ data }) => data === "reset" && then(), { signal });
      signal.addEventListener("abort", () => others?.close());
    },
  };
}
