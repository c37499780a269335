/**
 * Keeps the place in the log. What is being read does not move by a pixel, whatever comes in or goes above it (not every browser
 * has scroll anchoring): a row in view is the anchor, and what has shifted it is taken from the space above, or scrolled by.
 */
import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { AT_END, beginningAt, type Drawn, drawn, type Lines, STEP, type Stretch, wanted } from "./stretch.js";

/** So near the end counts as the end: a finger rarely stops on the very last pixel. */
const NEAR_END_PX = 48;
/** So long after its last turn a scroll is over. */
const REST_MS = 150;
/** Without a hand in between: heights that change with every look must not keep us busy for ever. */
const MOST_MOVES = 60;

type Part = RefObject<HTMLElement | null>;

export interface Shown {
  readonly lines: Lines;
  /** The line reading stopped at, if any. */
  readonly divider: number | undefined;
  /** Turns true when the panel opens. */
  readonly isShown: boolean;
}

/** `draw` is asked for a drawing of what `stretch()` is by then, and calls `settle` once it has been made. */
export function createPlace(
  { log, content, above, below }: Record<"log" | "content" | "above" | "below", Part>,
  draw: () => void,
) {
  /** During a scroll what it was before: the frames of one have enough to draw. */
  const isAtEnd = signal(true);
  /** The same, known at once: it goes along with what comes. */
  let isFollowing = true;
  /** Until a scroll is over. */
  let rest: ReturnType<typeof setTimeout> | undefined;
  let stretch = AT_END;
  let lines: Lines = [];
  let now: Drawn = { from: 0, to: 0 };
  let space = 0;
  /** Which line was the first drawn when the space was made. */
  let spaceFor = -1;
  let anchor: Element | undefined;
  let anchorTop = 0;
  /** Of the rows drawn, the one a jump is aimed at. */
  let aim: number | undefined;
  let isShown = false;
  let moves = 0;
  let hadFocus = false;

  const topOf = (element: Element | null | undefined): number =>
    (element?.getBoundingClientRect().top ?? 0) - (content.current?.getBoundingClientRect().top ?? 0);
  /** From a list that the browser keeps: this is asked at every turn of a wheel. */
  const rows = () => content.current?.getElementsByClassName("row");
  /** The first that ends below this. Halved, for where each one lies takes the browser's time. */
  function rowAt(top: number): Element | undefined {
    const all = rows();
    let [from, to] = [0, all?.length ?? 0];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((all?.[middle]?.getBoundingClientRect().bottom ?? 0) > top) to = middle;
      else from = middle + 1;
    }
    return all?.[from];
  }

  function move(to: Stretch): boolean {
    if (drawn(lines, to).from === now.from && to.most === stretch.most) return false;
    stretch = to;
    hadFocus = log.current?.matches(":focus-within") ?? false;
    draw();
    return true;
  }
  /** The space above is measured, and what is below nobody sees: that is as tall as what is drawn makes likely. */
  function leaveSpace(inserted: number, shift: number | undefined): void {
    const line = (topOf(below.current) - space) / (now.to - now.from);
    spaceFor = now.from;
    space = now.from === 0 ? 0 : Math.max(0, shift === undefined ? now.from * line : space + inserted * line - shift);
    if (above.current) above.current.style.blockSize = `${space}px`;
    if (below.current) below.current.style.blockSize = `${(lines.length - now.to) * line}px`;
  }
  function rested(): void {
    clearTimeout(rest);
    rest = undefined;
    isAtEnd.value = isFollowing;
  }
  /** What is in view now is what stays in view. */
  function look(element: HTMLElement): void {
    const { scrollTop, clientHeight, scrollHeight } = element;
    anchor = rowAt(element.getBoundingClientRect().top);
    anchorTop = topOf(anchor);
    isFollowing = now.to === lines.length && scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (rest === undefined) isAtEnd.value = isFollowing;
    // At the end it slides along with what comes; above it, nothing may go from under the eye.
    stretch = { first: isFollowing ? undefined : lines[now.from]?.id, most: stretch.most };
    if (moves++ > MOST_MOVES) return;
    const seen = { top: scrollTop, view: clientHeight, above: space, end: topOf(below.current), height: scrollHeight };
    const next = wanted(now, stretch.most, lines.length, seen);
    if (!next) return;
    const to = beginningAt(lines, next.from, next.most);
    if (next.aim !== undefined) [aim, anchorTop] = [next.aim - drawn(lines, to).from, scrollTop];
    if (!move(to)) aim = undefined;
  }
  /** What the log was opened for: where reading stopped, or else the end. */
  function lookFirst(element: HTMLElement, divider: number | undefined): void {
    const to = divider === undefined ? { most: stretch.most } : beginningAt(lines, divider - STEP, stretch.most);
    if (move(to)) return;
    stretch = to;
    isShown = true;
    if (spaceFor !== now.from) leaveSpace(0, undefined);
    const mark = element.querySelector<HTMLElement>(".new");
    // A line of what is known above the divider tells where one is.
    element.scrollTop = mark ? mark.offsetTop - element.clientHeight / 4 : element.scrollHeight;
    look(element);
    rested();
  }
  /** What is drawn has changed, or its heights. */
  function keep(element: HTMLElement, inserted: number, hasMoved: boolean): void {
    if (aim !== undefined) anchor = rows()?.[aim];
    aim = undefined;
    const shift = anchor?.isConnected ? topOf(anchor) - anchorTop : undefined;
    if (hasMoved || inserted > 0) leaveSpace(inserted, hasMoved || shift === undefined ? shift : 0);
    if (isFollowing) element.scrollTop = element.scrollHeight;
    else if (shift !== undefined) element.scrollTop += topOf(anchor) - anchorTop;
    // What had it may have gone out of what is drawn: the arrow keys go on from here.
    if (hadFocus && !element.matches(":focus-within")) element.focus({ preventScroll: true });
    hadFocus = false;
    look(element);
  }
  /** Hidden, nothing has a height. */
  const shown = (): HTMLElement | undefined => (log.current?.clientHeight ? log.current : undefined);

  return {
    isAtEnd,
    stretch: () => stretch,
    settle(given: Shown): void {
      const [before, was] = [lines, now];
      lines = given.lines;
      now = drawn(lines, stretch);
      // Closed, nothing is measured: that would lay out what nobody sees.
      const element = given.isShown ? shown() : undefined;
      // It will be opened at its end, which can be drawn by then.
      if (isShown && !given.isShown) move({ most: stretch.most });
      isShown &&= given.isShown;
      if (!element) return;
      if (!isShown) lookFirst(element, given.divider);
      else {
        const inserted = Math.max(
          0,
          lines.slice(was.from).findIndex(({ id }) => id === before[was.from]?.id),
        );
        keep(element, inserted, now.from !== was.from + inserted || now.to !== was.to + inserted);
      }
    },
    toEnd(): void {
      isFollowing = true;
      rested();
      anchor = aim = undefined;
      if (move({ most: stretch.most })) return;
      stretch = { most: stretch.most };
      if (log.current) log.current.scrollTop = log.current.scrollHeight;
    },
    scrolled(): void {
      moves = 0;
      const element = isShown && shown();
      if (!element) return;
      clearTimeout(rest);
      rest = setTimeout(rested, REST_MS);
      look(element);
    },
    resized(): void {
      const element = isShown && shown();
      if (element) keep(element, 0, false);
    },
  };
}
