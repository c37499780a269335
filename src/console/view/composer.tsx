/** Where a reply is written. Enter sends, Shift+Enter breaks the line, and a composition is never cut short. */
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Contact, LONGEST_TEXT, type Uploads } from "../../protocol/index.js";
import { nameOf } from "../faces.js";
import { words } from "../words.js";
import { Attach } from "./attach.js";
import { Offers, offersIn } from "./offers.js";

export interface ComposerProps {
  contact: Contact | undefined;
  /** A signal, so that a keystroke draws this again and nothing else. */
  draft: ReadonlySignal<string>;
  takesFocus: boolean;
  /** What goes along with it. */
  chosen: Signal<readonly File[]>;
  /** Undefined where no files are taken. */
  uploads: Uploads | undefined;
  onDraft(text: string): void;
  onSend(text: string, quickReplies?: readonly string[]): void;
  /** The sentence about where the reply will go. */
  children: ComponentChildren;
}

export function Composer({ contact, draft: typed, takesFocus, chosen, uploads, onDraft, onSend, children }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [offering, setOffering] = useState<string>();
  const draft = typed.value;
  const over = draft.trim().length - LONGEST_TEXT;
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    // By CSSOM, which the page's policy allows; the style sheet sets the most it may grow to.
    current.style.blockSize = "auto";
    current.style.blockSize = `${current.scrollHeight + current.offsetHeight - current.clientHeight}px`;
  }, [draft]);

  const send = () => {
    const text = draft.trim();
    box.current?.focus();
    const offers = offersIn(offering);
    if ((text === "" && chosen.peek().length === 0) || over > 0 || offers === "wrong") return;
    if (offers === "none") onSend(text);
    else onSend(text, offers);
    setOffering(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    // Safari ends a composition before its keydown, so isComposing is already false: 229 is the only sign left (webkit 165004).
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        enterkeyhint="send"
        aria-label={words.reply}
        aria-describedby={`${id}-plan ${id}-keys`}
        aria-invalid={over > 0}
        placeholder={words.replyTo(nameOf(contact))}
        value={draft}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="primary">
        {words.send}
      </button>
      {uploads === undefined ? (
        <Offers text={offering} onText={setOffering} />
      ) : (
        <Attach chosen={chosen} may={uploads} onLeft={() => box.current?.focus()}>
          <Offers text={offering} onText={setOffering} />
        </Attach>
      )}
      <p class="plan">
        <span id={`${id}-plan`}>{children}</span>
        <span class="only-read" id={`${id}-keys`}>
          {words.keys}
        </span>
        <span class="too-long" role="alert">
          {over > 0 ? words.tooLong(over) : null}
        </span>
      </p>
    </form>
  );
}
