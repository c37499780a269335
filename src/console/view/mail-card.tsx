/** A mail that is no message: of somebody nobody could vouch for, until an agent does, or of a machine. */
import type { ReceivedMail } from "../../protocol/index.js";
import type { Vouching } from "../talk.js";
import { timeOf } from "../times.js";
import { words } from "../words.js";
import { Folded } from "./bubble.js";
import { Envelope } from "./icons.js";
import { MailFiles } from "./mail-files.js";
import { Time } from "./small.js";

export interface MailCardProps {
  mail: ReceivedMail;
  conversation: string;
  /** Of the visitor or the agent who may have written it. */
  name: string;
  vouching: Vouching | undefined;
  onVouch(): void;
}

export function MailCard({ mail, conversation, name, vouching, onVouch }: MailCardProps) {
  const { standing, because, from, text, at } = mail;
  const isUnconfirmed = standing === "unconfirmed";
  const title = isUnconfirmed ? words.mail.title(from) : words.mail.automatic(from);
  return (
    <section class={`mail ${isUnconfirmed ? "" : "is-automatic"}`} aria-label={title}>
      <p class="mail-title">
        <Envelope />
        <bdi>{title}</bdi>
      </p>
      {isUnconfirmed ? <p class="mail-why">{words.mail.because.get(because ?? "") ?? because}</p> : null}
      <div class="mail-text" dir="auto">
        <Folded text={text} />
      </div>
      <p class="under">
        <Time at={at} text={timeOf(at)} />
        <MailFiles mail={mail} conversation={conversation} />
      </p>
      {isUnconfirmed ? (
        <p class="mail-verbs">
          <button type="button" class="quiet" disabled={vouching?.at === "asking"} onClick={onVouch}>
            {vouching?.at === "asking" ? words.mail.vouching : name === words.visitor ? words.thisIsNobody : words.thisIs(name)}
          </button>
          <span role="alert">{vouching?.at === "failed" ? words.mail.vouchFailed(vouching.error.message) : null}</span>
        </p>
      ) : null}
    </section>
  );
}
