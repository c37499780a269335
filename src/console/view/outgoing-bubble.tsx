/** A reply the server does not have yet: on its way, or kept with its text until somebody decides. */
import type { Outgoing } from "../kept.js";
import { words } from "../words.js";
import { LinkedText } from "./linked-text.js";

export interface OutgoingBubbleProps {
  reply: Outgoing;
  onRetry(): void;
  onDiscard(): void;
}

export function OutgoingBubble({ reply: { text, state }, onRetry, onDiscard }: OutgoingBubbleProps) {
  return (
    <div class={`message by-us is-last is-${state.at}`}>
      <div class="bubble">
        <LinkedText text={text} />
      </div>
      <div class="under" role={state.at === "failed" ? "alert" : undefined}>
        {state.at === "sending" ? (
          <span>{words.sending}</span>
        ) : (
          <>
            <span class="mark is-bad">{words.notSent}</span>
            <span>{state.because === "interrupted" ? words.interrupted : state.because.said}</span>
            <button type="button" class="link" onClick={onRetry}>
              {words.retry}
            </button>
            <button type="button" class="link" onClick={onDiscard}>
              {words.discard}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
