/** The headless client with the http adapter, as a developer's bundler would make it. */
import { join } from "node:path";
import type { UserConfig } from "vite";

const ENTRY = "\0headless";

export const headless = (root: string): UserConfig => ({
  plugins: [
    {
      name: "headless-entry",
      resolveId: (id) => (id === ENTRY ? id : null),
      load: (id) =>
        id === ENTRY
          ? `export { createChat } from ${JSON.stringify(join(root, "src/client/index.ts"))}; export { http } from ${JSON.stringify(join(root, "src/adapters/http.ts"))};`
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
