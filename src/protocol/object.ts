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

type Shape<Key extends string> = v.ObjectSchema<
  { readonly [key in Key]: v.PicklistSchema<readonly string[], undefined> } & v.ObjectEntries,
  undefined
>;

/**
 * One of several shapes, told apart by what stands under `key`: like `v.variant`, which also says what it would have taken, for
 * five times the code. What is of no shape is refused by the first.
 */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const Key extends string, const Shapes extends readonly [Shape<Key>, ...Shape<Key>[]]>(
  key: Key,
  shapes: Shapes,
): v.LazySchema<Shapes[number]> & { readonly shapes: Shapes } {
  const isMeant = ({ entries }: Shapes[number], value: unknown) => entries[key].options.includes(Object(value)[key]);
  const schema = v.lazy((value): Shapes[number] => shapes.find((shape) => isMeant(shape, value)) ?? shapes[0]);
  return { ...schema, shapes };
}

/** Each value as it is, whatever toJSON the page has given it: Prototype.js quotes arrays twice. */
export function stringifyJson(body: unknown): string {
  return JSON.stringify(body, function (this: Record<string, unknown>, key) {
    return this[key];
  });
}
