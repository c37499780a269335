/** Who one is talking to, and whether they are there. */
import type { ComponentChildren } from "preact";
import type { Availability, Site } from "../protocol/index.js";
import { Avatar } from "./avatar.js";
import { Icon } from "./icons.js";
import { cleanName } from "./visible-text.js";
import type { PanelWords } from "./words.js";

interface Props {
  readonly site: Site | undefined;
  readonly availability: Availability | undefined;
  /** Says when somebody is there again, where that is known. */
  readonly withOpening: (line: string) => string;
  readonly words: PanelWords;
  /** What opens the menu. */
  readonly children: ComponentChildren;
  /** Absent where the panel is part of the page and cannot be closed. */
  readonly onClose?: (() => void) | undefined;
}

export function Header({ site, availability, withOpening, words, onClose, children }: Props) {
  return (
    <header class="head" part="header">
      {site && site.faces.length > 0 && (
        <span class="faces">
          {site.faces.slice(0, 3).map((face) => (
            <Avatar key={face.id} face={face} />
          ))}
        </span>
      )}
      <div class="who">
        <h2 class="name" dir="auto">
          {site ? cleanName(site.name) : words.panel.chat}
        </h2>
        <p class={`availability ${availability ?? "unknown"}`}>
          {availability && wordsFor(availability, site, words, withOpening)}
        </p>
      </div>
      {children}
      {onClose && (
        <button type="button" class="iconic" aria-label={words.panel.close} onClick={onClose}>
          <Icon name="down" />
        </button>
      )}
    </header>
  );
}

/** No word of e-mail where nothing is forwarded, and of time only what the owner has said. */
function wordsFor(
  availability: Availability,
  site: Site | undefined,
  { availability: words }: PanelWords,
  withOpening: Props["withOpening"],
): string {
  if (availability === "online") return words[site?.replyTime ?? "online"];
  return withOpening(site?.answersByEmail ? words.awayByEmail : words.away);
}
