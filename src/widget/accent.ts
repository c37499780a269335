/** The owner's one colour, made readable: whatever it is, text on it and text in it reach 4.5:1 (WCAG 2.2, 1.4.3), in light and dark. */

const ENOUGH = 4.5;
const STEPS = 24;
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [18, 18, 28];
/** The backgrounds text in the accent stands on, as widget.css has them: the panel's own and the raised one. */
const LIGHT: readonly Rgb[] = [WHITE, [245, 245, 248]];
const DARK: readonly Rgb[] = [
  [23, 24, 31],
  [35, 36, 46],
];
export const DEFAULT_ACCENT = "#5b5bd6";

type Rgb = readonly [number, number, number];

/** `fill` carries `on`; `ink` is the accent as text and as focus ring. */
export interface Palette {
  readonly fill: string;
  readonly on: string;
  readonly ink: string;
}

export function paletteOf(accent: string, theme: "light" | "dark"): Palette {
  const wanted = parse(accent) ?? parse(DEFAULT_ACCENT) ?? INK;
  const grounds = theme === "light" ? LIGHT : DARK;
  const ink = towards(wanted, theme === "light" ? "darker" : "lighter", (colour) =>
    grounds.every((ground) => contrast(colour, ground) >= ENOUGH),
  );
  // In the dark a deep accent would be a hole in the panel: the fill is the readable variant there.
  const fill = theme === "light" ? wanted : ink;
  const on = contrast(WHITE, fill) >= ENOUGH ? WHITE : INK;
  // Some middle greys carry neither well enough: such a fill moves away from its text.
  const carried = towards(fill, on === WHITE ? "darker" : "lighter", (colour) => contrast(colour, on) >= ENOUGH);
  return { fill: hex(carried), on: hex(on), ink: hex(ink) };
}

export function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

export function parse(text: string): Rgb | undefined {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)?.slice(1);
  const [r = 0, g = 0, b = 0] = digits?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return digits && [r, g, b];
}

/** The nearest shade that is good enough, lighter or darker in the same hue: mixed with white or black, a colour turns grey. */
function towards(from: Rgb, goal: "lighter" | "darker", isGood: (colour: Rgb) => boolean): Rgb {
  const { hue, saturation, lightness } = hslOf(from);
  const end = goal === "lighter" ? 1 : 0;
  if (isGood(from)) return from;
  for (let step = 1; step < STEPS; step++) {
    const shade = rgbOf(hue, saturation, lightness + ((end - lightness) * step) / STEPS);
    if (isGood(shade)) return shade;
  }
  return goal === "lighter" ? WHITE : INK;
}

function hslOf(colour: Rgb): { hue: number; saturation: number; lightness: number } {
  const [r, g, b] = [colour[0] / 255, colour[1] / 255, colour[2] / 255];
  const most = Math.max(r, g, b);
  const spread = most - Math.min(r, g, b);
  const lightness = most - spread / 2;
  if (spread === 0) return { hue: 0, saturation: 0, lightness };
  const sector = most === r ? ((g - b) / spread) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return { hue: (sector * 60 + 360) % 360, saturation: spread / (1 - Math.abs(2 * lightness - 1)), lightness };
}

/** CSS Color 4, 7.1: the conversion without branches. */
function rgbOf(hue: number, saturation: number, lightness: number): Rgb {
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    const a = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}

function luminance(colour: Rgb): number {
  const part = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
}

const hex = (colour: Rgb): string => `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
