/**
 * What is made of the replies that come: the card that peeks out, the line where reading stopped, what is read aloud, the page's
 * events, the alerts.
 */
import type { ReadonlySignal } from "@preact/signals";
import type { Entry } from "../client/face.js";
import type { Message } from "../protocol/index.js";
import { type AlertPorts, createAlerts } from "./alerts.js";
import { type Announcer, createAnnouncer } from "./announcer.js";
import { lastSeq, onArrivals } from "./arrivals.js";
import { isAttending } from "./attention.js";
import { effectUntil } from "./effect-until.js";
import { count, fill } from "./phrase.js";
import type { View } from "./view.js";
import { cleanName } from "./visible-text.js";
import type { Speech } from "./words.js";

export interface TellingPorts extends AlertPorts {
  readonly view: View;
  readonly speech: ReadonlySignal<Speech>;
  /** What the device had. */
  readonly found: Promise<readonly Entry[]>;
  readonly onMessage: (message: Message) => void;
}

export function createTelling(ports: TellingPorts): Announcer {
  const { chat, view, speech, words, found, onMessage, surroundings, ended } = ports;
  const { isOpen, readBefore, peek } = view;
  const alert = createAlerts(ports);
  const announcer = createAnnouncer((n) => count(words().announce.many, n, speech.peek().language), surroundings.after, ended);

  onArrivals(
    chat,
    found,
    (message, isNews) => {
      if (message.by === "system") return;
      // Nobody looked on when it came, or it had been waiting on the server: reading goes on from before it.
      const wasMissed = !isNews || !isAttending(surroundings) || chat.connection.peek() !== "live";
      if (isOpen.peek() && wasMissed && message.seq > chat.readUpTo.peek()) readBefore.value ??= chat.readUpTo.peek();
      if (!isNews) return;
      if (!isOpen.peek() && message.deletedAt === undefined) peek.value = message;
      const name = message.from ? cleanName(message.from.name) : words().log.assistant;
      const names = message.attachments?.map(({ name }) => cleanName(name)) ?? [];
      const text = [message.text, ...names, ...(message.quickReplies ?? [])].filter(Boolean).join(" · ");
      announcer.message(fill(words().announce.message, { name, text }));
      alert();
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
  return announcer;
}
