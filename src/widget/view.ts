/**
 * What the panel's parts share beside the chat itself: is it open, where reading stopped, which reply peeks out, what is
 * spoken. Wires arrivals to the client; draws nothing.
 */
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Chat } from "../client/face.js";
import type { Message, Seq } from "../protocol/index.js";
import { type Announcer, createAnnouncer } from "./announcer.js";
import { lastSeq, onArrivals } from "./arrivals.js";
import { effectUntil } from "./effect-until.js";
import { count, fill } from "./phrase.js";
import { isAttending, type Surroundings } from "./surroundings.js";
import { cleanName } from "./visible-text.js";
import type { PanelWords, Speech } from "./words.js";

const ASK_AGAIN_MS = 5_000;

/** What opens over the panel. */
export type PopupName = "menu" | "emoji" | "erase";

export interface View {
  readonly isOpen: ReadonlySignal<boolean>;
  /** The site's settings could not be loaded; asked for again while the panel is open. */
  readonly isSiteMissing: ReadonlySignal<boolean>;
  /** Where the visitor stopped reading, while that is worth a divider. */
  readonly readBefore: ReadonlySignal<Seq | undefined>;
  readonly peek: ReadonlySignal<Message | undefined>;
  readonly popup: Signal<PopupName | undefined>;
  readonly announcer: Announcer;
  open(): void;
  close(): void;
  dismissPeek(): void;
}

export interface ViewPorts {
  readonly chat: Chat;
  readonly surroundings: Surroundings;
  readonly speech: ReadonlySignal<Speech>;
  readonly onMessage: (message: Message) => void;
  readonly ended: AbortSignal;
}

export function createView({ chat, surroundings, speech, onMessage, ended }: ViewPorts): View {
  const isOpen = signal(false);
  const readBefore = signal<Seq | undefined>(undefined);
  const peek = signal<Message | undefined>(undefined);
  const popup = signal<PopupName | undefined>(undefined);
  const isReady = signal(false);
  const isSiteMissing = signal(false);
  const words = () => speech.peek().words;
  const announcer = createAnnouncer((n) => count(words().announce.many, n, speech.peek().language), surroundings.after, ended);

  void chat.start().then(() => {
    isReady.value = true;
  });

  onArrivals(
    chat,
    isReady,
    (message, isNews) => {
      if (message.by === "system") return;
      // Nobody looked on when it came, or it had been waiting on the server: reading goes on from before it.
      const wasMissed = !isNews || !isAttending(surroundings) || chat.connection.peek() !== "live";
      if (isOpen.peek() && wasMissed && message.seq > chat.readUpTo.peek()) readBefore.value ??= chat.readUpTo.peek();
      if (!isNews) return;
      if (!isOpen.peek() && message.deletedAt === undefined) peek.value = message;
      const text = [message.text, ...(message.quickReplies ?? [])].join(" · ");
      announcer.message(fill(words().announce.message, { name: nameOf(message, words()), text }));
      onMessage(message);
    },
    ended,
  );

  // Somebody has logged out, here or in another tab.
  effectUntil(ended, () => {
    if (!chat.visit.value) return;
    announcer.forget();
    readBefore.value = undefined;
  });
  // Read elsewhere, or taken back: nothing peeks out any more.
  effectUntil(ended, () => {
    const shown = peek.value;
    if (shown && (shown.seq <= chat.readUpTo.value || lastSeq(chat.timeline.value) < shown.seq)) peek.value = undefined;
  });
  effectUntil(ended, () => {
    const writer = chat.typing.value;
    if (writer && isOpen.value) announcer.typing(fill(words().announce.typing, { name: cleanName(writer.name) }));
  });

  /** One does not have to know the site to write to it; but its name and rules are worth asking again for. */
  async function loadSite(): Promise<void> {
    if (ended.aborted || !isOpen.peek()) return;
    try {
      await chat.loadSite();
      isSiteMissing.value = false;
    } catch {
      isSiteMissing.value = true;
      surroundings.after(ASK_AGAIN_MS, loadSite);
    }
  }

  return {
    isOpen,
    isSiteMissing,
    readBefore,
    peek,
    popup,
    announcer,
    open() {
      if (isOpen.peek()) return;
      batch(() => {
        isOpen.value = true;
        peek.value = undefined;
        readBefore.value = chat.unread.peek() > 0 ? chat.readUpTo.peek() : undefined;
      });
      chat.setOpen(true);
      void loadSite();
    },
    close() {
      isOpen.value = false;
      popup.value = undefined;
      chat.setOpen(false);
    },
    dismissPeek() {
      peek.value = undefined;
    },
  };
}

const nameOf = (message: Message, words: PanelWords): string =>
  message.from ? cleanName(message.from.name) : words.log.assistant;
