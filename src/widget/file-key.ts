/** Two files may have one name, and each keeps its element whatever goes before it: with that the focus stays where it is. */
const keys = new WeakMap<File, number>();
let lastKey = 0;
export function keyOf(file: File): number {
  const key = keys.get(file) ?? ++lastKey;
  keys.set(file, key);
  return key;
}
