/** The panel: a dialog that is part of the page on a desktop and the whole screen on a phone. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import type { Chat } from "../client/face.js";
import type { Language } from "../protocol/language.js";
import { Banner } from "./banner.js";
import type { Begun } from "./begin.js";
import type { composer } from "./composer.js";
import type { ConversationParts } from "./conversation-parts.js";
import type { FileParts } from "./file-parts.js";
import { Header } from "./header.js";
import { Icon } from "./icons.js";
import type { LatePart } from "./late-part.js";
import { Log } from "./log.js";
import type { MoreParts } from "./more-parts.js";
import type { View } from "./view.js";
import { cleanName } from "./visible-text.js";
import type { PanelWords } from "./words.js";

/** Whoever has to do with an element of the panel finds it here, once it is drawn. */
export interface PanelRefs {
  readonly panel: RefObject<HTMLDivElement | null>;
  readonly log: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

interface Props {
  readonly chat: Chat;
  readonly view: View;
  /** Undefined until what draws the messages is here. */
  readonly begun: Begun | undefined;
  readonly send: (text: string) => void;
  readonly words: PanelWords;
  readonly withOpening: (line: string) => string;
  /** What draws the messages. */
  readonly conversation: LatePart<ConversationParts>;
  /** What is seldom asked for. */
  readonly more: LatePart<MoreParts>;
  readonly onMore: () => void;
  /** What has to do with files. */
  readonly files: LatePart<FileParts>;
  /** They go with the next message. */
  readonly chosen: Signal<readonly File[]>;
  /** The file dialog is wanted. */
  readonly isPicking: Signal<boolean>;
  readonly language: Language;
  readonly trouble: keyof PanelWords["banner"] | undefined;
  readonly refs: PanelRefs;
  readonly Composer: ReturnType<typeof composer>;
  /** On a phone it is the whole screen. */
  readonly isModal: boolean;
  /** Absent where the panel stands in the page, open. */
  readonly onClose: (() => void) | undefined;
  /** The announcer, where the dialog is modal: what stands outside a modal dialog is not read out. */
  readonly children?: ComponentChildren;
}

export function Panel({
  chat,
  view,
  begun,
  send,
  conversation,
  more,
  onMore,
  files,
  chosen,
  isPicking,
  words,
  withOpening,
  language,
  trouble,
  refs: { panel, log, content, field },
  Composer,
  isModal,
  onClose,
  children,
}: Props) {
  const isOpen = view.isOpen.value;
  const site = chat.site.value;
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
  const filing = files.here.value;
  const say = begun?.announcer.say;
  const takesFiles = chat.can.uploads && site?.uploads;
  // What a page offers with words in it is taken as words.
  const onOffer = (event: { readonly preventDefault: () => void }, offer: DataTransfer | null) => {
    if (!takesFiles || !offer?.types.includes("Files") || offer.types.includes("text/plain")) return;
    event.preventDefault();
    files.expect();
    chosen.value = [...chosen.peek(), ...offer.files];
  };
  const onDrag = (event: DragEvent) => onOffer(event, event.dataTransfer);
  return (
    <div
      ref={panel}
      onPaste={(event) => onOffer(event, event.clipboardData)}
      onDragOver={onDrag}
      onDrop={onDrag}
      class="panel"
      part="panel"
      role="dialog"
      aria-modal={isModal}
      aria-label={site ? cleanName(site.name) : words.panel.chat}
      hidden={!isOpen}
    >
      <Header availability={chat.availability.value} {...{ site, words, withOpening, onClose }}>
        {opener("menu", words.panel.menu)}
      </Header>
      <Banner trouble={trouble} words={words.banner} />
      <Log
        drawn={conversation.here.value}
        readBefore={view.readBefore.value}
        onFormLeft={() => field.current?.focus({ preventScroll: true })}
        isOpen={view.isOpen}
        {...{ chat, begun, send, words, language, log, content }}
        more={parts}
        files={filing}
        onMore={onMore}
      />
      <Composer
        {...{ words, language }}
        isShown={isOpen}
        isAdding={begun?.desk.form.value?.at === "asking"}
        hasFiles={chosen.value.length > 0}
        above={filing && <filing.Tray {...{ chat, chosen, isPicking, field, language, say }} words={filing.words} />}
        onSend={send}
        onWriting={() => {
          chat.writing();
          begun?.desk.expect();
          conversation.expect();
        }}
      >
        {takesFiles && (
          <button
            type="button"
            class="iconic"
            aria-label={words.composer.attach}
            onPointerEnter={files.expect}
            onClick={() => (isPicking.value = true)}
          >
            <Icon name="attach" />
          </button>
        )}
        {opener("emoji", words.composer.emoji)}
      </Composer>
      {parts && (
        <parts.Popup {...{ popup, chat, field, words, language, say }} talk={conversation.here.value} more={parts.more} />
      )}
      {children}
    </div>
  );
}
