/** Asks once, where an agent has closed the conversation, how it went; and goes with the next message, answered or not. */
import { useState } from "preact/hooks";
import type { Rating as Given } from "../protocol/message.js";
import type { MoreWords } from "./words/more-en.js";

const LONGEST_COMMENT = 1_000;
const SCORES = [
  { score: "good", sign: "👍" },
  { score: "bad", sign: "👎" },
] as const;

interface Props {
  /** What was said of it before, here or elsewhere. */
  readonly given: Given | undefined;
  readonly words: MoreWords["rating"];
  /** Rejects when it could not be told. */
  readonly onRate: (rating: Given) => Promise<void>;
}

export function Rating({ given, words, onRate }: Props) {
  const [at, setAt] = useState<"asking" | "commenting" | "thanking">(given ? "thanking" : "asking");
  const [comment, setComment] = useState("");
  const [hasFailed, setFailed] = useState(false);
  // Said before this was drawn: nobody is asked again, nor thanked.
  const [isOld] = useState(given !== undefined);
  if (isOld) return null;

  const rate = (rating: Given, next: typeof at) => {
    setFailed(false);
    onRate(rating).then(
      () => setAt(next),
      () => setFailed(true),
    );
  };
  return (
    <div class="rating">
      {at === "asking" && (
        <fieldset>
          <legend>{words.ask}</legend>
          {SCORES.map(({ score, sign }) => (
            <button key={score} type="button" onClick={() => rate({ score }, "commenting")}>
              <span aria-hidden="true">{sign}</span> {words[score]}
            </button>
          ))}
        </fieldset>
      )}
      {at === "commenting" && given && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const said = comment.trim();
            if (said === "") setAt("thanking");
            else rate({ ...given, comment: said }, "thanking");
          }}
        >
          <label>
            {words.comment}
            <textarea
              rows={2}
              dir="auto"
              maxLength={LONGEST_COMMENT}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </label>
          <button type="submit">{words.send}</button>
        </form>
      )}
      <p role="status">{at === "thanking" && words.thanks}</p>
      <p role="alert" class="trouble">
        {hasFailed && words.failed}
      </p>
    </div>
  );
}
