/** What of the log is before the visitor's eyes: turns intersections into the sights that attention.ts judges. */
import type { ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Chat } from "../client/face.js";
import type { Seq } from "../protocol/index.js";
import { type Attention, createAttention, dwellMs, isInView, type Sight } from "./attention.js";
import type { Surroundings } from "./surroundings.js";

/** Parts of a message, so fine that also in one of eighty screens there is one between 60 % of the view and all of it. */
// Not by Array.from: Prototype.js has put one in its place that maps nothing.
const STEPS = [...Array(201)].map((_, step) => step / 200);

interface Watched {
  readonly chat: Chat;
  readonly surroundings: Surroundings;
  readonly isOpen: ReadonlySignal<boolean>;
}

/** Moves the read cursor by what is looked at, as long as the log is drawn; `data-seq` on an element says which message it shows. */
export function useSights(log: RefObject<HTMLElement | null>, { chat, surroundings, isOpen }: Watched): void {
  const watching = useRef<{ readonly attention: Attention; readonly observer: IntersectionObserver } | undefined>(undefined);
  const needsGesture = chat.needsGesture.value;
  const readUpTo = chat.readUpTo.value;
  useLayoutEffect(() => {
    const ending = new AbortController();
    const isShown = () => isOpen.peek() && !chat.needsGesture.peek() && isUncovered(log.current);
    const attention = createAttention(surroundings, isShown, chat.attended, ending.signal);
    const observer = new IntersectionObserver((entries) => attention.see(entries.map(sightOf)), {
      root: log.current,
      threshold: STEPS,
    });
    watching.current = { attention, observer };
    return () => {
      observer.disconnect();
      ending.abort();
    };
  }, [log, chat, surroundings, isOpen]);
  // The panel was opened or closed; or a gesture after a resume link makes looking count from now on. Once that is on screen: to look
  // what lies over the panel takes a layout of the page.
  useEffect(() => watching.current?.attention.reconsider(), [isOpen.value, needsGesture]);
  // After every render: an element observed already stays as it is, a removed one reports itself as out of view.
  useLayoutEffect(() => {
    for (const element of log.current?.querySelectorAll("[data-seq]") ?? []) {
      if (seqOf(element) > readUpTo) watching.current?.observer.observe(element);
      else watching.current?.observer.unobserve(element);
    }
  });
}

/** Nothing of the page lies over the middle of the panel, and it has a size at all. */
function isUncovered(log: HTMLElement | null): boolean {
  const box = log?.closest(".panel")?.getBoundingClientRect();
  const root = log?.getRootNode();
  if (!box || box.width === 0 || box.height === 0 || !(root instanceof ShadowRoot)) return false;
  const around = root.host.getRootNode();
  const finder = around instanceof ShadowRoot ? around : document;
  return finder.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === root.host;
}

function sightOf({ target, intersectionRect, boundingClientRect, rootBounds }: IntersectionObserverEntry): Sight {
  const view = rootBounds?.height ?? 0;
  const whole = boundingClientRect.height;
  return { seq: seqOf(target), isInView: isInView(intersectionRect.height, whole, view), dwellMs: dwellMs(whole, view) };
}

const seqOf = (element: Element): Seq => Number(element.getAttribute("data-seq"));
