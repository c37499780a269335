/** Draws the widget into a shadow root that is already there, and takes every trace of itself away again. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { render as draw } from "preact";
import { toldIn } from "../client/entries.js";
import type { Chat } from "../client/face.js";
import { afresh } from "../client/platform/afresh.js";
import { readAnswer } from "../contact-form/read.js";
import { directionOf } from "../protocol/language.js";
import type { Message } from "../protocol/message.js";
import { troubleUntil } from "./banner.js";
import type { Begun } from "./begin.js";
import { composer } from "./composer.js";
import { conversationParts } from "./conversation-parts.js";
import { effectUntil } from "./effect-until.js";
import { fileParts } from "./file-parts.js";
import { hasFiles } from "./files-in.js";
import { latePart } from "./late-part.js";
import { moreParts } from "./more-parts.js";
import { Panel, type PanelRefs } from "./panel.js";
import { phoneScreen } from "./phone.js";
import { count } from "./phrase.js";
import { adoptSheets } from "./sheets.js";
import { shownTheme, type Theme } from "./theme.js";
import { createView } from "./view.js";
import type { Speech } from "./words.js";

/** The bubble, as far as the panel cares. */
interface Launcher {
  readonly button: HTMLElement;
  tell(state: { readonly isOpen: boolean; readonly unread: number; readonly name?: string }): void;
  paint(accent: string): void;
}

export interface WidgetOptions {
  readonly root: ShadowRoot;
  readonly chat: Chat;
  /** May change at any time: the next frame is in the other language. */
  readonly speech: ReadonlySignal<Speech>;
  /** What stands in the composer. */
  readonly typed?: Signal<string>;
  readonly accent?: string | undefined;
  /** "start", or else where lines end. */
  readonly position?: string | undefined;
  readonly theme?: ReadonlySignal<Theme>;
  /** Absent: the panel stands in the page, open. */
  readonly launcher?: Launcher | undefined;
  /** From the first drawing on, which is then the only one before the field is there. */
  readonly isOpen?: boolean;
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
  readonly onMessage?: (message: Message) => void;
}

export interface Widget {
  open(): void;
  close(): void;
  toggle(): void;
  remove(): void;
}

/** The page's own listeners have no business with these: shortcuts, a modal that keeps the focus, a page that takes in what is pasted or dropped. */
const OUR_OWN = "keydown keyup keypress focusin paste dragenter dragover drop".split(" ");
const GESTURES = ["pointerdown", "keydown"] as const;

export function renderWidget(options: WidgetOptions): Widget {
  const { root, chat, speech, launcher, accent, position, typed = signal("") } = options;
  const ending = new AbortController();
  const { signal: ended } = ending;
  const sheets = adoptSheets(root);
  const place = document.createElement("div");
  place.className = "place";
  root.append(place);

  const begun = signal<Begun | undefined>(undefined);
  const late = { renewed: speech, ended };
  const found = chat.start().then(() => chat.timeline.peek());
  const view = createView(chat, ended);
  const conversation = latePart(
    (attempt) => conversationParts(speech.peek(), attempt),
    computed(() => chat.timeline.value.length > 0),
    late,
  );
  const isMoreWanted = signal(false);
  const more = latePart(
    (attempt) => {
      // Both stand on the same hooks.
      conversation.expect();
      return moreParts(speech.peek(), attempt);
    },
    computed(() => isMoreWanted.value || view.popup.value !== undefined),
    late,
  );
  const chosen = signal<readonly File[]>([]);
  const told = computed(() => toldIn(chat.timeline.value));
  const hasCome = computed(() => told.value.some(hasFiles));
  const isPicking = signal(false);
  const files = latePart(
    (attempt) => {
      conversation.expect();
      return fileParts(speech.peek(), attempt);
    },
    computed(
      () =>
        isPicking.value ||
        chosen.value.length > 0 ||
        hasCome.value ||
        chat.timeline.value.slice(told.value.length).some(hasFiles),
    ),
    late,
  );
  const written = signal(0);
  function send(text: string): void {
    batch(() => {
      chat.send(text, chosen.peek());
      chosen.value = [];
      written.value += 1;
    });
    begun.peek()?.desk.hurry();
  }
  const opening = latePart(
    (attempt) => afresh(() => import("./opening-line.js"), attempt),
    computed(() => view.isOpen.value && chat.opensAt.value !== undefined),
    late,
  );
  const withOpening = (line: string): string => opening.here.value?.openingLine(line, chat, speech.value) ?? line;
  const theme = shownTheme(options.theme ?? signal("auto"), ended);
  const isPhone = phoneScreen(ended);
  const seldom = latePart(
    (attempt) => afresh(() => import("./seldom.js"), attempt),
    computed(() => isPhone.value && launcher !== undefined),
    late,
  );

  const refs: PanelRefs = {
    panel: { current: null },
    log: { current: null },
    content: { current: null },
    field: { current: null },
  };
  const Composer = composer(refs.field, typed, launcher !== undefined);
  const isPartMissing = () =>
    view.isSiteMissing.value ||
    [conversation, more, files].some(({ isMissing }) => isMissing.value) ||
    begun.value?.desk.isMissing.value;
  const trouble = troubleUntil(ended, chat, isPartMissing);

  function open(): void {
    if (view.isOpen.peek()) return;
    view.open();
    options.onOpen?.();
  }
  function close(): void {
    if (!view.isOpen.peek() || !launcher) return;
    // Only if the focus was in here: closing from the page must not take it away from where it is.
    const hadFocus = root.activeElement !== null;
    view.close();
    if (hadFocus) launcher.button.focus();
    options.onClose?.();
  }

  function App() {
    const { language, words } = speech.value;
    const isOpen = view.isOpen.value;
    const peek = view.peek.value;
    const drawn = conversation.here.value;
    const isModal = isPhone.value && launcher !== undefined;
    // Where lines end on the page, whose direction the host element inherits: `all: initial` leaves it alone. That need not be the
    // direction of the language spoken in here.
    const isLeft = (position === "start") === (getComputedStyle(root.host).direction === "ltr");
    const voice = <Voice begun={begun} />;
    return (
      <div
        class={`recado ${isLeft ? "left" : "right"}${launcher ? "" : " embedded"}`}
        data-theme={theme.value}
        lang={language}
        dir={directionOf(language)}
      >
        {drawn && peek && !isOpen && <drawn.Peek message={peek} words={drawn.words} onOpen={open} onDismiss={view.dismissPeek} />}
        <Panel
          isModal={isModal}
          onClose={launcher && close}
          begun={begun.value}
          onMore={() => (isMoreWanted.value = true)}
          {...{ chat, view, send, conversation, more, files, chosen, isPicking, words, withOpening, language, refs, Composer }}
          trouble={trouble.value}
        >
          {isModal && voice}
        </Panel>
        {!isModal && voice}
      </div>
    );
  }

  if (options.isOpen) open();
  for (const part of [conversation.here, computed(() => begun.value?.desk.parts.value), more.here, files.here]) {
    // By what it says: a form that came again, in another language, looks the same.
    const css = computed(() => part.value?.css);
    effectUntil(ended, () => {
      if (css.value) sheets.add(css.value);
    });
  }
  effectUntil(ended, () => {
    const drawn = conversation.here.value;
    if (!drawn) return;
    begun.value ??= drawn.begin({
      ...{ chat, told, view, found, typed, written, speech, read: readAnswer, ...late },
      words: () => (conversation.here.peek() ?? drawn).words,
      onMessage: (message) => options.onMessage?.(message),
    });
  });
  effectUntil(ended, () => {
    const { language, words } = speech.value;
    const unread = chat.unread.value;
    const name = unread > 0 ? count(words.launcher.unread, unread, language) : words.launcher.open;
    launcher?.tell({ isOpen: view.isOpen.value, unread, name });
  });
  effectUntil(ended, () => {
    const chosen = accent ?? chat.site.value?.accent;
    sheets.paint(chosen);
    if (chosen) launcher?.paint(chosen);
  });

  root.addEventListener("keydown", (event) => isEscape(event) && close(), { signal: ended });
  for (const type of OUR_OWN) root.addEventListener(type, (event) => event.stopPropagation(), { signal: ended });
  // Anywhere in the page: whoever clicks or types is a person, and not the scanner that followed the mail's link.
  for (const type of GESTURES)
    window.addEventListener(type, (event) => event.isTrusted && chat.gesture(), { capture: true, signal: ended });
  draw(<App />, place);
  effectUntil(ended, () => {
    if (view.isOpen.value && isPhone.value && launcher && refs.panel.current)
      return seldom.here.value?.holdPhone(refs.panel.current);
  });

  return {
    open,
    close,
    toggle: () => (view.isOpen.peek() ? close() : open()),
    remove() {
      draw(null, place);
      place.remove();
      sheets.remove();
      ending.abort();
      launcher?.tell({ isOpen: false, unread: 0 });
    },
  };
}

/** By itself: what is read aloud draws nothing else anew. */
function Voice({ begun }: { readonly begun: ReadonlySignal<Begun | undefined> }) {
  return (
    <div class="sr" aria-live="polite" data-announcer="">
      {begun.value?.announcer.spoken.value}
    </div>
  );
}

/** An input method's own Escape takes back a composition, not the panel. */
function isEscape(event: Event): boolean {
  return event instanceof KeyboardEvent && event.key === "Escape" && !event.isComposing && event.keyCode !== 229;
}
