/** Quick replies that go with a reply: one a line, folded away until somebody wants to offer some. */
import { useId } from "preact/hooks";
import * as v from "valibot";
import { QuickReplies } from "../../protocol/index.js";
import { words } from "../words.js";

/** `none`: nothing is offered · `wrong`: more, longer or other than visitors can be offered. */
export function offersIn(text: string | undefined): readonly string[] | "none" | "wrong" {
  const lines = (text ?? "").split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return "none";
  const offers = v.safeParse(QuickReplies, lines);
  return offers.success ? offers.output : "wrong";
}

interface Props {
  /** Undefined while folded. */
  readonly text: string | undefined;
  readonly onText: (text: string) => void;
}

export function Offers({ text, onText }: Props) {
  const id = useId();
  if (text === undefined) {
    return (
      <button type="button" class="link offer" onClick={() => onText("")}>
        {words.offer}
      </button>
    );
  }
  const isWrong = offersIn(text) === "wrong";
  return (
    <div class="offers">
      <label for={id}>{words.offers}</label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        aria-describedby={`${id}-hint`}
        aria-invalid={isWrong}
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      <p id={`${id}-hint`}>{words.offersHint}</p>
      <p class="too-long" role="alert">
        {isWrong ? words.offersWrong : null}
      </p>
    </div>
  );
}
