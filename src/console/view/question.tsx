/** Asked before what cannot be taken back. */
import { useEffect, useRef } from "preact/hooks";

export interface QuestionProps {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  onYes(): void;
  onNo(): void;
}

export function Question({ title, text, yes, no, onYes, onNo }: QuestionProps) {
  const harmless = useRef<HTMLButtonElement>(null);
  // The harmless answer is the one under the hand.
  useEffect(() => harmless.current?.focus(), []);
  return (
    <fieldset class="confirm">
      <legend>{title}</legend>
      <p>{text}</p>
      <button type="button" class="quiet" onClick={onYes}>
        {yes}
      </button>
      <button ref={harmless} type="button" class="link" onClick={onNo}>
        {no}
      </button>
    </fieldset>
  );
}
