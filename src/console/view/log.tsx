/** What was said, oldest first. Stays at the end while one is at the end, and never moves under somebody who reads further up. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationView, Seq } from "../../protocol/index.js";
import { nameOf } from "../faces.js";
import type { Outgoing } from "../kept.js";
import type { Vouching } from "../talk.js";
import { linesOf } from "../timeline.js";
import { words } from "../words.js";
import { Announcer } from "./announcer.js";
import { ArrowDown } from "./icons.js";
import { LogLine } from "./log-line.js";

export interface LogProps {
  view: ConversationView;
  outgoing: readonly Outgoing[];
  /** How many bytes of their files have arrived. */
  arrived: ReadonlyMap<string, number>;
  isWriting: boolean;
  onRetry(id: string): void;
  onDiscard(id: string): void;
  vouching: ReadonlyMap<string, Vouching>;
  onVouch(mail: string): void;
  onSendAgain(seq: Seq): Promise<void>;
}

/** Closer to the end than this counts as at the end: nobody stops a wheel on the pixel. */
const NEAR_PX = 48;

export function Log({ view, outgoing, arrived, isWriting, onRetry, onDiscard, onSendAgain, vouching, onVouch }: LogProps) {
  const lines = linesOf(view.messages, outgoing, view.mails);
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const isBehind = useSignal(false);
  const toEnd = () => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
    else isBehind.value = true;
  }, [lines.length]);
  // A growing composer takes its room from here, and pictures of time (marks, folds) change heights without a new line.
  useEffect(() => {
    const { current } = box;
    if (current === null) return;
    const watch = new ResizeObserver(() => isAtEnd.current && toEnd());
    watch.observe(current);
    if (current.firstElementChild !== null) watch.observe(current.firstElementChild);
    return () => watch.disconnect();
  }, []);
  const onScroll = () => {
    const { current } = box;
    if (current === null) return;
    isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_PX;
    if (isAtEnd.current) isBehind.value = false;
  };
  const name = nameOf(view.contact);

  return (
    <div class="log-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable for those who scroll by keyboard (WCAG 2.1.1). */}
      <div ref={box} class="log" role="log" aria-label={words.log(name)} aria-live="off" tabIndex={0} onScroll={onScroll}>
        <div class="lines">
          {(view.messages[0]?.seq ?? 1) > 1 ? <p class="news">{words.earlierMissing}</p> : null}
          {lines.map((line) => (
            <LogLine
              key={line.key}
              line={line}
              view={view}
              arrived={arrived}
              onRetry={onRetry}
              onDiscard={onDiscard}
              onSendAgain={onSendAgain}
              vouching={vouching}
              onVouch={onVouch}
            />
          ))}
          {isWriting ? <p class="writing">{words.visitorIsWriting(name)}</p> : null}
        </div>
      </div>
      {isBehind.value ? (
        <button
          type="button"
          class="to-end"
          onClick={() => {
            isAtEnd.current = true;
            isBehind.value = false;
            toEnd();
          }}
        >
          <ArrowDown /> {words.newBelow}
        </button>
      ) : null}
      <Announcer view={view} outgoing={outgoing} />
    </div>
  );
}
