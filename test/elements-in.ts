/** What is drawn, without a word of its text: each element with the names of its attributes, as `a href rel`. */
export function elementsIn(place: ParentNode): string[] {
  return [...place.querySelectorAll("*")].map(told);
}

/** The same of what is or ever was there, from now until `stop`. Only what changes is looked at: a long log stays quick. */
export function watchElements(place: ParentNode & Node): { readonly seen: ReadonlySet<string>; stop(): void } {
  const seen = new Set(elementsIn(place));
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element) seen.add(told(target));
      for (const node of addedNodes)
        if (node instanceof Element) for (const one of [told(node), ...elementsIn(node)]) seen.add(one);
    }
  });
  observer.observe(place, { subtree: true, childList: true, attributes: true });
  return { seen, stop: () => observer.disconnect() };
}

const told = (element: Element) => [element.localName, ...element.getAttributeNames().sort()].join(" ");
