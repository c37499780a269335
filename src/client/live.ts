/**
 * What there is only once there is a conversation, here or in another tab: the line, who is writing, and what the other tabs say. Its code comes
 * then (running.ts); what was said before it came waits.
 */
import { ServerEvent } from "../protocol/events.js";
import type { CatchUp } from "./catch-up.js";
import { fitting } from "./fitting.js";
import { heardDrafts, heardSession } from "./heard.js";
import type { Life } from "./life.js";
import { type Line, type LineParts, line } from "./line.js";
import { readDraft } from "./records.js";
import type { Access } from "./session.js";
import { toldEvent } from "./told-event.js";
import { type Typing, typing } from "./typing.js";
import { Word } from "./word.js";
import type { Wake } from "./worker.js";

export interface LiveParts extends Omit<LineParts, "onEvent" | "onUp"> {
  readonly gaps: CatchUp;
  readonly fill: Wake;
  readonly onGone: () => void;
  /** Runs a step that takes in what was heard: what changes by it is not said again. */
  readonly hearing: (step: () => void) => void;
  /** When somebody last signed out on this page: older drafts of no conversation are theirs, and so is this conversation. */
  readonly since: number;
  readonly forgotten: string | undefined;
}

export interface Live extends Omit<Line, "hear"> {
  readonly typing: Typing;
  /** Whatever came over the channel. */
  hear(said: unknown): void;
}

export function live(life: Life, access: Access, parts: LiveParts): Live {
  const { identity, known } = life.state;
  const { gaps, fill, onGone, hearing, since, forgotten } = parts;
  const writing = typing(life);
  const stream = line(life, access, { ...parts, onEvent, onUp });

  function onEvent(event: ServerEvent): void {
    if (event.type === "gone") onGone();
    else if (event.type === "typing") writing.heard(event);
    else toldEvent(life.state, event);
    if (event.type === "message" && event.message.by === "agent") writing.arrived();
  }
  function onUp(): void {
    gaps.refresh();
    fill();
  }

  function takeIn(word: Word): void {
    const { session, drafts = [], dropped } = word;
    if (forgotten === undefined || session?.conversation !== forgotten) heardSession(life.state, word);
    if (word.of !== identity.peek()?.conversation) return;
    const heard = drafts.flatMap(readDraft).filter(({ writtenAt }) => word.of !== undefined || writtenAt > since);
    heardDrafts(life.state, heard, dropped);
    stream.hear(word);
    const event = fitting(ServerEvent, word.event);
    if (event === undefined) return;
    if (word.epoch === (known.peek().epoch ?? word.epoch)) onEvent(event);
    // Of another past: one of the two is out of date, and the backend knows which.
    else if (event.type === "hello") onUp();
  }

  return {
    ...stream,
    typing: writing,
    hear(said) {
      const word = fitting(Word, said);
      if (word) hearing(() => takeIn(word));
    },
  };
}
