/**
 * The script tag: finds its own tag, starts the chat, and takes over `window.recado` with everything it has collected. It may
 * be async, deferred, a module, from another origin or put there by a tag manager. Whatever goes wrong, the page stays whole.
 */
import type { Call, PanelModule, Recado, RecadoFunction, ScriptSettings, Verb } from "../api.js";
import { paintBubble } from "./bubble.js";
import { createEvents, type PageEvents } from "./events.js";
import { readSettings } from "./settings.js";
import { readSiteAccent } from "./site-accent.js";
import { start } from "./start.js";

/** The panel's chunk, relative to this script; the build knows its hashed name. */
declare const __RECADO_PANEL__: string;

declare global {
  interface Window {
    recado?: RecadoFunction;
    recadoSettings?: { readonly [name in keyof ScriptSettings]?: unknown };
  }
}

async function begin(stub: RecadoFunction | undefined): Promise<void> {
  // A module script has no currentScript.
  const tag = document.currentScript ?? document.querySelector("script[data-site]");
  if (!(tag instanceof HTMLScriptElement)) return;
  const { site, server = new URL(".", tag.src).href.slice(0, -1), ...look } = readSettings(tag.dataset, window.recadoSettings);
  if (!site) return console.warn("Recado: data-site is missing.");
  const panel = new URL(__RECADO_PANEL__, tag.src).href;
  const settings = { site, server, ...look };
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
    prefetch: () => prefetch(panel, tag.nonce),
  });
  takeOver(recado, events, stub?.q ?? [], ended.signal);
  place.launcher?.paint(await readSiteAccent(server, site, ended.signal));
}

/** Plays the calls collected so far, then answers by itself for as long as there is a chat. */
function takeOver(recado: Recado, events: PageEvents, waiting: Iterable<unknown>[], signal: AbortSignal): void {
  const play = ([name, ...rest]: Iterable<unknown>) => {
    if (isVerb(recado, name)) return Reflect.apply(recado[name], recado, rest);
    const message = `There is no "${name}".`;
    console.warn("Recado:", message);
    events.emit("error", { code: "unknown-verb", message });
  };
  const live: RecadoFunction = (...call: Call) => play(call);
  live.live = true;
  window.recado = live;
  signal.addEventListener("abort", () => window.recado === live && delete window.recado);
  for (const call of waiting) play(call);
}

const isVerb = (recado: Recado, name: unknown): name is Verb => Object.hasOwn(recado, `${name}`);

/** Fetched and compiled, not run: a page view that never opens the chat pays no script time. */
function prefetch(address: string, nonce: string): void {
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: address, nonce }));
}

// An `<a id="recado">` of the page is a window property too. The snippet twice, or two versions of it: the first one stays.
const stub = typeof window.recado === "function" ? window.recado : undefined;
// Browsers older than adoptedStyleSheets get nothing, and an untouched page.
if (!stub?.live && "adoptedStyleSheets" in document) begin(stub).catch((cause) => console.warn("Recado:", cause));
