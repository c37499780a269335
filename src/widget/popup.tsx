/** What opens over the panel and closes again: the menu, the emoji, the question before a deletion. Escape closes it first, and the focus goes back to where it came from. */
import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Chat } from "../client/face.js";
import type { Language } from "../protocol/language.js";
import type { ConversationParts } from "./conversation-parts.js";
import { Emoji } from "./emoji.js";
import { EraseQuestion } from "./erase-question.js";
import { Menu } from "./menu.js";
import type { PopupName } from "./view.js";
import type { MoreWords } from "./words/more-en.js";
import type { PanelWords } from "./words.js";

export interface PopupProps {
  readonly popup: Signal<PopupName | undefined>;
  readonly chat: Chat;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly words: PanelWords;
  /** What draws the messages, once there are some. */
  readonly talk: ConversationParts | undefined;
  readonly more: MoreWords;
  readonly language: Language;
  /** Once there is something to say. */
  readonly say: ((text: string) => void) | undefined;
}

export function Popup(props: PopupProps) {
  const { popup, chat, field, words, talk, more, language, say } = props;
  const box = useRef<HTMLDivElement>(null);
  const open = popup.value;

  // As soon as it is there: an Escape before the next frame would be the panel's.
  useLayoutEffect(() => {
    const root = box.current?.getRootNode();
    if (!open || !(root instanceof ShadowRoot)) return;
    const onKeyDown = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== "Escape" || event.isComposing || event.keyCode === 229) return;
      // The panel is the next one's.
      event.stopPropagation();
      popup.value = undefined;
    };
    root.addEventListener("keydown", onKeyDown, true);
    return () => root.removeEventListener("keydown", onKeyDown, true);
  }, [open, popup]);

  // The focus goes back a frame later: the press that closes it would take it along.
  useEffect(() => {
    const root = box.current?.getRootNode();
    if (!open || !(root instanceof ShadowRoot)) return;
    const opener = root.querySelector<HTMLElement>(`[data-popup=${open === "emoji" ? "emoji" : "menu"}]`);
    const isOutside = (target: EventTarget | null | undefined) =>
      target instanceof Node && !box.current?.contains(target) && !opener?.contains(target);
    const onPointer = (event: Event) => {
      if (isOutside(event.composedPath()[0])) popup.value = undefined;
    };
    window.addEventListener("pointerdown", onPointer, true);
    return () => {
      window.removeEventListener("pointerdown", onPointer, true);
      // Unless the focus has gone elsewhere by itself, or to another of these.
      if (!popup.peek() && isInNowhere(root)) (open === "emoji" ? field.current : opener)?.focus();
    };
  }, [open, popup, field]);

  if (!open) return null;
  const close = () => {
    popup.value = undefined;
  };
  return (
    <div ref={box}>
      {open === "menu" && (
        <Menu
          {...{ chat, words, talk, more, language, say }}
          onClose={close}
          onErase={() => {
            popup.value = "erase";
          }}
        />
      )}
      {open === "emoji" && <Emoji name={words.composer.emoji} field={field} onClose={close} />}
      {open === "erase" && <EraseQuestion words={more.erase} onErase={chat.erase} onClose={close} />}
    </div>
  );
}

const isInNowhere = ({ activeElement }: ShadowRoot): boolean => !activeElement?.isConnected;
