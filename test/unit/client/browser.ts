/**
 * The tabs of a browser as tabs.ts promises them, in the test's hand: words arrive later, cloned and in order; turns are given
 * in the order of asking. A tab can be frozen (it hears late and gives nothing up) and killed (it gives everything up).
 */
import type { Tabs } from "../../../src/client/platform/tabs.js";

interface SimulatedTab extends Tabs {
  /** Hears nothing and gives nothing up until it thaws; then it hears everything that was said. */
  freeze(): void;
  thaw(): void;
  /** The browser ends it: what it had is free. */
  kill(): void;
}

export interface SimulatedBrowser {
  /** One more tab. Without `words` or `turns` it is one of a browser that lacks them. */
  tab(without?: { readonly words?: false; readonly turns?: false }): SimulatedTab;
  /** Everything that was said, in order. */
  readonly said: readonly unknown[];
  /** Names of the turns that somebody has now. */
  held(): readonly string[];
}

interface Claim {
  readonly name: string;
  readonly tab: SimulatedTab;
  readonly begin: () => void;
  readonly lose: () => void;
}

export function simulatedBrowser(): SimulatedBrowser {
  const said: unknown[] = [];
  const ears = new Set<{ tab: SimulatedTab; hear: (word: unknown) => void }>();
  const holders = new Map<string, Claim>();
  const queue: Claim[] = [];
  const frozen = new Map<SimulatedTab, (() => void)[]>();

  /** What happens to a tab: later, and not while it is frozen. */
  const later = (tab: SimulatedTab, then: () => void) =>
    queueMicrotask(() => {
      const waiting = frozen.get(tab);
      if (waiting) waiting.push(then);
      else then();
    });
  const give = (claim: Claim) => {
    holders.set(claim.name, claim);
    later(claim.tab, claim.begin);
  };
  const leave = (claim: Claim) => {
    const at = queue.indexOf(claim);
    if (at >= 0) queue.splice(at, 1);
    if (holders.get(claim.name) !== claim) return;
    holders.delete(claim.name);
    const next = queue.findIndex(({ name }) => name === claim.name);
    for (const claimed of next < 0 ? [] : queue.splice(next, 1)) give(claimed);
  };

  function tab(without: { readonly words?: false; readonly turns?: false } = {}): SimulatedTab {
    const claims = new Set<Claim>();
    const self: SimulatedTab = {
      join(hear, signal) {
        if (without.words === false || signal.aborted) return () => {};
        const ear = { tab: self, hear };
        ears.add(ear);
        signal.addEventListener("abort", () => ears.delete(ear));
        return (word) => {
          if (signal.aborted) return;
          said.push(structuredClone(word));
          for (const other of ears) {
            if (other.tab === self) continue;
            const copy = structuredClone(word);
            later(other.tab, () => ears.has(other) && other.hear(copy));
          }
        };
      },
      turn: (name, signal, { steal = false, onLost } = {}) =>
        new Promise((resolve) => {
          if (without.turns === false || without.words === false || signal.aborted) return resolve();
          const claim: Claim = { name, tab: self, begin: resolve, lose: () => signal.aborted || onLost?.() };
          claims.add(claim);
          signal.addEventListener("abort", () => {
            claims.delete(claim);
            leave(claim);
            resolve();
          });
          const holder = holders.get(name);
          if (holder === undefined || steal) give(claim);
          else queue.push(claim);
          if (holder !== undefined && steal) later(holder.tab, holder.lose);
        }),
      freeze: () => void (frozen.has(self) || frozen.set(self, [])),
      thaw() {
        const waiting = frozen.get(self) ?? [];
        frozen.delete(self);
        for (const then of waiting) later(self, then);
      },
      kill() {
        frozen.set(self, []);
        for (const ear of ears) if (ear.tab === self) ears.delete(ear);
        for (const claim of claims) leave(claim);
      },
    };
    return self;
  }

  return { tab, said, held: () => [...holders.keys()] };
}
