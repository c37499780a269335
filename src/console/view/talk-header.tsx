/** Who the conversation is with, whether they are here, and what can be done with it as a whole. */
import type { ReadonlySignal } from "@preact/signals";
import type { Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ConversationView } from "../../protocol/index.js";
import { knownName, nameOf } from "../faces.js";
import { pathOf } from "../page-path.js";
import { hashOf } from "../place.js";
import type { Step } from "../talk.js";
import { words } from "../words.js";
import { ArrowBack, Card, Check } from "./icons.js";
import { Face, Since } from "./small.js";

export interface TalkHeaderProps {
  view: ConversationView;
  now: ReadonlySignal<number>;
  /** Somebody has just come here and shall hear where they are. */
  takesFocus: boolean;
  closing: Step;
  onClose(): void;
  /** Where the details have no column of their own. */
  details: { button: Ref<HTMLButtonElement>; isOpen: boolean; onToggle(): void } | undefined;
}

export function TalkHeader({ view, now, takesFocus, closing, onClose, details }: TalkHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <header class="talk-header">
      <a class="icon-button back" href={hashOf({ at: "inbox" })} aria-label={words.back}>
        <ArrowBack />
      </a>
      <Face id={view.id} name={knownName(view.contact)} isHere={view.present} />
      <div class="who">
        <h2 ref={heading} tabIndex={-1}>
          <bdi>{nameOf(view.contact)}</bdi>
        </h2>
        <p>
          <Presence view={view} now={now} />
        </p>
      </div>
      {view.closedAt === undefined ? (
        <button
          type="button"
          class="quiet with-sign"
          disabled={closing.at === "asking"}
          onClick={onClose}
          aria-label={words.closeConversation}
        >
          <Check />
          <span class="only-roomy">{words.closeConversation}</span>
        </button>
      ) : null}
      {details === undefined ? null : (
        <button
          ref={details.button}
          type="button"
          class="icon-button"
          aria-label={words.details}
          aria-expanded={details.isOpen}
          onClick={details.onToggle}
        >
          <Card />
        </button>
      )}
      <div class="talk-alert" role="alert">
        {closing.at === "failed" ? <p>{words.closeFailed(closing.error.message)}</p> : null}
      </div>
    </header>
  );
}

function Presence({ view, now }: Pick<TalkHeaderProps, "view" | "now">) {
  const page = view.pages.at(-1)?.page;
  const path = page === undefined ? undefined : pathOf(page);
  if (view.present) return <>{[words.here, ...(path === undefined ? [] : [words.isOn(path)])].join(" · ")}</>;
  return (
    <>
      {view.awaySince === undefined ? words.away : <Since at={view.awaySince} now={now} say={words.awayFor} />}
      {path === undefined ? null : ` · ${words.wasOn(path)}`}
    </>
  );
}
