/** Colours of a letter, from the owner's one accent: text on it and links in it stay readable (WCAG 4.5:1), light and dark. */

export interface Palette {
  readonly page: string;
  readonly card: string;
  readonly raised: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly onAccent: string;
  /** The accent as text on the card. */
  readonly link: string;
}

const ACCENT = "#5b5bd6";
/** WCAG 2.2, 1.4.3: text below 24 px. */
const READABLE = 4.5;

export function palettes(accent = ACCENT): { light: Palette; dark: Palette } {
  const own = /^#[0-9a-f]{6}$/i.test(accent) ? accent.toLowerCase() : ACCENT;
  const light = { page: "#eef0f6", card: "#ffffff", raised: "#f5f5f8", text: "#1c1d24", muted: "#666876", line: "#e3e3ec" };
  const dark = { page: "#0e0f14", card: "#17181f", raised: "#23242e", text: "#f1f1f6", muted: "#a1a3b3", line: "#30323e" };
  const bright = mixed(own, "#ffffff", 0.32);
  return {
    light: { ...light, accent: own, onAccent: textOn(own), link: readableOn(own, light.raised, "#000000") },
    dark: { ...dark, accent: bright, onAccent: textOn(bright), link: readableOn(bright, dark.raised, "#ffffff") },
  };
}

/** White or ink, whichever is told better from the colour. */
export function textOn(colour: string): string {
  return contrast("#ffffff", colour) >= Math.min(READABLE, contrast("#12121c", colour)) ? "#ffffff" : "#12121c";
}

/** (L1 + 0.05) / (L2 + 0.05), WCAG 2.2. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards `pole` in small steps until it can be read. */
function readableOn(colour: string, ground: string, pole: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mixed(colour, pole, share);
    if (contrast(candidate, ground) >= READABLE) return candidate;
  }
  return pole;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixed(colour: string, other: string, share: number): string {
  const others = channels(other);
  const parts = channels(colour).map((value, index) => Math.round(value * (1 - share) + (others[index] ?? value) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

// Dark enough for white initials, far enough apart to tell three people from each other.
const FACES = ["#b0437d", "#2f6fb0", "#1f7a5c", "#9a5a12", "#7447c4", "#a13d3d"];

/** The same person has the same colour in every letter. */
export function faceColour(name: string): string {
  const sum = [...name].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 9_973, 7);
  return FACES[sum % FACES.length] ?? ACCENT;
}
