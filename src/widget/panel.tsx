/** The panel: a dialog that is part of the page on a desktop and the whole screen on a phone. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Chat } from "../client/face.js";
import type { Language } from "../protocol/language.js";
import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import type { ContactDesk } from "./contact-desk.js";
import type { ConversationParts } from "./conversation-parts.js";
import { Header } from "./header.js";
import { Icon } from "./icons.js";
import type { LatePart } from "./late-part.js";
import { Log } from "./log.js";
import type { MoreParts } from "./more-parts.js";
import type { Surroundings } from "./surroundings.js";
import type { View } from "./view.js";
import { cleanName } from "./visible-text.js";
import type { PanelWords } from "./words.js";

interface Props {
  readonly chat: Chat;
  readonly view: View;
  /** Undefined until what draws the messages is here. */
  readonly desk: ContactDesk | undefined;
  readonly send: (text: string) => void;
  readonly words: PanelWords;
  readonly withOpening: (line: string) => string;
  /** What draws the messages. */
  readonly conversation: LatePart<ConversationParts>;
  /** What is seldom asked for. */
  readonly more: LatePart<MoreParts>;
  readonly onMore: () => void;
  readonly surroundings: Surroundings;
  readonly language: Language;
  readonly typed: Signal<string>;
  /** What holds the page still on a phone, once it is here. */
  readonly seldom: typeof import("./seldom.js") | undefined;
  readonly isPhone: boolean;
  readonly isEmbedded: boolean;
  readonly onClose: () => void;
  /** The announcer, where the dialog is modal: what stands outside a modal dialog is not read out. */
  readonly children?: ComponentChildren;
}

export function Panel({
  chat,
  view,
  desk,
  send,
  conversation,
  more,
  onMore,
  surroundings,
  words,
  withOpening,
  language,
  typed,
  seldom,
  isPhone,
  isEmbedded,
  onClose,
  children,
}: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isOpen = view.isOpen.value;
  const site = chat.site.value;
  const isModal = isPhone && !isEmbedded;

  useLayoutEffect(() => {
    if (isOpen && !isEmbedded) field.current?.focus({ preventScroll: true });
  }, [isOpen, isEmbedded]);
  useEffect(() => {
    if (!isOpen || !isModal || !panel.current) return;
    return seldom?.holdPhone(panel.current);
  }, [isOpen, isModal, seldom]);

  const trouble = troubleOf(
    chat,
    view.isSiteMissing.value || desk?.isMissing.value || conversation.isMissing.value || more.isMissing.value,
    words,
  );
  const { popup } = view;
  const parts = more.here.value;
  const opener = (name: "menu" | "emoji", label: string) => (
    <button
      type="button"
      class="iconic"
      data-popup={name}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={popup.value === name}
      onClick={() => (popup.value = popup.peek() === name ? undefined : name)}
    >
      <Icon name={name} />
    </button>
  );
  return (
    <div
      ref={panel}
      class="panel"
      part="panel"
      role="dialog"
      aria-modal={isModal}
      aria-label={site ? cleanName(site.name) : words.panel.chat}
      hidden={!isOpen}
    >
      <Header availability={chat.availability.value} onClose={isEmbedded ? undefined : onClose} {...{ site, words, withOpening }}>
        {opener("menu", words.panel.menu)}
      </Header>
      <Banner text={trouble?.text} isPatient={trouble?.isPassing ?? false} />
      <Log
        drawn={conversation.here.value}
        readBefore={view.readBefore.value}
        onFormLeft={() => field.current?.focus({ preventScroll: true })}
        isOpen={view.isOpen}
        {...{ chat, desk, send, surroundings, words, language }}
        say={view.announcer.say}
        more={parts}
        onMore={onMore}
      />
      <Composer
        {...{ words, language, typed }}
        isAdding={desk?.form.value?.at === "asking"}
        field={field}
        onSend={send}
        onWriting={() => {
          chat.writing();
          desk?.expect();
          conversation.expect();
        }}
      >
        {opener("emoji", words.composer.emoji)}
      </Composer>
      {parts && (
        <parts.Popup
          {...{ popup, chat, field, words, language }}
          talk={conversation.here.value}
          more={parts.more}
          say={view.announcer.say}
        />
      )}
      {children}
    </div>
  );
}

/** The one thing most worth saying; what passes by itself is given time to. */
function troubleOf(
  chat: Chat,
  isPartMissing: boolean,
  { banner }: PanelWords,
): { readonly text: string; readonly isPassing: boolean } | undefined {
  const connection = chat.connection.value;
  const isSaved = chat.isSaved.value;
  if (connection === "gone") return { text: banner.gone, isPassing: false };
  if (connection === "offline") return { text: isSaved ? banner.offline : banner.offlineUnsaved, isPassing: true };
  if (isPartMissing) return { text: banner.notLoaded, isPassing: true };
  if (!isSaved && chat.timeline.value.length > 0) return { text: banner.unsaved, isPassing: false };
  return undefined;
}
