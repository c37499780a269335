/** What hostile text would do if it became more than text: call, lead the page elsewhere, open a window, or ask its own host for something. */

export interface Escapes {
  readonly seen: readonly string[];
  stop(): void;
}

/** Watches this page from now on. The texts of the corpus call `pwn` and name hosts in `evil.example`. */
export function watchEscapes(): Escapes {
  const seen: string[] = [];
  const ending = new AbortController();
  const { open } = window;
  Object.assign(window, {
    pwn: () => seen.push("pwn"),
    open: (address: string) => {
      seen.push(`window ${address}`);
      return null;
    },
  });
  const { navigation } = window as typeof window & { readonly navigation: EventTarget };
  navigation.addEventListener(
    "navigate",
    (event) => {
      const { destination } = event as Event & { readonly destination: { readonly url: string; readonly sameDocument: boolean } };
      // The desk's own way from page to page.
      if (destination.sameDocument) return;
      seen.push(`navigation ${destination.url}`);
      event.preventDefault();
    },
    { signal: ending.signal },
  );
  const fetched = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) if (name.includes("evil.example")) seen.push(`request ${name}`);
  });
  fetched.observe({ type: "resource" });
  return {
    seen,
    stop() {
      ending.abort();
      fetched.disconnect();
      window.open = open;
      Reflect.deleteProperty(window, "pwn");
    },
  };
}
