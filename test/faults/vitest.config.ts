/** The unit tests over source with one fault in it: the number in RECADO_FAULT is its place in faults.ts; none, without a number. */
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { broken } from "./broken.js";
import { type Fault, faults } from "./faults.js";

const ROOT = resolve(import.meta.dirname, "../..");
const { RECADO_FAULT } = process.env;
const fault = RECADO_FAULT === undefined ? undefined : faults[Number(RECADO_FAULT)];
if (RECADO_FAULT !== undefined && fault === undefined) throw new Error(`There is no fault ${RECADO_FAULT}`);

/** As the file is loaded; what it is transformed into comes after. */
const plugin = (fault: Fault): Plugin => ({
  name: "fault",
  enforce: "pre",
  transform: (code, id) => (id === resolve(ROOT, "src", fault.file) ? broken(code, fault) : undefined),
});

export default defineConfig({
  root: ROOT,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: fault ? [plugin(fault)] : [],
  test: { environment: "node", include: ["test/unit/**/*.test.ts"], setupFiles: "test/seeded.ts" },
});
