/** What the page asked for: `data-*` of the tag, and over it `window.recadoSettings`. */
import type { Handover, ScriptSettings } from "../api.js";

/** A page without a compiler may say anything: who uses a setting checks it, and the panel says what is wrong with it. */
export type Given = { -readonly [name in keyof Handover["settings"]]: Handover["settings"][name] };

/** Only what the two have of their own, in an object that inherits nothing: a polluted `Object.prototype` configures nobody's chat. */
export function readSettings(
  tag: DOMStringMap | undefined,
  page: { readonly [name in keyof ScriptSettings]?: unknown } | undefined,
): Given {
  return { __proto__: null, ...tag, ...page } as unknown as Given;
}
