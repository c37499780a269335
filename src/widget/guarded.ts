/** Once there are messages to copy and to scroll: what the page does with everybody's copying and scrolling is kept out of the chat. */
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Guards against copying, and pages that scroll by script. What keys and the focus do, render.tsx keeps from the page at once. */
const OURS = "copy cut contextmenu selectstart wheel touchmove".split(" ");

export function useGuard(log: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const root = log.current?.getRootNode();
    for (const type of OURS) root?.addEventListener(type, (event) => event.stopPropagation(), { passive: true, signal });
    return () => ending.abort();
  }, [log]);
}
