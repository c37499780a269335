/** Where the conversation stands. Before its first message that is a greeting; what draws the messages comes with them. */
import type { Chat } from "../client/face.js";
import { Avatar } from "./avatar.js";
import type { Begun } from "./begin.js";
import type { ConversationProps } from "./conversation.js";
import type { ConversationParts } from "./conversation-parts.js";
import type { PanelWords } from "./words.js";

type Props = Omit<ConversationProps, "words" | keyof Begun> & {
  /** Undefined until its code is here. */
  readonly drawn: ConversationParts | undefined;
  readonly begun: Begun | undefined;
  readonly words: PanelWords;
};

export function Log({ drawn, begun, ...given }: Props) {
  const { chat, words, log, content } = given;
  const isEmpty = chat.timeline.value.length === 0;
  return (
    <div class="logbox">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <div ref={log} class="log" role="log" aria-live="off" aria-label={words.panel.log} tabIndex={0}>
        <div ref={content} class="lines">
          {isEmpty && <Greeting chat={chat} words={words} />}
          {!isEmpty && drawn && begun && <drawn.Conversation {...given} {...begun} words={drawn.words} />}
        </div>
      </div>
    </div>
  );
}

function Greeting({ chat, words }: { readonly chat: Chat; readonly words: PanelWords }) {
  const site = chat.site.value;
  const availability = chat.availability.value;
  const text = site?.greeting ?? (availability && words.empty[availability]);
  if (!text) return null;
  return (
    <div class="row bot last greeting">
      <Avatar face={site?.faces[0]} />
      <div class="bubble" dir="auto">
        {text}
      </div>
    </div>
  );
}
