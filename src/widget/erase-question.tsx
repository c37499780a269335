/** Asked before anything is deleted: what goes, and that it does not come back. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MoreWords } from "./words/more-en.js";

interface Props {
  readonly words: MoreWords["erase"];
  readonly onErase: () => Promise<void>;
  readonly onClose: () => void;
}

export function EraseQuestion({ words, onErase, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<"asking" | "erasing" | "failed">("asking");
  // The harmless answer is the one under the hand.
  useLayoutEffect(() => box.current?.querySelector("button")?.focus(), []);

  const erase = () => {
    if (at === "erasing") return;
    setAt("erasing");
    onErase().then(onClose, () => setAt("failed"));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Tab") return;
    // Two buttons: from either one to the other.
    event.preventDefault();
    box.current?.querySelector<HTMLElement>("button:not(:focus)")?.focus();
  };

  return (
    <div class="veil">
      <div
        ref={box}
        class="question"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="recado-erase"
        aria-describedby="recado-erased"
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <h3 id="recado-erase">{words.title}</h3>
        <p id="recado-erased">{words.text}</p>
        <p role="alert" class="trouble">
          {at === "failed" && words.failed}
        </p>
        <div class="answers">
          <button type="button" onClick={onClose}>
            {words.no}
          </button>
          <button type="button" class="danger" aria-disabled={at === "erasing"} onClick={erase}>
            {at === "erasing" ? words.doing : words.yes}
          </button>
        </div>
      </div>
    </div>
  );
}
