/** What every part of the settings gets: the texts as they stand, which of them were refused, and a way to change them. */
import type { Culprit, Edited } from "../edited-settings.js";
import { words } from "../words.js";

export interface SettingsPart {
  edited: Edited;
  culprits: ReadonlySet<string>;
  onEdit(change: Partial<Edited>): void;
}

/** Ours to word: the schema says only that a field is wrong. */
export const errorOf = (culprits: ReadonlySet<string>, field: Culprit): string | undefined =>
  culprits.has(field) ? words.wrong[field] : undefined;

/** Of culprits below a path, the first number in their names. */
export function numbersIn(culprits: ReadonlySet<string>, path: string): ReadonlySet<number> {
  const below = [...culprits].filter((culprit) => culprit.startsWith(path));
  return new Set(below.map((culprit) => Number.parseInt(culprit.slice(path.length), 10)));
}
