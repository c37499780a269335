/** The wall: what came in either fits its schema or is refused with the culprit's name. Any Standard Schema will do. */
import { Refusal } from "../refusal.js";

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
type Result<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] };

export interface Schema<T> {
  readonly "~standard": { readonly validate: (value: unknown) => Result<T> | Promise<Result<T>> };
}

/** The value in its parsed form. Throws the refusal "bad-request" with the first thing that does not fit. */
export async function parse<T>(schema: Schema<T>, value: unknown): Promise<T> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const [issue] = result.issues;
  const field = dotted(issue?.path ?? []);
  // A schema's message may repeat what it was given: cut, so that an answer never grows with its question.
  const what = (issue?.message ?? "it does not fit").slice(0, 200);
  throw new Refusal("bad-request", field === "" ? `The request cannot be used: ${what}` : `${field} cannot be used: ${what}`, {
    field: field === "" ? undefined : field,
  });
}

function dotted(path: NonNullable<Issue["path"]>): string {
  return path.map((step) => String(typeof step === "object" ? step.key : step)).join(".");
}
