/** One conversation: who it is with, what was said, the reply, and beside it what is known of them. */
import { useComputed, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Desk } from "../desk.js";
import { type Outgoing, withDraft } from "../kept.js";
import type { Screen } from "../media.js";
import type { Talk } from "../talk.js";
import { words } from "../words.js";
import { Composer } from "./composer.js";
import { Details } from "./details.js";
import { Loaded } from "./loaded.js";
import { Log } from "./log.js";
import { PlanLine } from "./plan-line.js";
import { TalkHeader } from "./talk-header.js";

/** Always the same nothing, so that what is drawn from it is not drawn again. */
const NONE: readonly Outgoing[] = [];

export function TalkPane({ talk, desk, screen }: { talk: Talk; desk: Desk; screen: Screen }) {
  const isAsked = useSignal(false);
  const isWide = screen.isWide.value;
  const shown = talk.view.shown.value;
  const me = desk.me.shown.value;
  const uploads = me.at === "here" ? me.value.uploads : undefined;
  const detailsButton = useRef<HTMLButtonElement>(null);
  const draft = useComputed(() => desk.keep.kept.value.drafts[talk.id] ?? "");
  const outgoing = useComputed(() => desk.keep.kept.value.outgoing[talk.id] ?? NONE);
  const closeDetails = () => {
    isAsked.value = false;
    detailsButton.current?.focus();
  };
  // On a phone the keyboard would cover what one came to read; there the heading takes the focus.
  const isNarrow = screen.isNarrow.peek();

  return (
    <>
      <main class="talk">
        {screen.isNarrow.value ? <h1 class="only-read">{words.conversations}</h1> : null}
        <Loaded shown={talk.view.shown} onAgain={talk.view.ask}>
          {(view) => (
            <>
              <TalkHeader
                view={view}
                now={desk.clock.now}
                takesFocus={isNarrow}
                closing={talk.closing.value}
                onClose={talk.close}
                details={
                  isWide
                    ? undefined
                    : { button: detailsButton, isOpen: isAsked.value, onToggle: () => (isAsked.value = !isAsked.value) }
                }
              />
              <Log
                view={view}
                outgoing={outgoing.value}
                arrived={desk.replies.files.arrived.value}
                isWriting={desk.typing.value.has(talk.id)}
                onRetry={(id) => desk.replies.retry(talk.id, id)}
                onDiscard={(id) => desk.replies.discard(talk.id, id)}
                vouching={talk.vouching.value}
                onVouch={talk.vouch}
                onSendAgain={talk.sendAgain}
              />
              <Composer
                contact={view.contact}
                draft={draft}
                takesFocus={!isNarrow}
                chosen={desk.replies.files.chosen(talk.id)}
                uploads={view.channel === "widget" || view.channel === "email" ? uploads : undefined}
                onDraft={(text) => {
                  desk.keep.change((kept) => withDraft(kept, talk.id, text));
                  if (text.trim() === "") talk.silent();
                  else talk.writing();
                }}
                onSend={(text, quickReplies) => {
                  talk.silent();
                  desk.replies.send(talk.id, text, quickReplies);
                }}
              >
                <PlanLine view={view} now={desk.clock.now} />
              </Composer>
            </>
          )}
        </Loaded>
      </main>
      {shown.at === "here" && (isWide || isAsked.value) ? (
        <aside class={`details ${isWide ? "" : "is-over"}`} aria-label={words.details}>
          <Details
            view={shown.value}
            questions={desk.settings.edited.value?.own ?? []}
            asking={talk.asking.value}
            onAsk={talk.askContact}
            decisions={talk.decisions}
            onClose={isWide ? undefined : closeDetails}
          />
        </aside>
      ) : null}
    </>
  );
}
