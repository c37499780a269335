/**
 * What the panel's parts share beside the chat itself: is it open, where reading stopped, which reply peeks out. Draws nothing;
 * what is made of arrivals is in telling.ts.
 */
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Chat } from "../client/face.js";
import type { Message, Seq } from "../protocol/index.js";
import { after } from "./after.js";

const ASK_AGAIN_MS = 5_000;

/** What opens over the panel. */
export type PopupName = "menu" | "emoji" | "erase";

export interface View {
  readonly isOpen: ReadonlySignal<boolean>;
  /** The site's settings could not be loaded; asked for again while the panel is open. */
  readonly isSiteMissing: ReadonlySignal<boolean>;
  /** Where the visitor stopped reading, while that is worth a divider. */
  readonly readBefore: Signal<Seq | undefined>;
  readonly peek: Signal<Message | undefined>;
  readonly popup: Signal<PopupName | undefined>;
  open(): void;
  close(): void;
  dismissPeek(): void;
}

export function createView(chat: Chat, ended: AbortSignal): View {
  const isOpen = signal(false);
  const readBefore = signal<Seq | undefined>(undefined);
  const peek = signal<Message | undefined>(undefined);
  const popup = signal<PopupName | undefined>(undefined);
  const isSiteMissing = signal(false);
  /** One does not have to know the site to write to it; but its name and rules are worth asking again for. */
  async function loadSite(): Promise<void> {
    if (ended.aborted || !isOpen.peek()) return;
    try {
      await chat.loadSite();
      isSiteMissing.value = false;
    } catch {
      isSiteMissing.value = true;
      after(ASK_AGAIN_MS, loadSite);
    }
  }

  return {
    isOpen,
    isSiteMissing,
    readBefore,
    peek,
    popup,
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
