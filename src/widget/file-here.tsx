/** A file of a message: to be saved, and a picture to be seen, in the room its size asks for. */
import { useState } from "preact/hooks";
import type { Chat } from "../client/face.js";
import type { Attachment } from "../protocol/attachment.js";
import { isShown } from "../protocol/kinds.js";
import { FileFace, shownName } from "./file-face.js";
import { fileSize } from "./file-size.js";
import { fill } from "./phrase.js";
import { Picture } from "./picture.js";
import type { FileWords } from "./words/files-en.js";

interface Props {
  readonly attachment: Attachment;
  /** Where it was sent from here. */
  readonly content: Blob | undefined;
  readonly chat: Chat;
  readonly words: FileWords;
  readonly language: string;
}

/** As large as it is shown at most, in CSS pixels. */
const WIDEST = 240;
const TALLEST = 280;

export function Here({ attachment: { id, name, type, bytes, width, height }, content, chat, words, language }: Props) {
  const [isBroken, setBroken] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const save = async () => {
    setFailed(false);
    try {
      const desk = await chat.files();
      const link = document.createElement("a");
      link.href = await desk.address(id);
      link.download = shownName(name);
      // Whatever answers there must not take this page's place.
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.click();
    } catch {
      setFailed(true);
    }
  };
  const isPicture = isShown(type) && !isBroken;
  const [ownWidth, ownHeight] = width && height ? [width, height] : [WIDEST, (WIDEST * 3) / 4];
  const scale = Math.min(1, WIDEST / ownWidth, TALLEST / ownHeight);
  return (
    <>
      <button
        type="button"
        class={isPicture ? "picture" : "file"}
        // A card says its name by itself; a picture shows no words.
        aria-label={isPicture ? `${shownName(name)} ${fileSize(bytes, language)}` : undefined}
        title={fill(words.card.save, { name: shownName(name) })}
        onClick={() => void save()}
      >
        {isPicture ? (
          <Picture
            name={id}
            style={{ inlineSize: `${Math.round(ownWidth * scale)}px`, aspectRatio: `${ownWidth} / ${ownHeight}` }}
            load={async () => content ?? (await chat.files()).content(id)}
            onBroken={() => setBroken(true)}
          />
        ) : (
          <FileFace {...{ name, bytes, language }} />
        )}
      </button>
      {hasFailed && (
        <p class="reason" role="alert">
          {words.card.failed}
        </p>
      )}
    </>
  );
}
