/** One message: the visitor's on one side, the replies with what became of them on the other. */
import { useSignal } from "@preact/signals";
import type { Message, ReceivedMail } from "../../protocol/index.js";
import type { Mark } from "../marks.js";
import { timeOf } from "../times.js";
import { words } from "../words.js";
import { Envelope } from "./icons.js";
import { LinkedText } from "./linked-text.js";
import { MailFiles } from "./mail-files.js";
import { Time } from "./small.js";

/** Mails can be as long as books; what is longer than this is folded. */
const FOLD_AT = 1_200;

export interface BubbleProps {
  message: Message;
  marks: readonly Mark[];
  hasTime: boolean;
  conversation: string;
  mail: ReceivedMail | undefined;
}

export function Bubble({ message, marks, hasTime, conversation, mail }: BubbleProps) {
  const { by, from, text, at, deletedAt, editedAt, channel } = message;
  const isOurs = by !== "visitor";
  const isReply = by === "agent";
  return (
    <div class={`message by-${isOurs ? "us" : "visitor"} ${by === "bot" ? "is-bot" : ""} ${isReply || hasTime ? "is-last" : ""}`}>
      <div class={`bubble ${deletedAt === undefined ? "" : "is-deleted"}`}>
        {deletedAt === undefined ? <Folded text={text} /> : <p>{words.messageDeleted}</p>}
      </div>
      {isReply || hasTime || mail !== undefined ? (
        <p class="under">
          {isOurs ? (
            <span>
              <bdi>{from?.name ?? (by === "bot" ? words.bot : words.you)}</bdi>
            </span>
          ) : null}
          <Time at={at} text={timeOf(at)} />
          {channel === "email" && !isOurs ? (
            <span class="with-sign">
              <Envelope />
              {words.byEmail}
            </span>
          ) : null}
          {mail === undefined ? null : <MailFiles mail={mail} conversation={conversation} />}
          {editedAt === undefined || deletedAt !== undefined ? null : <span>{words.edited}</span>}
          {marks.map((mark) => (
            <span key={mark.text} class={`mark is-${mark.tone}`}>
              {mark.text}
            </span>
          ))}
        </p>
      ) : null}
    </div>
  );
}

export function Folded({ text }: { text: string }) {
  const isOpen = useSignal(text.length <= FOLD_AT);
  if (isOpen.value) return <LinkedText text={text} />;
  return (
    <>
      <LinkedText text={`${text.slice(0, FOLD_AT)}…`} />
      <button
        type="button"
        class="link"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {words.showAll}
      </button>
    </>
  );
}
