/** The files of one message: on their way with how far they are, there to be saved, pictures to be seen. */
import { useRef } from "preact/hooks";
import type { Chat, DraftFile, Entry } from "../client/face.js";
import { Here } from "./file-here.js";
import { Leaving } from "./file-leaving.js";
import type { FileWords } from "./words/files-en.js";

interface Props {
  readonly entry: Entry;
  readonly chat: Chat;
  readonly words: FileWords;
  readonly language: string;
  readonly say: (text: string) => void;
}

export function Cards({ entry, say, ...shared }: Props) {
  /** What was sent from here is shown from here: who has just sent a picture need not fetch it. */
  const own = useRef<readonly DraftFile[]>([]);
  if (entry.kind === "draft") {
    own.current = entry.files ?? own.current;
    return <Leaving id={entry.id} files={own.current} state={entry.state} say={say} {...shared} />;
  }
  const { attachments = [] } = entry.message;
  return (
    <ul class="files">
      {attachments.map((attachment, index) => (
        <li key={attachment.id}>
          <Here attachment={attachment} content={own.current[index]?.content} {...shared} />
        </li>
      ))}
    </ul>
  );
}
