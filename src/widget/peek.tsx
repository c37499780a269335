/** A reply that came while the panel was closed: its face and first lines beside the bubble. Seeing it is not reading it. */
import type { Message } from "../protocol/index.js";
import { Avatar } from "./avatar.js";
import { Icon } from "./icons.js";
import { cleanName } from "./visible-text.js";
import type { Words } from "./words.js";

/** More would be cut by the card's three lines anyway. */
const FIRST_LETTERS = 160;

interface Props {
  readonly message: Message;
  readonly words: Words;
  readonly onOpen: () => void;
  readonly onDismiss: () => void;
}

export function Peek({ message, words, onOpen, onDismiss }: Props) {
  return (
    <div class="peek" part="peek">
      <button type="button" class="open" onClick={onOpen}>
        <Avatar face={message.from} />
        <span class="said">
          <b dir="auto">{message.from ? cleanName(message.from.name) : words.log.team}</b>
          <span class="first" dir="auto">
            {message.text.slice(0, FIRST_LETTERS) || message.attachments?.map(({ name }) => cleanName(name)).join(", ")}
          </span>
        </span>
      </button>
      <button type="button" class="iconic" aria-label={words.peek.dismiss} onClick={onDismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
