/** "Sent" and "not sent" for the visitor's own messages, which a sighted person sees under the bubble. */
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { toldIn } from "../client/entries.js";
import type { Chat } from "../client/face.js";
import type { Words } from "./words.js";

export function useOwnNews(chat: Chat, say: (text: string) => void, { announce }: Words): void {
  // In whatever language is spoken by then.
  const words = useRef(announce);
  words.current = announce;
  useEffect(() => {
    let before = new Map<string, string>();
    return effect(() => {
      const timeline = chat.timeline.value;
      const now = new Map<string, string>();
      for (const entry of timeline.slice(toldIn(timeline).length)) if (entry.kind === "draft") now.set(entry.id, entry.state.at);
      for (const [id, state] of now) {
        if (before.get(id) !== state && (state === "failed" || state === "held")) say(words.current[state]);
      }
      // Neither a draft any more nor taken back.
      for (const id of before.keys()) if (!now.has(id) && timeline.some((entry) => entry.id === id)) say(words.current.sent);
      before = now;
    });
  }, [chat, say]);
}
