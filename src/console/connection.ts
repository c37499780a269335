/** Whether the desk can reach its server, from how everything it keeps fresh fares. A hiccup is no news: only after three seconds is it said. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Fate } from "./fresh.js";

const QUIET_MS = 3_000;

export interface Connection extends Fate {
  /** True while the banner should stand. */
  readonly lost: ReadonlySignal<boolean>;
}

export function watchConnection(onSignedOut: () => void, until: AbortSignal): Connection {
  const lost = signal(false);
  const failing = new Set<object>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = () => {
    if (failing.size === 0 || until.aborted) {
      clearTimeout(timer);
      timer = undefined;
      lost.value = false;
    } else {
      timer ??= setTimeout(() => {
        lost.value = true;
      }, QUIET_MS);
    }
  };
  until.addEventListener("abort", look);

  return {
    lost,
    fine(of) {
      failing.delete(of);
      look();
    },
    failing(of, error) {
      if (error.code === "unauthorized") onSignedOut();
      // A refusal is an answer: the line to the server stands.
      if (error.isTransient) failing.add(of);
      else failing.delete(of);
      look();
    },
  };
}
