/** A page that changes its address without being loaded again. */

/** Where the browser does not tell: a hand on the page may have led elsewhere. */
const SIGNS = ["popstate", "click", "keyup"];

/** Calls when it may have happened, until the signal ends. */
export function watchRoute(onChange: () => void, signal: AbortSignal): void {
  // The Navigation API knows of every pushState; browsers of before 2026 may not have it.
  const { navigation = undefined } = globalThis as { readonly navigation?: EventTarget };
  if (navigation) navigation.addEventListener("currententrychange", onChange, { signal });
  else for (const sign of SIGNS) globalThis.addEventListener?.(sign, onChange, { signal });
}
