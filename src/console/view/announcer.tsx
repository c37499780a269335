/** Says aloud what happens while one is here: the log itself is silent, so that history is never read out. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ConversationView } from "../../protocol/index.js";
import { nameOf } from "../faces.js";
import type { Outgoing } from "../kept.js";
import { words } from "../words.js";

export function Announcer({ view, outgoing }: { view: ConversationView; outgoing: readonly Outgoing[] }) {
  const said = useSignal("");
  const upTo = useRef(view.latest);
  const onTheirWay = useRef(new Set<string>());
  useEffect(() => {
    for (const { id } of outgoing) onTheirWay.current.add(id);
    const fresh = view.messages.filter((message) => message.seq > upTo.current && message.deletedAt === undefined);
    upTo.current = Math.max(upTo.current, view.latest);
    const news = fresh.flatMap(({ id, by, text }) => {
      if (by === "visitor") return [words.said(nameOf(view.contact), text)];
      return onTheirWay.current.delete(id) ? [words.sent] : [];
    });
    if (news.length > 0) said.value = news.join("\n");
  }, [view, outgoing]);
  return (
    <p class="only-read" role="status">
      {said}
    </p>
  );
}
