/** Mouse and keyboard in the words that WebDriver and WebDriver BiDi share. */
import { KEYS, type Key } from "./engine.js";

export const clickActions = (x: number, y: number) => [
  {
    type: "pointer",
    id: "mouse",
    parameters: { pointerType: "mouse" },
    actions: [
      { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0, origin: "viewport" },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ],
  },
];

export const typeActions = (text: string) => keyboard([...text].flatMap((letter) => [down(letter), up(letter)]));

/** All of them down, then up again in turn: Shift and Tab together. */
export function pressActions(keys: readonly Key[]) {
  const codes = keys.map((key) => KEYS[key]);
  return keyboard([...codes.map(down), ...codes.reverse().map(up)]);
}

/** A letter, while these are down. */
export function holdActions(keys: readonly Key[], letter: string) {
  const codes = keys.map((key) => KEYS[key]);
  return keyboard([...codes.map(down), down(letter), up(letter), ...codes.reverse().map(up)]);
}

const keyboard = (actions: readonly object[]) => [{ type: "key", id: "keyboard", actions }];
const down = (value: string) => ({ type: "keyDown", value });
const up = (value: string) => ({ type: "keyUp", value });
