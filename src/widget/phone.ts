/** On a phone the panel is the screen: it follows the visible part of it, and the page behind is out of reach. */
import { type ReadonlySignal, signal } from "@preact/signals";

/** As in widget.css: below this the panel is the screen. */
const PHONE = "(max-width: 479.98px)";

export function phoneScreen(ended: AbortSignal): ReadonlySignal<boolean> {
  const media = matchMedia(PHONE);
  const isPhone = signal(media.matches);
  media.addEventListener("change", () => (isPhone.value = media.matches), { signal: ended });
  return isPhone;
}

/** Keeps the panel inside what the keyboard and the zoom leave visible; the answer stops it. */
export function followVisibleScreen(panel: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const follow = () => {
    panel.style.setProperty("--visible-height", `${view.height}px`);
    panel.style.setProperty("--visible-top", `${view.offsetTop}px`);
  };
  follow();
  view.addEventListener("resize", follow);
  view.addEventListener("scroll", follow);
  return () => {
    view.removeEventListener("resize", follow);
    view.removeEventListener("scroll", follow);
  };
}

/** Makes the page inert and keeps it from scrolling behind the panel; the answer restores exactly what was there. */
export function holdPageStill(): () => void {
  const { body, documentElement } = document;
  const wasInert = body.inert;
  const overflow = documentElement.style.overflow;
  body.inert = true;
  documentElement.style.overflow = "hidden";
  return () => {
    body.inert = wasInert;
    documentElement.style.overflow = overflow;
  };
}
