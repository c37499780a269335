/** A reply has come and nobody looks: the tab says so in its title while it is hidden, and one tab of the browser rings. */
import type { ReadonlySignal } from "@preact/signals";
import type { Chat } from "../client/face.js";
import { isAttending } from "./attention.js";
import { ring } from "./chime.js";
import { effectUntil } from "./effect-until.js";
import { count } from "./phrase.js";
import type { Surroundings } from "./surroundings.js";
import { titleFlash } from "./title-flash.js";
import type { View } from "./view.js";
import type { Speech, Words } from "./words.js";

export interface AlertPorts {
  readonly chat: Chat;
  readonly view: Pick<View, "isOpen">;
  readonly surroundings: Surroundings;
  readonly speech: ReadonlySignal<Speech>;
  readonly words: () => Words;
  readonly ended: AbortSignal;
}

/** To be called with every reply that arrives. */
export function createAlerts({ chat, view: { isOpen }, surroundings, speech, words, ended }: AlertPorts): () => void {
  const flash = titleFlash(surroundings.after);
  surroundings.watch(() => {
    if (surroundings.isVisible()) flash.stop();
  }, ended);
  // Read elsewhere, or gone.
  effectUntil(ended, () => {
    if (chat.unread.value === 0) flash.stop();
  });
  ended.addEventListener("abort", flash.stop);
  return () => {
    const isLookedAt = isOpen.peek() && isAttending(surroundings);
    void ring(isLookedAt, () => !chat.notes.peek().isMuted);
    const unread = chat.unread.peek();
    if (!surroundings.isVisible() && unread > 0) flash.start(count(words().log.latestNew, unread, speech.peek().language));
  };
}
