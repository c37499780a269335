/** A reply the server does not have yet: on its way, or kept with its text until somebody decides. */
import { cleanName } from "../../widget/visible-text.js";
import type { Outgoing } from "../kept.js";
import { sizeOf } from "../sizes.js";
import { words } from "../words.js";
import { LinkedText } from "./linked-text.js";

export interface OutgoingBubbleProps {
  reply: Outgoing;
  /** How many bytes of its files have arrived. */
  arrived: ReadonlyMap<string, number>;
  onRetry(): void;
  onDiscard(): void;
}

export function OutgoingBubble({ reply: { text, files = [], state }, arrived, onRetry, onDiscard }: OutgoingBubbleProps) {
  return (
    <div class={`message by-us is-last is-${state.at}`}>
      <div class="bubble">
        {text === "" ? null : <LinkedText text={text} />}
        {files.length === 0 ? null : (
          <div class="files">
            {files.map((file) => (
              <Leaving key={file.id} file={file} received={state.at === "sending" ? arrived.get(file.id) : undefined} />
            ))}
          </div>
        )}
      </div>
      <div class="under" role={state.at === "failed" ? "alert" : undefined}>
        {state.at === "sending" ? (
          <>
            <span>{words.sending}</span>
            {files.some(({ id, bytes }) => (arrived.get(id) ?? 0) < bytes) ? (
              <button type="button" class="link" onClick={onDiscard}>
                {words.cancel}
              </button>
            ) : null}
          </>
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

function Leaving({ file, received }: { file: NonNullable<Outgoing["files"]>[number]; received: number | undefined }) {
  const name = cleanName(file.name);
  return (
    <p class="file">
      <bdi>{name}</bdi> {sizeOf(file.bytes)}
      {received === undefined ? null : <progress aria-label={name} max={file.bytes} value={received} />}
    </p>
  );
}
