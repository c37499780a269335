/**
 * The bubble: host element, shadow root, one button. Painted without a framework and without waiting for anything. All style
 * is a constructable sheet and every node is made by hand: that passes a CSP without style-src, and Trusted Types.
 */
import type { Handover, Launcher } from "../api.js";
import { sheetText } from "./bubble-style.js";
import { bubbleName, bubbleWord, missing } from "./bubble-words.js";

const SVG = "http://www.w3.org/2000/svg";
/** Drawn for its 26 pixels. The button has a name of its own, so nobody is told of a picture. */
const SPEECH = "M5 5h16q2 0 2 2v9q0 2-2 2h-8l-5 5v-5H5q-2 0-2-2V7q0-2 2-2z";
/** A router that rebuilds the page takes our element away once in a while; a page that does so again and again means it. */
const MOST_REATTACHMENTS = 3;
const FORGIVEN_MS = 10_000;

/** Where the panel will be drawn; without a launcher it stands open in an element of the page. */
export interface Place {
  readonly root: ShadowRoot;
  readonly launcher?: Launcher & {
    /** Between the click and the panel; and when the panel could not be loaded, by a sign above the bubble. Else it is over. */
    wait(panel?: "coming" | "missing" | false): void;
  };
}

export function paintBubble(look: Handover["settings"], ended: AbortController): Place {
  const host = document.createElement("recado-chat");
  // Open, because a closed root keeps nobody out (the page may patch attachShadow) but keeps password managers, page
  // translators and the owner's own tests from reaching the fields.
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  const paint = (accent = look.accent) => sheet.replaceSync(sheetText(accent, look.position));
  paint();
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  const badge = document.createElement("span");
  button.part.add("launcher");
  button.append(speechIcon());
  root.append(button, badge);

  // Asked for each time: the page may change its mind.
  const word = () => bubbleWord(`${look.lang || document.documentElement.lang || navigator.language}`);
  const launcher = {
    button,
    tell({ isOpen, unread, name = bubbleName(word(), unread) }: Parameters<Launcher["tell"]>[0]) {
      button.ariaExpanded = `${isOpen}`;
      button.ariaLabel = name;
      badge.ariaHidden = "true";
      badge.textContent = unread && !isOpen ? `${unread}` : "";
    },
    paint,
    wait(panel?: "coming" | "missing" | false) {
      button.ariaBusy = `${panel === "coming"}`;
      if (panel !== "missing") return;
      badge.role = "alert";
      badge.ariaHidden = null;
      badge.textContent = missing(word());
    },
  };
  launcher.tell({ isOpen: false, unread: 0 });
  stay(host, ended);
  return { root, launcher };
}

/** Puts the host element in place, and back when a router replaced the page around it; ends the chat where it is not wanted. */
function stay(host: HTMLElement, ended: AbortController): void {
  let left = MOST_REATTACHMENTS;
  const attach = () => {
    const home = document.documentElement;
    // <html> may be another one by now; to watch the same one twice is to watch it once.
    for (const node of [document, home]) if (node) watch.observe(node, { childList: true });
    if (!document.body || host.isConnected) return;
    if (left-- < 0) return ended.abort();
    setTimeout(() => left++, FORGIVEN_MS);
    // Behind the body, so that the page's own content comes first in the tab order.
    home.append(host);
  };
  const watch = new MutationObserver(attach);
  attach();
  ended.signal.addEventListener("abort", () => {
    watch.disconnect();
    host.remove();
  });
}

function speechIcon(): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SPEECH);
  svg.append(path);
  return svg;
}
