/** The panel's style: constructable sheets, one that is always the same, one with the owner's colour, and those of parts that come later. No style element anywhere. */
import { type Palette, paletteOf } from "./accent.js";
import css from "./widget.css?inline";

export interface Sheets {
  paint(accent: string | undefined): void;
  /** The looks of a part that came later. */
  add(css: string): void;
  remove(): void;
}

const sheetOf = (css: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

export function adoptSheets(root: ShadowRoot): Sheets {
  const before = [...root.adoptedStyleSheets];
  const colours = new CSSStyleSheet();
  root.adoptedStyleSheets = [...before, sheetOf(css), colours];
  return {
    paint(accent) {
      // From numbers, never from the text it came as.
      const rule = (theme: "light" | "dark", { fill, on, ink }: Palette) =>
        `.recado[data-theme=${theme}]{color-scheme:${theme};--_fill:${fill};--_on:${on};--_ink:${ink}}`;
      const light = paletteOf(accent, "light");
      const ring = `button[part=launcher]:focus-visible{outline:3px solid ${light.ink};outline-offset:3px}`;
      colours.replaceSync(rule("light", light) + rule("dark", paletteOf(accent, "dark")) + ring);
    },
    add(css) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheetOf(css)];
    },
    remove() {
      root.adoptedStyleSheets = before;
    },
  };
}
