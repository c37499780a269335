/** Chance that comes out the same again: one seed, one world. */
import type { Chance } from "../../../../src/client/platform/chance.js";

export interface Dice extends Chance {
  /** A whole number between the two, both included. */
  between(least: number, most: number): number;
}

/** Mulberry32: small, even enough for delays and names, and the same on every machine. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return { random, between, bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)) };
}
