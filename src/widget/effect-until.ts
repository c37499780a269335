/** An effect that ends with what started it. */
import { effect } from "@preact/signals";

export function effectUntil(ended: AbortSignal, run: () => void): void {
  ended.addEventListener("abort", effect(run));
}
