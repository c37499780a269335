/** The colour of a person without a picture: the same id has the same one in the widget, at the desk, and on every day. */

/** White on each of them reaches 4.5:1. */
export const FACE_COLOURS = ["#b5407f", "#2e6fb3", "#7350c8", "#a8500f", "#1d7a55", "#8a4a5e"];

export function faceColour(id: string): string | undefined {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return FACE_COLOURS[sum % FACE_COLOURS.length];
}
