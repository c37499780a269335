/** What the page tells about itself: where the visitor is and which language it speaks. Nothing else leaves it. */

export interface PageFacts {
  /** Origin and path; a query string or fragment may carry somebody's secrets and stays home. */
  address(): string | undefined;
  locale(): string | undefined;
}

export const thisPage: PageFacts = {
  address() {
    if (!globalThis.location?.origin.startsWith("http")) return undefined;
    return location.origin + location.pathname;
  },
  locale() {
    // `||`, because <html> without a lang attribute says "".
    return globalThis.document?.documentElement.lang || globalThis.navigator?.language || undefined;
  },
};
