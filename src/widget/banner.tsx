/** What is the matter with the connection, when it is worth a word: not before three seconds, and gone by itself. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Chat } from "../client/face.js";
import { after } from "./after.js";
import { effectUntil } from "./effect-until.js";
import { Icon } from "./icons.js";
import type { PanelWords } from "./words.js";

const WORTH_A_WORD_MS = 3_000;

type Trouble = keyof PanelWords["banner"];

/** The one thing most worth saying; what passes by itself is given time to. */
export function troubleUntil(
  ended: AbortSignal,
  chat: Chat,
  isPartMissing: () => boolean | undefined,
): ReadonlySignal<Trouble | undefined> {
  const isDue = signal(false);
  const trouble = computed((): Trouble | undefined => {
    const connection = chat.connection.value;
    const isSaved = chat.isSaved.value;
    if (connection === "gone" || connection === "busy") return connection;
    if (connection === "offline") return isSaved ? connection : "offlineUnsaved";
    if (isPartMissing()) return "notLoaded";
    return isSaved || chat.timeline.value.length === 0 ? undefined : "unsaved";
  });
  const patienceMs = computed(() => trouble.value && (/^(gone|unsaved)$/.test(trouble.value) ? 0 : WORTH_A_WORD_MS));
  effectUntil(ended, () => {
    isDue.value = false;
    if (patienceMs.value !== undefined)
      return after(patienceMs.value, () => {
        isDue.value = true;
      });
  });
  return computed(() => (isDue.value ? trouble.value : undefined));
}

export function Banner({ trouble, words }: { readonly trouble: Trouble | undefined; readonly words: PanelWords["banner"] }) {
  return (
    <div role="status">
      {trouble && (
        <p class="banner">
          {/^off/.test(trouble) && <Icon name="offline" />}
          {words[trouble]}
        </p>
      )}
    </div>
  );
}
