/** Objects of the wire, also on a page that has extended Object.prototype or given arrays a toJSON. */
import * as v from "valibot";

/**
 * `v.object` with entries that inherit nothing: they are walked with for-in, where everything an old library has added to
 * Object.prototype would be taken for a field, and no answer would ever fit.
 */
/* @__NO_SIDE_EFFECTS__ */
export function object<const Entries extends v.ObjectEntries>(entries: Entries): v.ObjectSchema<Entries, undefined> {
  return v.object(Object.setPrototypeOf(entries, null) as Entries);
}

/** Each value as it is, whatever toJSON the page has given it: Prototype.js quotes arrays twice. */
export function stringifyJson(body: unknown): string {
  return JSON.stringify(body, function (this: Record<string, unknown>, key) {
    return this[key];
  });
}
