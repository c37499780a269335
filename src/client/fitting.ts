/** A value as its schema reads it, or undefined when it does not fit: for what may be left out, never for what must be there. */
import * as v from "valibot";

export function fitting<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | undefined {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : undefined;
}
