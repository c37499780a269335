/** Where the visitor writes. Enter sends, Shift+Enter breaks the line, and an input method's Enter belongs to it alone. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { ChatError } from "../client/errors.js";
import { LONGEST_TEXT } from "../protocol/index.js";
import { Icon } from "./icons.js";
import { fill } from "./phrase.js";
import type { PanelWords } from "./words.js";

interface Props {
  readonly words: PanelWords;
  readonly language: string;
  /** The page may put something in, too. */
  readonly typed: Signal<string>;
  readonly isAdding: boolean;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Throws a ChatError when the text cannot be sent; it then stays where it is. */
  readonly onSend: (text: string) => void;
  readonly onWriting: () => void;
  /** What else can be put into a message. */
  readonly children: ComponentChildren;
}

export function Composer({ words, language, typed, isAdding, field, onSend, onWriting, children }: Props) {
  const text = typed.value;
  const [trouble, setTrouble] = useState<string>();
  const isEmpty = text.trim() === "";

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    // Through CSSOM, which a strict CSP allows; the five lines are a max-height in the sheet.
    area.style.height = "auto";
    area.style.height = text === "" ? "" : `${area.scrollHeight}px`;
  }, [text, field]);

  const send = () => {
    if (isEmpty) return;
    try {
      onSend(text);
    } catch (caught) {
      if (!(caught instanceof ChatError)) throw caught;
      const limit = new Intl.NumberFormat(language).format(LONGEST_TEXT);
      setTrouble(text.length > LONGEST_TEXT ? fill(words.composer.tooLong, { limit }) : words.composer.refused);
      return;
    }
    typed.value = "";
    setTrouble(undefined);
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // Safari fires compositionend before keydown, so isComposing is already false: 229 is the only sign left (webkit 165004).
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <div class="compose" part="composer">
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <div class="line">
        <textarea
          ref={field}
          rows={1}
          // Empty, it shows words of ours, which begin where their language does.
          dir={isEmpty ? undefined : "auto"}
          aria-label={words.composer.label}
          placeholder={isAdding ? words.composer.more : words.composer.placeholder}
          enterkeyhint="send"
          autocomplete="off"
          value={text}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            setTrouble(undefined);
            onWriting();
          }}
          onKeyDown={onKeyDown}
        />
        {children}
        <button
          type="button"
          class="send"
          aria-label={words.composer.send}
          aria-disabled={isEmpty}
          onClick={() => {
            send();
            field.current?.focus();
          }}
        >
          <Icon name="send" />
        </button>
      </div>
    </div>
  );
}
