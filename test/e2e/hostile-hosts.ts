/** Pages with something against us, mostly without meaning it: style sheets and old libraries as they are out there. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export interface HostileHost {
  readonly css?: string;
  /** Runs before anything else in the page. */
  readonly before?: string;
  readonly body?: string;
}

/** What elements hand down to everything in them. */
const INHERITED = `font: italic 900 40px/3 cursive; letter-spacing: 9px; word-spacing: 9px; text-transform: uppercase; text-indent: 40px;
  text-align: right; text-shadow: 2px 2px red; white-space: nowrap; word-break: break-all; color: red; -webkit-text-fill-color: red;
  -webkit-text-stroke: 3px red; cursor: none; pointer-events: none; user-select: none; caret-color: red; accent-color: red; tab-size: 40;
  quotes: none; hyphens: auto; list-style: square inside; border-collapse: collapse; fill: red; stroke: red; stroke-width: 9;
  font-variant: small-caps; font-feature-settings: "smcp"; font-kerning: none; text-rendering: geometricPrecision; line-break: anywhere;
  image-rendering: pixelated; text-size-adjust: 300%; text-wrap: balance; overflow-wrap: anywhere; scrollbar-color: red red; zoom: 1`;
/** What a rule for everything does to each. Not `direction` and `unicode-bidi`: `all` spares them, and the page's direction is ours to follow. */
const OWN = `background: red; border: 9px solid red; outline: none; padding: 20px; margin: 20px; box-sizing: content-box; float: left;
  opacity: .3; visibility: hidden; writing-mode: vertical-rl; text-orientation: upright; appearance: none;
  filter: blur(9px); transform: rotate(9deg); scale: 3; rotate: 20deg; translate: 90px; transition: all 9s; clip-path: circle(9px);
  mix-blend-mode: difference; contain: strict; content-visibility: hidden; scroll-behavior: smooth; overflow: hidden; max-width: 9px;
  min-height: 900px; overscroll-behavior: none; touch-action: none; text-decoration: line-through; zoom: 3`;
const IMPORTANT = `${INHERITED}; ${OWN};`.replaceAll(";", " !important;");

/** Names our own style could use, taken by the page: with other values, and as properties that are not handed down. */
const TAKEN = ["bg", "raised", "text", "muted", "line", "field", "ok", "warn", "fault", "shadow", "edge", "fill", "on", "ink"];

export const HOSTS: Readonly<Record<string, () => HostileHost | Promise<HostileHost>>> = {
  "Bootstrap 3": async () => ({ css: await readFile(require.resolve("bootstrap/dist/css/bootstrap.css"), "utf8") }),
  "Tailwind's preflight": async () => ({ css: await readFile(require.resolve("tailwindcss/preflight.css"), "utf8") }),
  "everything is unset": () => ({ css: "* { all: unset !important }" }),
  "everything is set": () => ({ css: `body, body *, recado-chat { ${IMPORTANT} }` }),
  "everything is handed down": () => ({
    css: `html { ${INHERITED} } * { outline: none !important; user-select: none !important; pointer-events: none !important }`,
  }),
  "rem is ten pixels": () => ({ css: "html { font-size: 62.5% } body { font-size: 1.6rem }" }),
  "the body is moved, filtered, zoomed and runs from right to left": () => ({
    css: `body { transform: scale(.5) rotate(3deg); filter: invert(1); zoom: .5; perspective: 100px; direction: rtl; height: 10px;
      overflow: hidden; will-change: transform; contain: strict; writing-mode: vertical-rl }`,
  }),
  "it is dark": () => ({
    css: ":root { color-scheme: dark; background: #111 }",
    body: '<meta name="color-scheme" content="dark">',
  }),
  "everything is animated": () => ({
    css: `@keyframes rise { to { rotate: 90deg; opacity: .1 } } @keyframes spin { to { rotate: 90deg; color: red } }
      body, body *, recado-chat { animation: spin 100s infinite alternate !important; transition: all 100s !important }`,
  }),
  "its own properties have our names": () => ({
    css: `${TAKEN.map((name) => `@property --${name} { syntax: "<length>"; inherits: false; initial-value: 3px }`).join(" ")}
      :root { ${TAKEN.map((name) => `--${name}: 40px;`).join(" ")} --height: 10px; --top: 90px }`,
  }),
  "its own styles have our names": () => ({
    css: `.recado, .panel, .head, .log, .row, .bubble, .text, .send, .place, .icon, [part=launcher], recado-chat > *, recado-chat *
      { ${IMPORTANT} } @font-face { font-family: "Segoe UI"; src: local("DejaVu Serif") }`,
  }),
  "its layers are as high as they go": () => ({
    css: `main, .over { position: fixed; inset: 0 50% 50% 0; z-index: 2147483647; isolation: isolate } .over { inset: 0; pointer-events: none }`,
    body: '<div class="over"></div>',
  }),
  "Prototype.js gave arrays a toJSON, and objects too": () => ({
    before: `
    Array.prototype.toJSON = function () { return "[" + this.map((one) => JSON.stringify(one)).join(", ") + "]"; };
    Object.defineProperty(Object.prototype, "toJSON", { value: () => "polluted", writable: true, configurable: true });`,
  }),
  "Prototype.js took names that came to mean something else": () => ({
    before: `
    Array.from = (list) => { const all = []; for (let at = 0; at < (list?.length ?? 0); at++) all[at] = list[at]; return all; };
    Array.prototype.entries = Array.prototype.toArray = function () { return this.slice(); };
    Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
    Function.prototype.bind = function (to, ...first) { const call = this; return function (...rest) { return call.apply(to, [...first, ...rest]); }; };`,
  }),
  "an old library extended Object.prototype, visibly": () => ({
    before: `
    Object.prototype.extend = function (from) { for (const key in from) this[key] = from[key]; return this; };
    Object.prototype.each = function () {};
    Array.prototype.remove = function () {};`,
  }),
  "Object.prototype is polluted with our settings": () => ({
    before: `
    for (const name of ["site", "server", "theme", "lang", "position", "words"])
      Object.defineProperty(Object.prototype, name, { value: "polluted", writable: true, configurable: true });`,
  }),
  "fetch, XMLHttpRequest and timers are wrapped": () => ({
    before: `
    for (const name of ["fetch", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "requestAnimationFrame", "queueMicrotask"]) {
      const plain = window[name];
      window[name] = function (...args) { return plain.apply(window, args); };
    }
    const { open, send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (...args) { return open.apply(this, args); };
    XMLHttpRequest.prototype.send = function (...args) { return send.apply(this, args); };
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (...args) { return addEventListener.apply(this, args); };`,
  }),
  "zone.js wraps everything that waits": async () => ({ before: await readFile(require.resolve("zone.js"), "utf8") }),
};
