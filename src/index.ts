/**
 * Recado for a page with a bundler: `mount({ site, server })` puts the chat on the page, `recado.open()` opens it. The panel
 * still comes lazily. Somebody's own interface is built on `recado/client` instead.
 */
import type { MountSettings, Recado } from "./api.js";
import { type Place, paintBubble } from "./loader/bubble.js";
import { createEvents } from "./loader/events.js";
import { paintSiteAccent } from "./loader/site-accent.js";
import { start } from "./loader/start.js";

export type {
  AnswerTask,
  Consent,
  Events,
  Look,
  MountSettings,
  Recado,
  RecadoError,
  RecadoFunction,
  ScriptSettings,
  Theme,
} from "./api.js";
export type { Backend } from "./client/backend.js";
export { ChatError, type ChatErrorCode } from "./client/errors.js";
export { VERSION } from "./protocol/version.js";

/** Puts the chat on the page. The answer has every verb; `destroy()` takes all of it away again. */
export function mount(settings: MountSettings): Recado {
  const { into, backend, server, ...look } = settings;
  const ended = new AbortController();
  const given = { ...look, ...(backend ? { backend } : { server }) };
  const place = into ? embed(into, ended.signal) : paintBubble(given, ended);
  const recado = start({
    settings: given,
    place,
    events: createEvents(),
    importPanel: () => import("./widget.js"),
    // The developer's bundler decides how the chunk is loaded; asking for it is all there is.
    prefetch: () => void import("./widget.js").catch(() => undefined),
    ended,
  });
  if (server !== undefined && look.accent === undefined && place.launcher)
    void paintSiteAccent(place.launcher, server, look.site);
  return recado;
}

/** A place of the page's own instead of a bubble: the panel fills it. */
function embed(into: HTMLElement, signal: AbortSignal): Place {
  const host = document.createElement("recado-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{all:initial!important;display:block!important;block-size:100%!important}:host([hidden]){display:none!important}",
  );
  root.adoptedStyleSheets = [sheet];
  into.append(host);
  signal.addEventListener("abort", () => host.remove());
  return { root };
}
