/** An open panel on a phone: inside what the keyboard and the zoom leave visible, with the page behind out of reach. */

/** Keeps the panel inside what the keyboard and the zoom leave visible; the answer stops it. */
function followVisibleScreen(panel: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const follow = () => {
    panel.style.setProperty("--_visible-height", `${view.height}px`);
    panel.style.setProperty("--_visible-top", `${view.offsetTop}px`);
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
function holdPageStill(): () => void {
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

/** The answer ends it. */
export function holdPhone(panel: HTMLElement): () => void {
  const stops = [holdPageStill(), followVisibleScreen(panel)];
  return () => {
    for (const stop of stops) stop();
  };
}
