/** A line by nobody: what the system noted in the conversation, in the visitor's words. */
import type { Message } from "../protocol/index.js";
import { Avatar } from "./avatar.js";
import { phrase } from "./phrase.js";
import type { Words } from "./words.js";

interface Props {
  readonly message: Message;
  /** The newest note of a contact is the one that holds, and the one that can be changed. */
  readonly isLatest: boolean;
  readonly answersByEmail: boolean;
  readonly words: Words;
  /** The owner's own wording of what is said to somebody who is known. */
  readonly done: string | undefined;
  /** Absent while the form is open. */
  readonly onChange: (() => void) | undefined;
}

export function NewsLine({ message: { news }, isLatest, answersByEmail, words, done, onChange }: Props) {
  if (!news) return null;
  if (news.kind === "closed") return <p class="aside">{words.log.closed}</p>;
  const given = news.email ?? news.name ?? news.phone;
  if (given === undefined) return null;
  const address = { email: <b dir="auto">{given}</b> };
  if (!isLatest) return <p class="aside">{phrase(words.contact.changed, address)}</p>;
  return (
    <div class="row bot last noted">
      <Avatar face={undefined} />
      <div class="bubble">
        <span class="sr">{words.log.assistant}: </span>
        {phrase(done ?? (answersByEmail && news.email ? words.contact.done : words.contact.doneHere), address)}
        {onChange && (
          <>
            {" · "}
            <button type="button" class="link" onClick={onChange}>
              {words.contact.change}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
