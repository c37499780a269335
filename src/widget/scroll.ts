/**
 * Where the log stands, and how much of it is drawn. New lines follow at the bottom only if the visitor is there; older ones come
 * in above without moving what is being read; and the first look goes to where reading stopped.
 */
import type { ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { createPlace, type Shown } from "./place.js";
import { type Drawn, drawn } from "./stretch.js";

export interface Scroll extends Drawn {
  readonly isAtEnd: ReadonlySignal<boolean>;
  /** The spaces for what is not drawn. */
  readonly above: RefObject<HTMLDivElement | null>;
  readonly below: RefObject<HTMLDivElement | null>;
  readonly toEnd: () => void;
}

export function useScroll(log: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>, shown: Shown): Scroll {
  const [, draw] = useState({});
  const above = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLDivElement>(null);
  const place = useMemo(() => createPlace({ log, content, above, below }, () => draw({})), [log, content]);
  useLayoutEffect(() => place.settle(shown));
  useLayoutEffect(() => {
    const element = log.current;
    if (!element || !content.current) return;
    // A form that unfolds or a keyboard that rises changes the heights without a render of ours.
    const sizes = new ResizeObserver(place.resized);
    element.addEventListener("scroll", place.scrolled, { passive: true });
    sizes.observe(element);
    sizes.observe(content.current);
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", place.scrolled);
    };
  }, [log, content, place]);
  return { ...drawn(shown.lines, place.stretch()), isAtEnd: place.isAtEnd, above, below, toEnd: place.toEnd };
}
