/** What a mail brought besides words: its files to save, the names of those that are not kept, and the mail itself. */
import { AGENT_ROUTES, type Attachment, type ReceivedMail } from "../../protocol/index.js";
import { onServer } from "../server-path.js";
import { sizeOf } from "../sizes.js";
import { words } from "../words.js";

export function MailFiles({ mail, conversation }: { mail: ReceivedMail; conversation: string }) {
  return (
    <>
      {(mail.attachments ?? []).map((attachment) => (
        <SavedFile key={attachment.id} attachment={attachment} conversation={conversation} />
      ))}
      {mail.files.length === 0 ? null : <bdi>{words.mail.files(mail.files)}</bdi>}
      <a href={pathTo(AGENT_ROUTES.original.path, { id: conversation, mail: mail.id })} download="mail.eml">
        {words.mail.original}
      </a>
    </>
  );
}

export function SavedFile({ attachment: { id, name, bytes }, conversation }: { attachment: Attachment; conversation: string }) {
  return (
    <span class="mark">
      <a
        href={pathTo(AGENT_ROUTES.attachment.path, { id: conversation, attachment: id })}
        download={name}
        title={words.mail.save(name)}
      >
        <bdi>{name}</bdi>
      </a>{" "}
      {sizeOf(bytes)}
    </span>
  );
}

export function pathTo(path: string, ids: Readonly<Record<string, string>>): string {
  return onServer(path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? "")));
}
