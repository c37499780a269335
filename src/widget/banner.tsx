/** What is the matter with the connection, when it is worth a word: not before three seconds, and gone by itself. */
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icons.js";

const WORTH_A_WORD_MS = 3_000;

export function Banner({ text, isPatient }: { readonly text: string | undefined; readonly isPatient: boolean }) {
  const [isDue, setDue] = useState(false);
  const isWanted = text !== undefined;
  useEffect(() => {
    setDue(false);
    if (!isWanted) return;
    const timer = setTimeout(() => setDue(true), isPatient ? WORTH_A_WORD_MS : 0);
    return () => clearTimeout(timer);
  }, [isWanted, isPatient]);
  return (
    <div role="status">
      {isWanted && isDue && (
        <p class="banner">
          <Icon name="offline" />
          {text}
        </p>
      )}
    </div>
  );
}
