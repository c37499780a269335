/** Chance from the platform: even numbers for waiting times, secure bytes for names that must never meet again. */

export interface Chance {
  /** In [0, 1). */
  random(): number;
  bytes(count: number): Uint8Array;
}

export const systemChance: Chance = {
  random: () => Math.random(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};
