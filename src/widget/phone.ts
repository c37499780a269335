/** On a phone the panel is the screen: what that takes is in phone-hold.ts. */
import { type ReadonlySignal, signal } from "@preact/signals";

/** As in widget.css: below this the panel is the screen. */
const PHONE = "(max-width: 479.98px)";

export function phoneScreen(ended: AbortSignal): ReadonlySignal<boolean> {
  const media = matchMedia(PHONE);
  const isPhone = signal(media.matches);
  media.addEventListener("change", () => (isPhone.value = media.matches), { signal: ended });
  return isPhone;
}
