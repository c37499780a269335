/** The panel's style: two constructable sheets, one that is always the same and one with the owner's colour. No style element anywhere. */
import { DEFAULT_ACCENT, type Palette, paletteOf } from "./accent.js";
import css from "./widget.css?inline";

export interface Sheets {
  paint(accent: string | undefined): void;
  remove(): void;
}

export function adoptSheets(root: ShadowRoot): Sheets {
  const base = new CSSStyleSheet();
  const colours = new CSSStyleSheet();
  base.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, base, colours];
  return {
    paint(accent = DEFAULT_ACCENT) {
      // From numbers, never from the text it came as.
      const rule = (theme: "light" | "dark", { fill, on, ink }: Palette) =>
        `.recado[data-theme=${theme}]{color-scheme:${theme};--fill:${fill};--on:${on};--ink:${ink}}`;
      const light = paletteOf(accent, "light");
      const ring = `button[part=launcher]:focus-visible{outline:3px solid ${light.ink};outline-offset:3px}`;
      colours.replaceSync(rule("light", light) + rule("dark", paletteOf(accent, "dark")) + ring);
    },
    remove() {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== base && sheet !== colours);
    },
  };
}
