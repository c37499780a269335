/** A person as a circle with initials, in a colour of their own that stays the same everywhere. */
import type { Face } from "../protocol/index.js";
import { Icon } from "./icons.js";
import { initials } from "./visible-text.js";

/** How many colours widget.css has (`.hue0` and on); white on each of them reaches 4.5:1. */
const HUES = 6;

/** Decoration: the name stands beside it in words. Without a face it is the bot. */
export function Avatar({ face }: { readonly face: Face | undefined }) {
  if (!face) {
    return (
      <span class="avatar bot" aria-hidden="true">
        <Icon name="bot" />
      </span>
    );
  }
  return (
    <span class={`avatar hue${hueOf(face.id)}`} aria-hidden="true">
      {initials(face.name)}
    </span>
  );
}

function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % HUES;
}
