/** A change of the wire is seen: the fingerprint of its schemas stands here, and the golden files are only ever added to. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import * as protocol from "../../src/protocol/index.js";
import { object, oneOf } from "../../src/protocol/object.js";

const GOLDEN = join(import.meta.dirname, "../fixtures/wire/v1");

/** A schema as plain data: its kind, entries, options and checks, in order. */
function shape(schema: unknown): unknown {
  // What a function does is for the golden files: its source changes with every compiler.
  if (typeof schema === "function") return "function";
  if (schema instanceof RegExp) return String(schema);
  if (Array.isArray(schema)) return schema.map(shape);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).filter(
    ([key]) => !key.startsWith("~") && key !== "async" && key !== "reference" && key !== "getter",
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, shape(value)]));
}

const schemas = Object.entries(protocol).filter(([, value]) => typeof value === "object" && value !== null && "kind" in value);

test("the wire of version 1 is the one that was released under that number", () => {
  const described = {
    schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, shape(schema)])),
    routes: shape(protocol.ROUTES),
    agentRoutes: shape(protocol.AGENT_ROUTES),
    status: protocol.STATUS,
  };
  const fingerprint = createHash("sha256").update(JSON.stringify(described)).digest("hex").slice(0, 16);
  // Changed on purpose? If an old widget and a new server (and the other way round) still understand each other, record the
  // new fingerprint and add a golden file of the new shape; if not, raise VERSION and keep answering the old one.
  expect({ version: protocol.VERSION, fingerprint }).toEqual({ version: 1, fingerprint: "64819c78c0ed957e" });
});

test("a fingerprint notices a name that is new in one of several shapes", () => {
  const news = (name: string) =>
    JSON.stringify(shape(oneOf("kind", [object({ kind: v.picklist(["closed"]), [name]: v.string() })])));
  expect(news("by")).not.toBe(news("at"));
});

test("a fingerprint notices one changed limit", () => {
  expect(JSON.stringify(shape(v.pipe(v.string(), v.maxLength(3))))).not.toBe(
    JSON.stringify(shape(v.pipe(v.string(), v.maxLength(4)))),
  );
});

// Each golden file: { schema, value, is?: the parsed value where it differs } or { schema, refused: value }.
const Golden = v.union([
  v.object({ schema: v.string(), value: v.unknown(), parsed: v.optional(v.unknown()) }),
  v.object({ schema: v.string(), refused: v.unknown() }),
]);

const byName = new Map(schemas.map(([name, schema]) => [name, schema as v.GenericSchema]));

for (const file of readdirSync(GOLDEN)) {
  const cases = v.parse(v.array(Golden), JSON.parse(readFileSync(join(GOLDEN, file), "utf8")));
  test(`${file}: what was on the wire of version 1 is still read, and still refused, as it was`, () => {
    for (const golden of cases) {
      const schema = byName.get(golden.schema);
      if (schema === undefined) throw new Error(`${file} speaks of ${golden.schema}, which is no schema of the protocol`);
      const value = "refused" in golden ? golden.refused : golden.value;
      const result = v.safeParse(schema, value);
      if ("refused" in golden)
        expect({ [golden.schema]: value, accepted: result.success }).toEqual({ [golden.schema]: value, accepted: false });
      else expect(result.success ? result.output : v.flatten(result.issues)).toEqual(golden.parsed ?? value);
    }
  });
  test(`${file}: what a later server or tab adds is passed over by this one`, () => {
    const later = { addedLater: { deep: [1] } };
    for (const golden of cases) {
      const schema = byName.get(golden.schema);
      if (schema === undefined || !("value" in golden) || typeof golden.value !== "object" || Array.isArray(golden.value))
        continue;
      const [now, then] = [v.parse(schema, golden.value), v.safeParse(schema, { ...golden.value, ...later })];
      expect(then.success ? then.output : v.flatten(then.issues), golden.schema).toEqual(now);
    }
  });
}
