/** The conversation as lines to draw: days, bubbles in groups, news of the system, mails that are no message, and replies still on their way. */
import type { Message, ReceivedMail } from "../protocol/index.js";
import type { Outgoing } from "./kept.js";
import { daysBetween } from "./times.js";

export type Line =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      readonly isLastOfGroup: boolean;
      /** The mail it came in. */
      readonly mail: ReceivedMail | undefined;
    }
  /** One that nobody could say who wrote it, or a machine's. */
  | { readonly kind: "mail"; readonly key: string; readonly mail: ReceivedMail }
  | { readonly kind: "news"; readonly key: string; readonly message: Message }
  | { readonly kind: "outgoing"; readonly key: string; readonly reply: Outgoing };

/** Lines of one person within this time share one time below the last of them. */
const GROUP_MS = 5 * 60_000;

export function linesOf(
  messages: readonly Message[],
  outgoing: readonly Outgoing[],
  mails: readonly ReceivedMail[] = [],
): readonly Line[] {
  const lines: Line[] = [];
  let before: number | undefined;
  const day = (at: number) => {
    if (before === undefined || daysBetween(before, at) !== 0) lines.push({ kind: "day", key: `day ${at}`, at });
    before = at;
  };
  const bySeq = new Map(mails.map((mail) => [mail.seq, mail]));
  const apart = mails.filter(({ seq }) => seq === undefined);
  const mailsBefore = (at: number) => {
    while (apart[0] !== undefined && apart[0].at < at) {
      const [mail] = apart.splice(0, 1);
      if (mail === undefined) return;
      day(mail.at);
      lines.push({ kind: "mail", key: mail.id, mail });
    }
  };
  messages.forEach((message, index) => {
    mailsBefore(message.at);
    day(message.at);
    const isNews = message.by === "system";
    lines.push(
      isNews
        ? { kind: "news", key: message.id, message }
        : {
            kind: "message",
            key: message.id,
            message,
            isLastOfGroup: !goesOn(message, messages[index + 1]),
            mail: bySeq.get(message.seq),
          },
    );
  });
  mailsBefore(Number.POSITIVE_INFINITY);
  // A reply the server has and whose answer was lost on the way is one bubble, not two.
  const stored = new Set(messages.map(({ id }) => id));
  for (const reply of outgoing) {
    if (stored.has(reply.id)) continue;
    day(reply.at);
    lines.push({ kind: "outgoing", key: reply.id, reply });
  }
  return lines;
}

function goesOn(message: Message, next: Message | undefined): boolean {
  if (next === undefined || next.by !== message.by || next.from?.id !== message.from?.id) return false;
  return next.channel === message.channel && next.at - message.at < GROUP_MS && daysBetween(message.at, next.at) === 0;
}
