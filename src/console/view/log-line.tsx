/** One line of the log, of whatever kind. */
import type { ConversationView, Seq } from "../../protocol/index.js";
import { nameOf } from "../faces.js";
import { marksOf } from "../marks.js";
import type { Vouching } from "../talk.js";
import type { Line } from "../timeline.js";
import { dayOf } from "../times.js";
import { Bubble } from "./bubble.js";
import { MailCard } from "./mail-card.js";
import { newsOf } from "./news.js";
import { OutgoingBubble } from "./outgoing-bubble.js";

export interface LogLineProps {
  line: Line;
  view: ConversationView;
  arrived: ReadonlyMap<string, number>;
  onRetry(id: string): void;
  onDiscard(id: string): void;
  /** Rejects with a ChatError. */
  onSendAgain(seq: Seq): Promise<void>;
  vouching: ReadonlyMap<string, Vouching>;
  onVouch(mail: string): void;
}

export function LogLine({ line, view, arrived, onRetry, onDiscard, onSendAgain, vouching, onVouch }: LogLineProps) {
  switch (line.kind) {
    case "day":
      return <p class="day">{dayOf(line.at, view.now)}</p>;
    case "news":
      return (
        <p class="news" dir="auto">
          {newsOf(line.message)}
        </p>
      );
    case "message":
      return (
        <Bubble
          message={line.message}
          marks={marksOf(line.message, view, view.now)}
          hasTime={line.isLastOfGroup}
          conversation={view.id}
          mail={line.mail}
          onSendAgain={() => onSendAgain(line.message.seq)}
        />
      );
    case "mail":
      return (
        <MailCard
          mail={line.mail}
          conversation={view.id}
          name={line.mail.agent?.name ?? nameOf(view.contact)}
          vouching={vouching.get(line.mail.id)}
          onVouch={() => onVouch(line.mail.id)}
        />
      );
    case "outgoing":
      return (
        <OutgoingBubble
          reply={line.reply}
          arrived={arrived}
          onRetry={() => onRetry(line.reply.id)}
          onDiscard={() => onDiscard(line.reply.id)}
        />
      );
  }
}
