/** Where the visitor writes. Enter sends, Shift+Enter breaks the line, and an input method's Enter belongs to it alone. */
import { type Signal, signal } from "@preact/signals";
import type { ComponentChildren, RefObject, TargetedKeyboardEvent, VNode } from "preact";
import { ChatError } from "../client/errors.js";
import { LONGEST_TEXT } from "../protocol/index.js";
import { Icon } from "./icons.js";
import { fill } from "./phrase.js";
import type { PanelWords } from "./words.js";

interface Props {
  readonly words: PanelWords;
  readonly language: string;
  readonly isShown: boolean;
  readonly isAdding: boolean;
  /** A message of files needs no text. */
  readonly hasFiles: boolean;
  /** Throws a ChatError when the text cannot be sent; it then stays where it is. */
  readonly onSend: (text: string) => void;
  readonly onWriting: () => void;
  /** What goes along. */
  readonly above: ComponentChildren;
  /** What else can be put into a message. */
  readonly children: ComponentChildren;
}

/** `typed`: the page may put something in, too. `takesFocus`: whenever it is shown. */
export function composer(
  field: RefObject<HTMLTextAreaElement | null>,
  typed: Signal<string>,
  takesFocus: boolean,
): (props: Props) => VNode {
  const trouble = signal<"tooLong" | "refused" | undefined>(undefined);
  /** What the height was last made for; undefined while it is not shown, and has none. */
  let fitted: string | undefined;

  /** After every render. */
  function settle(area: HTMLTextAreaElement | null, text: string | undefined): void {
    field.current = area;
    if (!area || text === fitted) return;
    if (fitted === undefined && takesFocus) takeFocus(area);
    fitted = text;
    // Through CSSOM, which a strict CSP allows; the five lines are a max-height in the sheet.
    area.style.height = text ? "auto" : "";
    if (text) area.style.height = `${area.scrollHeight}px`;
  }

  return function Composer({
    words: { composer: words },
    language,
    isShown,
    isAdding,
    hasFiles,
    onSend,
    onWriting,
    above,
    children,
  }) {
    const text = typed.value;
    const isBlank = text.trim() === "";
    const isEmpty = isBlank && !hasFiles;

    const send = () => {
      if (isEmpty) return;
      try {
        onSend(text);
      } catch (caught) {
        if (!(caught instanceof ChatError)) throw caught;
        trouble.value = text.length > LONGEST_TEXT ? "tooLong" : "refused";
        return;
      }
      typed.value = "";
      trouble.value = undefined;
    };

    const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
      // Safari fires compositionend before keydown, so isComposing is already false: 229 is the only sign left (webkit 165004).
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      send();
    };

    return (
      <div class="compose" part="composer">
        {trouble.value && (
          <p class="trouble" role="alert">
            {fill(words[trouble.value], { limit: new Intl.NumberFormat(language).format(LONGEST_TEXT) })}
          </p>
        )}
        {above}
        <div class="line">
          <textarea
            ref={(area) => settle(area, isShown ? text : undefined)}
            rows={1}
            // Empty, it shows words of ours, which begin where their language does.
            dir={isBlank ? undefined : "auto"}
            aria-label={words.label}
            placeholder={isAdding ? words.more : words.placeholder}
            enterkeyhint="send"
            autocomplete="off"
            value={text}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              trouble.value = undefined;
              onWriting();
            }}
            onKeyDown={onKeyDown}
          />
          {children}
          <button
            type="button"
            class="send"
            aria-label={words.send}
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
  };
}

/** Once the panel is on screen: to ask for it takes work of its own. But only within its touch does a finger's keyboard rise. */
function takeFocus(area: HTMLElement): void {
  const focus = () => area.focus({ preventScroll: true });
  if (navigator.maxTouchPoints) focus();
  else requestAnimationFrame(() => setTimeout(focus));
}
