/**
 * A part of the widget whose code comes when it is due. Until it is here nothing is lost: what it would show is kept by the
 * client, and it is asked for again by itself.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { after } from "./after.js";
import { effectUntil } from "./effect-until.js";

const ASK_AGAIN_MS = 5_000;

export interface LatePart<Part> {
  /** Undefined until its code is here. */
  readonly here: ReadonlySignal<Part | undefined>;
  /** It is due, but could not be fetched so far. */
  readonly isMissing: ReadonlySignal<boolean>;
  /** It may be due in a moment. Fetched ahead of its time once; what fails then waits until it is due. */
  expect(): void;
  /** Somebody acts on it: if it is due, now. */
  hurry(): void;
}

export interface LatePorts {
  /** Another value asks for what is here anew (its words, in another language); it stays as it is until that has come. */
  readonly renewed: ReadonlySignal<unknown>;
  readonly ended: AbortSignal;
}

/** `attempt` counts from 0: see `afresh`. */
export function latePart<Part>(
  fetch: (attempt: number) => Promise<Part>,
  isDue: ReadonlySignal<boolean>,
  { renewed, ended }: LatePorts,
): LatePart<Part> {
  const here = signal<Part | undefined>(undefined);
  const hasFailed = signal(false);
  let attempt = 0;
  let isComing = false;
  let cancel = () => {};

  function bring(): void {
    if (isComing || ended.aborted) return;
    isComing = true;
    fetch(attempt++).then(
      (part) => {
        if (!ended.aborted) here.value = part;
      },
      () => {
        isComing = false;
        hasFailed.value = true;
        cancel();
        cancel = after(ASK_AGAIN_MS, hurry);
      },
    );
  }
  const hurry = () => {
    if (isDue.peek()) bring();
  };

  window.addEventListener("online", hurry, { signal: ended });
  ended.addEventListener("abort", () => cancel());
  effectUntil(ended, () => {
    if (isDue.value) bring();
  });
  effectUntil(ended, () => {
    if (!renewed.value || !here.peek()) return;
    isComing = false;
    bring();
  });
  return {
    here,
    isMissing: computed(() => isDue.value && hasFailed.value && !here.value),
    expect() {
      if (attempt === 0) bring();
    },
    hurry,
  };
}
