/** What developers import of the package, as a bundler of theirs would make it. */
import { join } from "node:path";
import type { UserConfig } from "vite";

const ENTRY = "\0entry";

/** Names, and where in src/ they are. */
export type Imports = readonly (readonly [name: string, file: string])[];

export const HEADLESS: Imports = [
  ["createChat", "client/index.ts"],
  ["http", "adapters/http.ts"],
];
export const HEADLESS_CHATWOOT: Imports = [
  ["createChat", "client/index.ts"],
  ["chatwoot", "adapters/chatwoot.ts"],
];
export const MOUNT: Imports = [["mount", "index.ts"]];

export const bundled = (root: string, imports: Imports): UserConfig => ({
  plugins: [
    {
      name: "entry",
      resolveId: (id) => (id === ENTRY ? id : null),
      load: (id) =>
        id === ENTRY
          ? imports.map(([name, file]) => `export { ${name} } from ${JSON.stringify(join(root, "src", file))};`).join("\n")
          : null,
    },
  ],
  build: {
    minify: true,
    target: "es2022",
    rolldownOptions: {
      input: ENTRY,
      preserveEntrySignatures: "allow-extension",
      // All with one hash: another one makes the same code up to forty bytes longer or shorter to compress.
      output: { minify: true, chunkFileNames: "assets/[name]-00000000.js" },
    },
  },
});
