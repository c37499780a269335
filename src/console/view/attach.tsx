/** Files for a reply: chosen, pasted or dropped, looked at before they are sent, and taken out again. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { MOST_FILES, type Uploads } from "../../protocol/index.js";
import { acceptOf, judge, type Refused } from "../../widget/file-rules.js";
import { cleanName } from "../../widget/visible-text.js";
import { sizeOf } from "../sizes.js";
import { words } from "../words.js";
import { Cross } from "./icons.js";

interface Props {
  readonly chosen: Signal<readonly File[]>;
  readonly may: Uploads;
  /** The composer: what is dropped on it or pasted into it is meant for it. */
  readonly children: ComponentChildren;
  /** Back to where one writes. */
  readonly onLeft: () => void;
}

export function Attach({ chosen, may, onLeft, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState<{ readonly of: readonly File[]; readonly sentences: readonly string[] }>();
  const files = chosen.value;

  useLayoutEffect(() => {
    const { fit, refused } = judge(files, may);
    if (refused.length === 0) return;
    setSaid({ of: fit, sentences: refused.map((one) => sentenceFor(one, may)) });
    chosen.value = fit;
  }, [files, may, chosen]);
  useEffect(() => {
    const composer = place.current?.closest("form");
    const own = new AbortController();
    const take = (event: Event, offer: DataTransfer | null) => {
      // What comes with words is taken as words.
      if (!offer?.types.includes("Files") || offer.types.includes("text/plain")) return;
      event.preventDefault();
      chosen.value = [...chosen.peek(), ...offer.files];
    };
    const onDrag = (event: DragEvent) => take(event, event.dataTransfer);
    composer?.addEventListener("dragover", onDrag, { signal: own.signal });
    composer?.addEventListener("drop", onDrag, { signal: own.signal });
    composer?.addEventListener("paste", (event) => take(event, event.clipboardData), { signal: own.signal });
    return () => own.abort();
  }, [chosen]);

  return (
    <div ref={place} class="attach">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={acceptOf(may)}
        onChange={({ currentTarget }) => {
          chosen.value = [...files, ...(currentTarget.files ?? [])];
          // The same file again would be no change.
          currentTarget.value = "";
          onLeft();
        }}
      />
      <div class="extras">
        <button type="button" class="link" onClick={() => input.current?.click()}>
          {words.attach}
        </button>
        {children}
      </div>
      {said?.of === files ? (
        <div class="too-long" role="alert">
          {said.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : null}
      {files.length === 0 ? null : (
        <ul class="chosen" aria-label={words.attached}>
          {files.map((file, index) => (
            <li key={`${index} ${file.name}`}>
              <bdi>{cleanName(file.name)}</bdi> <small>{sizeOf(file.size)}</small>
              <button
                type="button"
                class="quiet"
                aria-label={words.detach(cleanName(file.name))}
                onClick={() => {
                  chosen.value = files.filter((one) => one !== file);
                  onLeft();
                }}
              >
                <Cross />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function sentenceFor(refused: Refused, { largestBytes }: Uploads): string {
  if (refused.because === "many") return words.refused.many(MOST_FILES);
  const name = cleanName(refused.name);
  return refused.because === "large" ? words.refused.large(name, sizeOf(largestBytes)) : words.refused[refused.because](name);
}
