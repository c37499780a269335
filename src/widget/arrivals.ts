/** Tells answers that have just come from the history: for the peek card, the "New" divider, the announcer and the page's events. */
import { signal } from "@preact/signals";
import { toldIn } from "../client/entries.js";
import type { Chat, Entry } from "../client/face.js";
import type { Message, Seq } from "../protocol/index.js";
import { effectUntil } from "./effect-until.js";

export function lastSeq(timeline: readonly Entry[]): Seq {
  const last = toldIn(timeline).at(-1);
  return last?.kind === "message" ? last.message.seq : 0;
}

/**
 * Calls once for every message above what was found on the device, in order. `isNews`: false for what the first pull of
 * a device without any history brings, which is a whole conversation and not news.
 */
export function onArrivals(
  chat: Chat,
  found: Promise<readonly Entry[]>,
  call: (message: Message, isNews: boolean) => void,
  ended: AbortSignal,
): void {
  const isReady = signal(false);
  let told: Seq;
  void found.then((entries) => {
    told = lastSeq(entries);
    isReady.value = true;
  });
  effectUntil(ended, () => {
    const timeline = chat.timeline.value;
    if (!isReady.value) return;
    const last = lastSeq(timeline);
    // Logged out, or another conversation: what comes next is compared with nothing of the old one.
    if (last <= told) {
      told = last;
      return;
    }
    const from = told;
    told = last;
    // Neighbours differ by one.
    for (const entry of toldIn(timeline).slice(from - last)) {
      if (entry.kind === "message" && entry.message.by !== "visitor") call(entry.message, from > 0);
    }
  });
}
