/** The files of a message that is not sent yet: how far each is, what keeps them, and a way to take them back. */
import { useEffect } from "preact/hooks";
import type { Chat, DraftFile, DraftState } from "../client/face.js";
import { FileFace, shownName } from "./file-face.js";
import type { FileWords } from "./words/files-en.js";

interface Props {
  readonly chat: Chat;
  readonly id: string;
  readonly files: readonly DraftFile[];
  readonly state: DraftState;
  readonly say: (text: string) => void;
  readonly words: FileWords;
  readonly language: string;
}

export function Leaving({ id, files, state, say, chat, words, language }: Props) {
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const sum = (of: (file: DraftFile) => number) => files.reduce((all, file) => all + of(file), 0);
  const quarter = Math.floor(
    (4 * sum(({ received = 0 }) => received)) /
      Math.max(
        1,
        sum(({ bytes }) => bytes),
      ),
  );
  const isUnderWay = state.at === "queued" && quarter < 4;
  useEffect(() => {
    if (isUnderWay && quarter > 0) say(`${files.map(({ name }) => shownName(name)).join(", ")}: ${percent.format(quarter / 4)}`);
    // Once per quarter, whatever else has changed.
  }, [quarter]);
  return (
    <>
      <ul class="files">
        {files.map(({ id, name, bytes, content, received }) => (
          <li key={id} class="file">
            <FileFace {...{ name, bytes, content, language }}>
              {isUnderWay && received !== undefined && (
                <span
                  class="bar"
                  role="progressbar"
                  aria-label={shownName(name)}
                  aria-valuenow={Math.floor((100 * received) / bytes)}
                  aria-valuetext={percent.format(received / bytes)}
                >
                  <i style={{ inlineSize: `${(100 * received) / bytes}%` }} />
                </span>
              )}
            </FileFace>
          </li>
        ))}
      </ul>
      {state.at === "failed" && <Reason code={state.error.code} words={words} />}
      {(state.at === "held" || isUnderWay) && (
        <button type="button" class="link cancel" onClick={() => chat.discard(id)}>
          {words.card.cancel}
        </button>
      )}
    </>
  );
}

function Reason({ code, words: { refused } }: { readonly code: string; readonly words: FileWords }) {
  const sentences: Readonly<Record<string, string>> = {
    "kind-refused": refused.kind,
    "too-large": refused.large,
    "quota-reached": refused.quota,
    "file-lost": refused.lost,
  };
  const sentence = sentences[code];
  return sentence ? <p class="reason">{sentence}</p> : null;
}
