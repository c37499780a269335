import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, type Palette, paletteOf, parse } from "../../../src/widget/accent.js";

const GROUNDS = { light: ["#ffffff", "#f5f5f8"], dark: ["#17181f", "#23242e"] } as const;

function ratio(a: string, b: string): number {
  const [one, other] = [parse(a), parse(b)];
  if (!one || !other) throw new Error(`not a colour: ${a}, ${b}`);
  return contrast(one, other);
}

function lowest({ fill, on, ink }: Palette, theme: "light" | "dark"): number {
  return Math.min(ratio(fill, on), ...GROUNDS[theme].map((ground) => ratio(ink, ground)));
}

test("whatever the owner chooses, text on it and text in it reach 4.5:1 in light and dark", () => {
  const hex = fc.integer({ min: 0, max: 0xff_ff_ff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(hex, (accent) => {
      expect(lowest(paletteOf(accent, "light"), "light")).toBeGreaterThanOrEqual(4.5);
      expect(lowest(paletteOf(accent, "dark"), "dark")).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2_000 },
  );
});

test("an accent that is readable already is left as it is", () => {
  expect(paletteOf("#5b5bd6", "light")).toEqual({ fill: "#5b5bd6", on: "#ffffff", ink: "#5b5bd6" });
});

test("yellow carries dark text, and as a text colour becomes a dark yellow, not a grey", () => {
  const { fill, on, ink } = paletteOf("#ffd400", "light");
  expect([fill, on]).toEqual(["#ffd400", "#12121c"]);
  const [r = 0, , b = 0] = parse(ink) ?? [];
  expect(r - b).toBeGreaterThan(80);
});

test("what is no colour is the default", () => {
  expect(paletteOf("red;} *{display:none", "light")).toEqual(paletteOf("#5b5bd6", "light"));
});

test("contrast is WCAG's", () => {
  expect(ratio("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(ratio("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
