/** What a mail brought besides words: the names of its files, and the mail itself to save. */
import { AGENT_ROUTES, type ReceivedMail } from "../../protocol/index.js";
import { words } from "../words.js";

export function MailFiles({ mail, conversation }: { mail: ReceivedMail; conversation: string }) {
  const ids = { id: conversation, mail: mail.id };
  const original = AGENT_ROUTES.original.path.replace(/:(id|mail)/g, (_, name: "id" | "mail") => encodeURIComponent(ids[name]));
  return (
    <>
      {mail.files.length === 0 ? null : <bdi>{words.mail.files(mail.files)}</bdi>}
      <a href={original} download="mail.eml">
        {words.mail.original}
      </a>
    </>
  );
}
