/** The owner's one colour, made readable: whatever it is, text on it and text in it reach 4.5:1 (WCAG 2.2, 1.4.3), in light and dark. */

const ENOUGH = 4.5;
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [18, 18, 28];
/** Of the backgrounds text in the accent stands on, as widget.css has them, the raised one: the other is further from the text. */
const LIGHT: Rgb = [245, 245, 248];
const DARK: Rgb = [35, 36, 46];
const DEFAULT: Rgb = [91, 91, 214];

type Rgb = readonly [number, number, number];

/** `fill` carries `on`; `ink` is the accent as text and as focus ring. */
export interface Palette {
  readonly fill: string;
  readonly on: string;
  readonly ink: string;
}

export function paletteOf(accent: string | undefined, theme: "light" | "dark"): Palette {
  const wanted = parse(accent ?? "") ?? DEFAULT;
  const isLight = theme === "light";
  const ground = isLight ? LIGHT : DARK;
  const ink = shade(wanted, isLight ? -4 : 4, (colour) => contrast(colour, ground) >= ENOUGH);
  // In the dark a deep accent would be a hole in the panel: the fill is the readable variant there.
  const fill = isLight ? wanted : ink;
  const on = contrast(WHITE, fill) >= ENOUGH ? WHITE : INK;
  // Some middle greys carry neither well enough: such a fill moves away from its text.
  const carried = shade(fill, on === WHITE ? -4 : 4, (colour) => contrast(colour, on) >= ENOUGH);
  return { fill: hex(carried), on: hex(on), ink: hex(ink) };
}

export function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

export function parse(text: string): Rgb | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return undefined;
  const all = Number.parseInt(text.slice(1), 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
}

/** The nearest shade that is good enough. All three parts move alike, so that the colour stays one: mixed with black or white it turns grey. */
function shade(from: Rgb, step: 4 | -4, isGood: (colour: Rgb) => boolean): Rgb {
  const move = (part: number) => Math.min(255, Math.max(0, part + step));
  const [r, g, b] = from;
  // White and black end it: one of them is good against whatever it is asked for.
  return isGood(from) || r + g + b === (step > 0 ? 765 : 0) ? from : shade([move(r), move(g), move(b)], step, isGood);
}

function luminance(colour: Rgb): number {
  const part = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
}

const hex = (colour: Rgb): string => `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
