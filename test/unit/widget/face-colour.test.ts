import { expect, test } from "vitest";
import { contrast } from "../../../src/widget/accent.js";
import { FACE_COLOURS, faceColour } from "../../../src/widget/face-colour.js";

test("a face keeps its colour, and every colour is somebody's", () => {
  const colours = Array.from({ length: 200 }, (_, n) => faceColour(`018f-${n}`));
  expect(faceColour("018f-7")).toBe(colours[7]);
  expect(new Set(colours)).toEqual(new Set(FACE_COLOURS));
});

test("white initials can be read on each of them", () => {
  const white = [255, 255, 255] as const;
  for (const colour of FACE_COLOURS) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    expect([colour, contrast(white, [r, g, b]) >= 4.5]).toEqual([colour, true]);
  }
});
