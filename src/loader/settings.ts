/** What the page asked for: `window.recadoSettings`, else `data-*` of the tag. Read name by name; nothing is merged. */
import type { ScriptSettings } from "../api.js";

type Name = keyof ScriptSettings;
const NAMES: readonly Name[] = ["site", "server", "accent", "position", "theme", "lang"];

/** Every setting as the text it was given as. Who uses one checks it: a colour before it is painted, a theme before it is set. */
export function readSettings(tag: DOMStringMap, page: object | undefined): { readonly [name in Name]?: string } {
  const settings: { [name in Name]?: string } = {};
  for (const name of NAMES) {
    // Own properties only: a page that pollutes Object.prototype configures nobody's chat.
    const value: unknown = page && Object.hasOwn(page, name) ? Reflect.get(page, name) : tag[name];
    if (typeof value === "string") settings[name] = value;
  }
  return settings;
}
