/** Something to do as long as the state says so. */
import { effect, untracked } from "@preact/signals-core";

/** Runs `then` now and whenever what `when` looks at changes, as long as it says yes; the function returned ends that. */
export function whenever(when: () => boolean, then: () => void): () => void {
  return effect(() => {
    if (when()) untracked(then);
  });
}
