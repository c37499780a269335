/** A person as a circle with initials, in a colour of their own that stays the same everywhere. */
import type { Face } from "../protocol/index.js";
import { faceColour } from "./face-colour.js";
import { Icon } from "./icons.js";
import { initials } from "./visible-text.js";

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
    <span class="avatar" style={{ background: faceColour(face.id) }} aria-hidden="true">
      {initials(face.name)}
    </span>
  );
}
