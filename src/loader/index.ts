/**
 * The script tag: finds its own tag, starts the chat, and takes over `window.recado` with everything it has collected. It may
 * be async, deferred, a module, from another origin or put there by a tag manager. Whatever goes wrong, the page stays whole.
 */
import type { Call, PanelModule, RecadoFunction, ScriptSettings } from "../api.js";
import { paintBubble } from "./bubble.js";
import { createEvents, type PageEvents } from "./events.js";
import { readSettings } from "./settings.js";
import { paintSiteAccent } from "./site-accent.js";
import { start } from "./start.js";

/** The panel's chunk, relative to this script; the build knows its hashed name. */
declare const __RECADO_PANEL__: string;

declare global {
  interface Window {
    recado?: RecadoFunction;
    recadoSettings?: { readonly [name in keyof ScriptSettings]?: unknown };
  }
}

/** With nothing inherited among them: "constructor" is none. */
type Verbs = Readonly<Record<string, ((...given: unknown[]) => unknown) | undefined>>;

function begin(stub: RecadoFunction | undefined): void {
  // A module script has no currentScript: it is found by its site, and without knows neither that nor where it came from.
  const tag = document.currentScript ?? document.querySelector("script[data-site]");
  const { dataset, src, nonce }: Partial<HTMLScriptElement> = Object(tag);
  const settings = readSettings(dataset, window.recadoSettings);
  if (!settings.site || !src) throw "data-site is missing";
  settings.server ??= new URL(".", src).href.slice(0, -1);
  const panel = new URL(__RECADO_PANEL__, src).href;
  const ended = new AbortController();
  const events = createEvents();
  const place = paintBubble(settings, ended);
  const recado = start({
    settings,
    place,
    events,
    ended,
    // The same folder spelt otherwise, and not a query: the chunks that import the panel in their turn follow it there.
    importPanel: (attempt): Promise<PanelModule> =>
      import(/* @vite-ignore */ attempt % 2 ? panel.replace("chunks", "%63hunks") : panel),
    prefetch: () => prefetch(panel, nonce),
  });
  takeOver({ __proto__: null, ...recado } as unknown as Verbs, events, stub?.q ?? [], ended.signal);
  // The panel will ask for the rest.
  if (!settings.accent) void paintSiteAccent(place.launcher, settings.server, settings.site);
}

/** Plays the calls collected so far, then answers by itself for as long as there is a chat. */
function takeOver(verbs: Verbs, events: PageEvents, waiting: Iterable<unknown>[], signal: AbortSignal): void {
  const live: RecadoFunction = (...[name, ...rest]: Call) => {
    try {
      const verb = verbs[`${name}`];
      if (verb) verb(...rest);
      else events.complain("unknown-verb", `There is no "${name}".`);
    } catch (cause) {
      events.complain("bad-call", `${cause}`);
    }
  };
  live.live = true;
  window.recado = live;
  signal.addEventListener("abort", () => window.recado === live && delete window.recado);
  for (const call of waiting) live(...(call as unknown as Call));
}

/** Fetched and compiled, not run: a page view that never opens the chat pays no script time. */
function prefetch(address: string, nonce: string | undefined): void {
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: address, nonce }));
}

// An `<a id="recado">` of the page is a window property too. The snippet twice, or two versions of it: the first one stays.
const stub = typeof window.recado === "function" ? window.recado : undefined;
// Browsers older than adoptedStyleSheets get nothing, and an untouched page.
try {
  if (!stub?.live && "adoptedStyleSheets" in document) begin(stub);
} catch (cause) {
  console.warn("Recado:", cause);
}
