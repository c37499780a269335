/**
 * Where the log stands. New lines follow at the bottom only if the visitor is there; older ones come in above without moving
 * what is being read; and the first look goes to where reading stopped.
 */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** So near the end counts as the end: a finger rarely stops on the very last pixel. */
const NEAR_END_PX = 48;

export interface Scroll {
  readonly isAtEnd: boolean;
  toEnd(): void;
}

/** `firstKey` names the topmost row, `divider` the row reading stopped at; `isShown` turns true when the panel opens. */
export function useScroll(
  log: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  shown: { readonly isShown: boolean; readonly firstKey: string | undefined; readonly divider: boolean },
): Scroll {
  const [isAtEnd, setAtEnd] = useState(true);
  const sticks = useRef(true);
  const before = useRef({ firstKey: shown.firstKey, height: 0, isShown: false });

  const toEnd = () => {
    const element = log.current;
    sticks.current = true;
    setAtEnd(true);
    if (element) element.scrollTop = element.scrollHeight;
  };

  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const was = before.current;
    const isFirstLook = shown.isShown && (!was.isShown || was.firstKey === undefined) && shown.firstKey !== undefined;
    before.current = { firstKey: shown.firstKey, height: element.scrollHeight, isShown: shown.isShown };
    const divider = isFirstLook ? element.querySelector<HTMLElement>(".new") : null;
    if (divider) {
      // A line of what is known above the divider tells where one is.
      element.scrollTop = divider.offsetTop - element.clientHeight / 4;
      sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
      setAtEnd(sticks.current);
    } else if (isFirstLook || sticks.current) toEnd();
    else if (was.firstKey !== shown.firstKey && was.height > 0) element.scrollTop += element.scrollHeight - was.height;
  });

  useLayoutEffect(() => {
    const element = log.current;
    if (!element || !content.current) return;
    const onScroll = () => {
      if (element.clientHeight === 0) return;
      sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
      setAtEnd(sticks.current);
    };
    // A form that unfolds or a keyboard that rises changes the heights without a render of ours.
    const sizes = new ResizeObserver(() => {
      if (sticks.current && element.clientHeight > 0) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", onScroll, { passive: true });
    sizes.observe(element);
    sizes.observe(content.current);
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [log, content]);

  return { isAtEnd, toEnd };
}
