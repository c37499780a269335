/** The files of a message: pictures as pictures, in the room their size asks for, and anything else as what it is, to save. */
import { AGENT_ROUTES, type Attachment, type Message } from "../../protocol/index.js";
import { words } from "../words.js";
import { pathTo, SavedFile } from "./mail-files.js";

export function MessageFiles({ message: { attachments = [] }, conversation }: { message: Message; conversation: string }) {
  if (attachments.length === 0) return null;
  return (
    <div class="files">
      {attachments.map((attachment) => (
        <File key={attachment.id} attachment={attachment} conversation={conversation} />
      ))}
    </div>
  );
}

function File({ attachment, conversation }: { attachment: Attachment; conversation: string }) {
  const { id, name, width, height } = attachment;
  if (width === undefined || height === undefined)
    return (
      <p class="file">
        <SavedFile attachment={attachment} conversation={conversation} />
      </p>
    );
  const address = pathTo(AGENT_ROUTES.attachment.path, { id: conversation, attachment: id });
  return (
    <a class="picture" href={address} target="_blank" rel="noopener" title={words.openPicture(name)}>
      {/* Its own numbers: whatever it weighs, nothing moves when it comes. */}
      <img src={address} alt={name} width={width} height={height} loading="lazy" decoding="async" />
    </a>
  );
}
