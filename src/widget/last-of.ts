/** The last that is meant, looked for from the end: in ten thousand it is mostly near. Browsers of 2022 have no `findLast`. */
export function lastOf<One>(all: readonly One[], isMeant: (one: One) => boolean): One | undefined {
  let at = all.length - 1;
  while (at >= 0 && !isMeant(all[at] as One)) at -= 1;
  return all[at];
}
