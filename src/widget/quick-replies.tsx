/** The answers offered with the last message, until somebody has answered. */
import type { Entry } from "../client/face.js";
import { lastOf } from "./last-of.js";

/** Nothing but a line by nobody may have come after them. */
export function offeredIn(timeline: readonly Entry[]): readonly string[] {
  const last = lastOf(timeline, (entry) => entry.kind === "draft" || entry.message.by !== "system");
  if (last?.kind !== "message" || last.message.by === "visitor" || last.message.deletedAt !== undefined) return [];
  return last.message.quickReplies ?? [];
}

export function QuickReplies({
  texts,
  onChoose,
}: {
  readonly texts: readonly string[];
  readonly onChoose: (text: string) => void;
}) {
  return (
    <div class="quick">
      {texts.map((text) => (
        <button key={text} type="button" dir="auto" onClick={() => onChoose(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}
