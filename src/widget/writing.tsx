/** Who is writing. By itself: what changes often draws nothing but itself. */
import type { Chat } from "../client/face.js";
import { Avatar } from "./avatar.js";
import { fill } from "./phrase.js";
import { cleanName } from "./visible-text.js";
import type { Words } from "./words.js";

export function Writing({ chat, words }: { readonly chat: Chat; readonly words: Words }) {
  const writing = chat.typing.value;
  if (!writing) return null;
  return (
    <div class="row agent last writing">
      <Avatar face={writing} />
      <div class="bubble">
        <span class="sr">{fill(words.log.typing, { name: cleanName(writing.name) })}</span>
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </div>
    </div>
  );
}
