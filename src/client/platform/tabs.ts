/**
 * The tabs of one browser that show the same site: each hears what the others say, and some things only one of them does at
 * a time. Both save work and connections, nothing rests on them: a browser without either has tabs that live alone, and words
 * may be lost, late or doubled and two tabs may believe it is their turn without harm to anybody.
 */

export interface Tabs {
  /**
   * Hears the other tabs until the signal ends, each in the order in which it speaks; returns how to speak to them. Words
   * are cloned as by postMessage, and come from other releases of this code, too: parse them. After the end nothing is said,
   * and one may join once more.
   */
  join(hear: (word: unknown) => void, signal: AbortSignal): (word: unknown) => void;
  /**
   * Resolves when no other tab has the turn of this name; it is this tab's until the signal ends or the page goes. Also
   * resolves when the signal ends first, and at once where tabs cannot take turns, or this one does not hear the others.
   */
  turn(name: string, signal: AbortSignal, how?: TurnOptions): Promise<void>;
}

/** How a tab takes its turn at what one tab does for all of a browser. */
export interface TurnOptions {
  /** Takes it at once from whoever has it: that one is frozen, or hangs. */
  readonly steal?: boolean;
  /** Another tab has stolen it. */
  readonly onLost?: () => void;
}

export function pageTabs(site: string): Tabs {
  const name = `recado:${site}`;
  let channel: BroadcastChannel | undefined;
  return {
    join(hear, signal) {
      try {
        channel = new BroadcastChannel(name);
        channel.onmessage = ({ data }) => hear(data);
      } catch {
        // There is none; or Firefox refuses it, where the visitor lets no site keep anything.
      }
      signal.addEventListener("abort", () => {
        channel?.close();
        channel = undefined;
      });
      return (word) => channel?.postMessage(word);
    },
    turn: (what, signal, { steal = false, onLost } = {}) =>
      new Promise((resolve) => {
        const locks = globalThis.navigator?.locks;
        // Who cannot hear what the others do must not wait for them either.
        if (!channel || !locks || signal.aborted) return resolve();
        let isMine = false;
        const until = new Promise<void>((release) => signal.addEventListener("abort", () => release()));
        const mine = () => {
          isMine = true;
          resolve();
          return until;
        };
        // A request that steals takes no signal: it never waits.
        locks.request(`${name}:${what}`, steal ? { steal } : { signal }, mine).catch(() => {
          // Stolen; or refused (a sandbox) or not wanted any more, and then there is nobody to wait for.
          if (isMine && !signal.aborted) onLost?.();
          resolve();
        });
      }),
  };
}
