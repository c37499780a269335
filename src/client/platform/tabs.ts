/** One word between the tabs of a browser: somebody has signed out. They share nothing else yet; correctness never needs them to. */

export interface Tabs {
  /** Tells the other tabs of this site. */
  tellReset(): void;
  onReset(then: () => void, signal: AbortSignal): void;
}

/** A browser without BroadcastChannel, or a sandbox that refuses it, has tabs that do not hear of each other. */
export function pageTabs(site: string): Tabs {
  const name = `recado:${site}`;
  return {
    tellReset() {
      if (typeof BroadcastChannel === "undefined") return;
      const channel = new BroadcastChannel(name);
      channel.postMessage("reset");
      channel.close();
    },
    onReset(then, signal) {
      if (typeof BroadcastChannel === "undefined") return;
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => data === "reset" && then();
      signal.addEventListener("abort", () => channel.close(), { once: true });
    },
  };
}
