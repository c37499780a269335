/**
 * What the tabs of one browser have in common besides the disk: words (as by BroadcastChannel) and turns (as by Web Locks).
 * Words take their time, each speaker's in order, and may get lost; a frozen tab keeps its turn, a dead one does not.
 */
import type { Tabs } from "../../../../src/client/platform/tabs.js";
import type { Dice } from "./dice.js";
import type { Life } from "./life.js";
import type { Time } from "./time.js";

export interface Browser {
  /** Whether anybody hears what is said. */
  words: "heard" | "lost";
  /** Whether a word ever got lost: tabs may then live alone, each with a stream of its own. */
  readonly hasFailed: boolean;
  /** Whether one of them was of the line. An edit that it brings has no number by which it is missed. */
  readonly hasLostNews: boolean;
  tabsOf(tab: Life): Tabs;
}

interface Claim {
  readonly name: string;
  readonly begin: () => void;
  readonly lose: () => void;
}

export function browser(time: Time, dice: Dice): Browser {
  const ears = new Set<{ readonly tab: Life; readonly hear: (word: unknown) => void }>();
  const holders = new Map<string, Claim>();
  const queue: Claim[] = [];
  let hasFailed = false;
  let hasLostNews = false;

  function give(claim: Claim): void {
    holders.set(claim.name, claim);
    claim.begin();
  }

  function leave(claim: Claim): void {
    const at = queue.indexOf(claim);
    if (at >= 0) queue.splice(at, 1);
    if (holders.get(claim.name) !== claim) return;
    holders.delete(claim.name);
    const next = queue.findIndex(({ name }) => name === claim.name);
    for (const waiting of next < 0 ? [] : queue.splice(next, 1)) give(waiting);
  }

  const self: Browser = {
    words: "heard",
    get hasFailed() {
      return hasFailed;
    },
    get hasLostNews() {
      return hasLostNews;
    },
    tabsOf(tab) {
      let lastSaid = 0;
      return {
        join(hear, signal) {
          if (signal.aborted) return () => {};
          const ear = { tab, hear };
          const leaveThem = () => ears.delete(ear);
          ears.add(ear);
          signal.addEventListener("abort", leaveThem);
          tab.onDeath(leaveThem);
          return (word) => {
            if (signal.aborted || tab.state === "dead") return;
            if (self.words === "lost") {
              hasFailed = true;
              hasLostNews ||= Object(word).line !== undefined;
              return;
            }
            const copies = [...ears]
              .filter((other) => other.tab !== tab)
              .map((other) => ({ other, word: structuredClone(word) }));
            lastSaid = Math.max(lastSaid, time.now() + dice.between(0, 5));
            time.after(lastSaid - time.now(), () => {
              for (const { other, word } of copies) other.tab.do(() => ears.has(other) && other.hear(word));
            });
          };
        },
        turn: (name, signal, { steal = false, onLost } = {}) =>
          new Promise((resolve) => {
            if (signal.aborted) return resolve();
            const soon = (then: () => void) => time.after(dice.between(0, 2), () => tab.do(then));
            const claim: Claim = { name, begin: () => soon(resolve), lose: () => soon(() => signal.aborted || onLost?.()) };
            tab.onDeath(() => leave(claim));
            signal.addEventListener("abort", () => {
              leave(claim);
              resolve();
            });
            const holder = holders.get(name);
            if (holder !== undefined && !steal) return void queue.push(claim);
            give(claim);
            holder?.lose();
          }),
      };
    },
  };
  return self;
}
