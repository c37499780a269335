/** What the screen is like, as signals: the phone's two screens are other landmarks than the desk's three columns, so CSS alone cannot make them. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Screen {
  /** A phone: the inbox and the conversation are two screens. */
  readonly isNarrow: ReadonlySignal<boolean>;
  /** Room for the details beside the conversation. */
  readonly isWide: ReadonlySignal<boolean>;
}

// The same widths stand in css/layout.css.
const NARROW = "(max-width: 719px)";
const WIDE = "(min-width: 1160px)";

export function followScreen(until: AbortSignal): Screen {
  const follow = (query: string) => {
    const media = matchMedia(query);
    const matches = signal(media.matches);
    media.addEventListener(
      "change",
      () => {
        matches.value = media.matches;
      },
      { signal: until },
    );
    return matches;
  };
  return { isNarrow: follow(NARROW), isWide: follow(WIDE) };
}
