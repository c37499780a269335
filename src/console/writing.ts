/** "Is writing", told sparingly: at the first keystroke, again every few seconds while it goes on, and when it stops. */

const AGAIN_MS = 4_000;
const STOPS_AFTER_MS = 6_000;

export interface Writing {
  key(): void;
  stop(): void;
}

export function makeWriting(tell: (on: boolean) => void, until: AbortSignal): Writing {
  let rest: ReturnType<typeof setTimeout> | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  const stop = () => {
    if (rest === undefined) return;
    clearTimeout(rest);
    rest = undefined;
    toldAt = Number.NEGATIVE_INFINITY;
    if (!until.aborted) tell(false);
  };
  until.addEventListener("abort", () => clearTimeout(rest));
  return {
    key() {
      clearTimeout(rest);
      rest = setTimeout(stop, STOPS_AFTER_MS);
      if (performance.now() - toldAt < AGAIN_MS) return;
      toldAt = performance.now();
      tell(true);
    },
    stop,
  };
}
