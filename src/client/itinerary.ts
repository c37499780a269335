/** A visitor in a conversation goes from page to page without a page load, or changes the language: the backend is told. */
import type { Life } from "./life.js";
import { watchRoute } from "./platform/route.js";
import type { Access } from "./session.js";

/** A router goes through several addresses on the way to one. */
const SETTLED_MS = 1_000;

/** Returns what to call when it may have changed; the page's own router is noticed without. */
export function itinerary({ whereabouts, clock, signal }: Life, access: Pick<Access, "again">): () => void {
  const here = () => JSON.stringify(whereabouts());
  let told = here();
  let cancel = () => {};
  const look = () => {
    cancel();
    cancel = clock.after(SETTLED_MS, () => {
      if (here() !== told) access.again();
      told = here();
    });
  };
  watchRoute(look, signal);
  signal.addEventListener("abort", () => cancel());
  return look;
}
