/** What the page asked for: `window.recadoSettings`, else `data-*` of the tag. Read name by name; nothing is merged. */
import type { ScriptSettings } from "../api.js";

type Name = keyof ScriptSettings;
/** Every setting as the text it was given as; words may be an object. Who uses one checks it: a colour before it is painted, a theme before it is set. */
type Given = { [name in Exclude<Name, "words">]?: string } & { words?: unknown };

const NAMES: readonly Name[] = ["site", "server", "accent", "position", "theme", "lang", "words"];

export function readSettings(tag: DOMStringMap, page: { readonly [name in Name]?: unknown } | undefined): Readonly<Given> {
  const settings: Given = {};
  for (const name of NAMES) {
    // Own properties only: a page that pollutes Object.prototype configures nobody's chat.
    const value = page && Object.hasOwn(page, name) ? page[name] : tag[name];
    if (name === "words") settings[name] = value;
    else if (typeof value === "string") settings[name] = value;
  }
  return settings;
}
