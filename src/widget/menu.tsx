/** The visitor's menu: what is seldom wanted, and never in the way. Without an ability its item is not there. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Chat } from "../client/face.js";
import type { Language } from "../protocol/language.js";
import type { ConversationParts } from "./conversation-parts.js";
import { downloadDossier, downloadTranscript } from "./transcript.js";
import type { MoreWords } from "./words/more-en.js";
import type { PanelWords } from "./words.js";

interface Props {
  readonly chat: Chat;
  readonly words: PanelWords;
  readonly talk: ConversationParts | undefined;
  readonly more: MoreWords;
  readonly language: Language;
  readonly say: ((text: string) => void) | undefined;
  readonly onErase: () => void;
  readonly onClose: () => void;
}

export function Menu({ chat, words, talk, more, language, say, onErase, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll("button") ?? [])];
  useLayoutEffect(() => items()[0]?.focus(), []);
  const { isMuted } = chat.notes.value;
  const hasTalked = chat.timeline.value.length > 0;

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.findIndex((item) => item.matches(":focus"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") onClose();
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  };
  const download = ({ words, timesFor }: ConversationParts) => {
    onClose();
    downloadTranscript(chat, { words, timesFor, more: more.transcript, language }).catch(failed);
  };

  const failed = () => say?.(more.transcript.failed);
  const dossier = (as: "html" | "json") => {
    onClose();
    downloadDossier(chat, as, language).catch(failed);
  };

  return (
    <div ref={menu} class="menu" role="menu" tabIndex={-1} aria-label={words.panel.menu} onKeyDown={onKeyDown}>
      <button
        type="button"
        role="menuitemcheckbox"
        tabIndex={-1}
        aria-checked={!isMuted}
        onClick={() => chat.note({ isMuted: !isMuted })}
      >
        {more.menu.sounds}
      </button>
      {hasTalked && chat.can.dossier && (
        <>
          <button type="button" role="menuitem" tabIndex={-1} onClick={() => dossier("html")}>
            {more.menu.dossier}
          </button>
          <button type="button" role="menuitem" tabIndex={-1} onClick={() => dossier("json")}>
            {more.menu.json}
          </button>
        </>
      )}
      {hasTalked && talk && !chat.can.dossier && (
        <button type="button" role="menuitem" tabIndex={-1} onClick={() => download(talk)}>
          {more.menu.transcript}
        </button>
      )}
      {hasTalked && chat.can.erase && (
        <button type="button" role="menuitem" tabIndex={-1} class="danger" onClick={onErase}>
          {more.menu.erase}
        </button>
      )}
    </div>
  );
}
