/** The site's settings, asked for when somebody first wants them, once for all who do. */
import type { Site } from "../protocol/index.js";
import type { Ask } from "./ask.js";
import type { Backend } from "./backend.js";
import type { State } from "./state.js";

/** Rejects with a ChatError when no answer comes; the next who asks tries again. */
export function siteSettings(state: State, backend: Backend, ask: Ask): () => Promise<Site> {
  let underWay: Promise<Site> | undefined;

  async function fetched(): Promise<Site> {
    try {
      const site = await ask((ending) => backend.site(ending));
      state.site.value = site;
      // A session or an event that came first knows better than settings that may be cached.
      if (!state.availability.peek()) state.opensAt.value = site.opensAt;
      state.availability.value ??= site.availability;
      return site;
    } finally {
      underWay = undefined;
    }
  }

  return async () => {
    const known = state.site.peek();
    if (known !== undefined) return known;
    underWay ??= fetched();
    return underWay;
  };
}
