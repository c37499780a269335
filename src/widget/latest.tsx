/** The button that leads back to the end of the log. By itself: what changes often draws nothing but itself. */
import type { ReadonlySignal } from "@preact/signals";
import type { Chat } from "../client/face.js";
import type { Language } from "../protocol/index.js";
import { Icon } from "./icons.js";
import { count } from "./phrase.js";
import type { Words } from "./words.js";

export function Latest(props: {
  readonly chat: Chat;
  readonly isAtEnd: ReadonlySignal<boolean>;
  readonly words: Words;
  readonly language: Language;
  readonly onWanted: (event: { readonly currentTarget: Element }) => void;
}) {
  const { chat, isAtEnd, words, language, onWanted } = props;
  const unread = chat.unread.value;
  if (isAtEnd.value) return null;
  return (
    <button type="button" class="latest" onClick={onWanted}>
      <Icon name="down" />
      {unread > 0 ? count(words.log.latestNew, unread, language) : words.log.latest}
    </button>
  );
}
