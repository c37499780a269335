/** One message: the visitor's on one side, the replies with what became of them on the other. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ChatError } from "../../client/errors.js";
import type { Message, ReceivedMail } from "../../protocol/index.js";
import { readable } from "../calls.js";
import type { Marks } from "../marks.js";
import { timeOf } from "../times.js";
import { words } from "../words.js";
import { Envelope } from "./icons.js";
import { LinkedText } from "./linked-text.js";
import { MailFiles } from "./mail-files.js";
import { MessageFiles } from "./message-files.js";
import { Time } from "./small.js";

/** Mails can be as long as books; what is longer than this is folded. */
const FOLD_AT = 1_200;

export interface BubbleProps {
  message: Message;
  marks: Marks;
  hasTime: boolean;
  conversation: string;
  mail: ReceivedMail | undefined;
  /** Rejects with a ChatError. */
  onSendAgain(): Promise<void>;
}

export function Bubble({ message, marks, hasTime, conversation, mail, onSendAgain }: BubbleProps) {
  const isOpen = useSignal(false);
  const id = useId();
  const { by, from, text, at, deletedAt, editedAt, channel, quickReplies } = message;
  const isOurs = by !== "visitor";
  const isReply = by === "agent";
  return (
    <div class={`message by-${isOurs ? "us" : "visitor"} ${by === "bot" ? "is-bot" : ""} ${isReply || hasTime ? "is-last" : ""}`}>
      <div class={`bubble ${deletedAt === undefined ? "" : "is-deleted"}`}>
        {deletedAt === undefined ? text !== "" && <Folded text={text} /> : <p>{words.messageDeleted}</p>}
        <MessageFiles message={message} conversation={conversation} />
      </div>
      {quickReplies === undefined ? null : (
        <p class="offered">
          {words.offered}
          {quickReplies.map((offer) => (
            <bdi key={offer}>{offer}</bdi>
          ))}
        </p>
      )}
      {isReply || hasTime || mail !== undefined ? (
        <p class="under">
          {isOurs ? (
            <span>
              <bdi>{from?.name ?? (by === "bot" ? words.bot : words.you)}</bdi>
            </span>
          ) : null}
          <Time at={at} text={timeOf(at)} />
          {channel === "email" ? (
            <span class="with-sign">
              <Envelope />
              {words.byEmail}
            </span>
          ) : null}
          {mail === undefined ? null : <MailFiles mail={mail} conversation={conversation} />}
          {editedAt === undefined || deletedAt !== undefined ? null : <span>{words.edited}</span>}
          {marks.marks.map((mark, index) => {
            const style = `mark is-${mark.tone}`;
            // The last one is what the question "why?" is about.
            const isAsked = marks.why !== undefined && index === marks.marks.length - 1;
            if (!isAsked) return <span class={style}>{mark.text}</span>;
            return (
              <button
                type="button"
                class={`${style} asks`}
                title={words.whyTitle}
                aria-expanded={isOpen.value}
                aria-controls={isOpen.value ? id : undefined}
                onClick={() => {
                  isOpen.value = !isOpen.value;
                }}
              >
                {mark.text}
              </button>
            );
          })}
          {marks.canSendAgain ? <SendAgain onSendAgain={onSendAgain} /> : null}
        </p>
      ) : null}
      {isOpen.value && marks.why !== undefined ? (
        <p class="why" id={id}>
          {marks.why}
        </p>
      ) : null}
    </div>
  );
}

/** The mail of this reply failed: only somebody's word makes another one. */
function SendAgain({ onSendAgain }: { onSendAgain(): Promise<void> }) {
  const asking = useSignal<"idle" | "asking" | ChatError>("idle");
  const ask = async () => {
    if (asking.value === "asking") return;
    asking.value = "asking";
    try {
      await onSendAgain();
      asking.value = "idle";
    } catch (cause) {
      asking.value = readable(cause);
    }
  };
  const now = asking.value;
  return (
    <>
      <button type="button" class="link" aria-disabled={now === "asking"} onClick={() => void ask()}>
        {words.sendAgain}
      </button>
      <span class="mark is-bad" role="alert">
        {typeof now === "string" ? null : words.notSentAgain(now.message)}
      </span>
    </>
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
