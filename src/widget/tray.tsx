/** The files that will go with the next message: chosen, pasted or dropped, and looked at before they are sent. */
import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../client/face.js";
import type { Uploads } from "../protocol/site.js";
import { useDragOver } from "./drag-over.js";
import { FileFace, shownName } from "./file-face.js";
import { keyOf } from "./file-key.js";
import { acceptOf, judge } from "./file-rules.js";
import { Icon } from "./icons.js";
import { fill } from "./phrase.js";
import { sentenceFor } from "./refusal.js";
import type { FileWords } from "./words/files-en.js";

interface Props {
  readonly chat: Chat;
  /** Anybody may add to it. */
  readonly chosen: Signal<readonly File[]>;
  /** The file dialog is wanted. */
  readonly isPicking: Signal<boolean>;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly words: FileWords;
  readonly language: string;
  /** Undefined until there is a voice. */
  readonly say: ((text: string) => void) | undefined;
}

const NO_UPLOADS: Uploads = { largestBytes: 0, kinds: [] };

export function Tray({ chat, chosen, isPicking, field, words, language, say }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [said, setSaid] = useState<{ readonly of: readonly File[]; readonly sentences: readonly string[] }>();
  const uploads = chat.site.value?.uploads ?? NO_UPLOADS;
  const files = chosen.value;
  const visit = chat.visit.value;
  const isOver = useDragOver(field);
  const isWanted = isPicking.value;
  const known = useRef(0);

  // Within the press of the button, as browsers want it.
  useLayoutEffect(() => {
    if (!isWanted) return;
    isPicking.value = false;
    input.current?.click();
  }, [isWanted, isPicking]);
  useLayoutEffect(() => {
    const { fit, refused } = judge(files, uploads);
    if (files.length > known.current) say?.(`${words.tray.label}: ${fit.map(({ name }) => shownName(name)).join(", ")}`);
    if (say) known.current = fit.length;
    if (refused.length === 0) return;
    setSaid({ of: fit, sentences: refused.map((one) => sentenceFor(one, uploads, words, language)) });
    chosen.value = fit;
  }, [files, uploads, chosen, words, language, say]);
  // Somebody has logged out: the next person sends nothing of theirs.
  useEffect(
    () => () => {
      chosen.value = [];
    },
    [visit, chosen],
  );

  const drop = (file: File) => {
    const at = files.indexOf(file);
    chosen.value = files.filter((one) => one !== file);
    const next = [...(list.current?.querySelectorAll("button") ?? [])].filter((_, index) => index !== at)[Math.max(0, at - 1)];
    (next ?? field.current)?.focus();
  };

  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={acceptOf(uploads)}
        onChange={({ currentTarget }) => {
          chosen.value = [...files, ...(currentTarget.files ?? [])];
          // The same file again would be no change.
          currentTarget.value = "";
          field.current?.focus();
        }}
        onCancel={() => field.current?.focus()}
      />
      {said?.of === files &&
        said.sentences.map((sentence) => (
          <p key={sentence} class="trouble" role="alert">
            {sentence}
          </p>
        ))}
      {files.length > 0 && (
        <ul ref={list} class="tray" aria-label={words.tray.label}>
          {files.map((file) => (
            <li key={keyOf(file)}>
              <FileFace name={file.name} bytes={file.size} language={language} content={file} />
              <button
                type="button"
                class="iconic"
                aria-label={fill(words.tray.remove, { name: shownName(file.name) })}
                onClick={() => drop(file)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isOver && <div class="drop">{words.tray.drop}</div>}
    </>
  );
}
