/** What of the log is before the visitor's eyes: turns intersections into the sights that attention.ts judges. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Seq } from "../protocol/index.js";
import { dwellMs, isInView, type Sight } from "./attention.js";

/** Fine enough that "60 % in view" is noticed within a twentieth of a message. */
const STEPS = Array.from({ length: 21 }, (_, step) => step / 20);

/** Follows every message above `readUpTo`; `data-seq` on an element says which one it shows. */
export function useSights(log: RefObject<HTMLElement | null>, readUpTo: Seq, onSights: (sights: readonly Sight[]) => void): void {
  const observer = useRef<IntersectionObserver | undefined>(undefined);
  useLayoutEffect(() => {
    const watching = new IntersectionObserver((entries) => onSights(entries.map(sightOf)), {
      root: log.current,
      threshold: STEPS,
    });
    observer.current = watching;
    return () => watching.disconnect();
  }, [log, onSights]);
  // After every render: an element observed already stays as it is, a removed one reports itself as out of view.
  useLayoutEffect(() => {
    for (const element of log.current?.querySelectorAll("[data-seq]") ?? []) {
      if (seqOf(element) > readUpTo) observer.current?.observe(element);
      else observer.current?.unobserve(element);
    }
  });
}

function sightOf({ target, intersectionRect, boundingClientRect, rootBounds }: IntersectionObserverEntry): Sight {
  const view = rootBounds?.height ?? 0;
  const whole = boundingClientRect.height;
  return { seq: seqOf(target), isInView: isInView(intersectionRect.height, whole, view), dwellMs: dwellMs(whole, view) };
}

const seqOf = (element: Element): Seq => Number(element.getAttribute("data-seq"));
