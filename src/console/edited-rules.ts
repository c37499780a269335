/** The numbers of forwarding as texts in their fields, and back. An empty field is the default. */
import type * as v from "valibot";
import { COUNT_RULES, type ForwardingRules, WAIT_RULES } from "../protocol/index.js";
import { asMs, asText } from "./durations.js";

export type WaitRule = (typeof WAIT_RULES)[number];
export type CountRule = (typeof COUNT_RULES)[number];
export type EditedRules = Readonly<Record<WaitRule | CountRule, string> & { unverifiedContext: Context | "" }>;
export type Context = NonNullable<ForwardingRules["unverifiedContext"]>;

export function asEditedRules(own: ForwardingRules = {}): EditedRules {
  const text = (value: number | undefined, write: (value: number) => string) => (value === undefined ? "" : write(value));
  return {
    ...record(WAIT_RULES, (name) => text(own[name], asText)),
    ...record(COUNT_RULES, (name) => text(own[name], String)),
    unverifiedContext: own.unverifiedContext ?? "",
  };
}

/** Undefined where everything is the default. What is no number becomes NaN, for the schema to refuse. */
export function asRules(edited: EditedRules): v.InferInput<typeof ForwardingRules> | undefined {
  const own = {
    ...record(WAIT_RULES, (name) => asMs(edited[name])),
    ...record(COUNT_RULES, (name) => (edited[name].trim() === "" ? undefined : Number(edited[name]))),
    unverifiedContext: edited.unverifiedContext || undefined,
  };
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function record<K extends string, T>(names: readonly K[], of: (name: K) => T): Record<K, T> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, T>;
}
