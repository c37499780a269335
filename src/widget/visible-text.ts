/** What a name may look like: direction overrides, invisible and control characters would let one name pass for another. */

export function cleanName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]/gu, "").trim();
}

/** "Amélie Martin" → AM, "Tiago" → T; by characters as people see them. */
export function initials(name: string): string {
  const words = cleanName(name).split(/\s+/).filter(Boolean);
  const first = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstOf(word));
  return first.join("").toLocaleUpperCase();
}

function firstOf(word = ""): string {
  // To make a segmenter takes 16 ms, and the first face is drawn between the click and the field. Nothing joins letters up to here.
  if (!/[^ -\u02ff]/.test(word)) return word.charAt(0);
  const { segment = "" } = new Intl.Segmenter().segment(word)[Symbol.iterator]().next().value ?? {};
  return segment;
}
