/**
 * Every build and every test project. Builds, one per `--mode`, in this order (`npm run build`):
 *
 *   panel    dist/chunks/*.js   the widget as ES modules with hashed names, fetched when somebody opens it; empties dist first
 *   loader   dist/recado.js     the script tag, one classic file; is told the hashed name of the panel's entry; and a copy by version
 *   console  dist/console/      the agents' desk, served by the server under any path
 *   npm      dist/npm/*.js      what `import "recado/…"` gets: unminified, dependencies left to the developer's bundler
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { minify as terser } from "terser";
import { minify, type Plugin, type UserConfig } from "vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { chromium } from "./test/chromium.js";

const ROOT = import.meta.dirname;
const { version: VERSION }: { version: string } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8"));
const DIST = resolve(ROOT, "dist");
const PANEL_ENTRY = "src/widget.ts";
const PANEL_MANIFEST = ".vite/manifest.json";

/** JSX by the compiler Vite has built in; the preset's devtools and hot reload are not needed. */
const JSX: UserConfig = { oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } } };

/** Library mode leaves this to a bundler, but no bundler comes after these two. */
const IN_BROWSER = { "process.env.NODE_ENV": '"production"' };

/**
 * One sign beyond Latin-1, be it a single "…", and a browser keeps all of a file with two bytes a letter: 84 KiB more for the panel's.
 * Where there are only a few they are escaped; files of words and emoji stay as they are.
 */
const MOST_ESCAPED = 16;
const WIDE = /[\u0100-\uffff]/g;

function narrow(code: string): string {
  if ((code.match(WIDE)?.length ?? 0) > MOST_ESCAPED) return code;
  return code.replace(WIDE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What visitors load, minified twice: terser finds 2 % more in what the bundler's own minifier leaves, and less without it. */
const twice: Plugin = {
  name: "minify-twice",
  async renderChunk(code, chunk, { format, sourcemap }) {
    const first = await minify(chunk.fileName, code, {
      ...{ compress: { target: "es2022" }, mangle: { toplevel: format === "es" } },
      sourcemap: Boolean(sourcemap),
    });
    const second = await terser(first.code, {
      ...(first.map && { sourceMap: { content: JSON.stringify(first.map), asObject: true } }),
      module: format === "es",
      ecma: 2020,
      compress: { passes: 3, collapse_vars: false, lhs_constants: false, unsafe_arrows: true },
    });
    return { code: narrow(second.code ?? code), map: typeof second.map === "object" ? JSON.stringify(second.map) : null };
  },
};

const WORDS = resolve(ROOT, "src/widget/words");

/** One for all files of words: thirty names in the panel, each with a hash of its own, would be bytes that nothing compresses. */
function wordsHash(): string {
  const sources = [
    resolve(ROOT, "package-lock.json"),
    ...readdirSync(WORDS)
      .sort()
      .map((file) => join(WORDS, file)),
  ];
  const hash = createHash("sha256");
  for (const file of sources) hash.update(readFileSync(file));
  return hash.digest("base64url").slice(0, 6);
}

/** The list of thirty such files becomes their common name with the language put in: 150 bytes less in every panel. */
const wordsByName: Plugin = {
  name: "words-by-name",
  renderChunk(code, { facadeModuleId }) {
    if (facadeModuleId !== resolve(ROOT, PANEL_ENTRY)) return null;
    const [list = "", variable = ""] = /([\w$]+)=\{("?[\w-]+"?:\(\)=>import\("\.\/[\w.-]+"\),?)+\}/.exec(code) ?? [];
    const end = `-${wordsHash()}.js`;
    const files = [...list.matchAll(/"?([\w-]+)"?:\(\)=>import\("\.\/([\w.-]+)"\)/g)];
    const [use = "", language = ""] = new RegExp(`\\b${variable.replaceAll("$", "\\$")}\\[(\\w+)\\]\\(\\)`).exec(code) ?? [];
    if (files.length === 0 || use === "" || !files.every(([, name, file]) => file === name + end))
      this.error("The panel no longer lists its files of words as this expects");
    return code.replace(list, () => `${variable}=a=>import("./"+a+"${end}")`).replace(use, () => `${variable}(${language})`);
  },
};

/**
 * The panel is drawn without hooks; @preact/signals wants them for its own (`useSignal`, a signal as a child: `{count}` instead of
 * `{count.value}`), which nothing here uses, and which throw in the built panel. Conversation, form and menu bring theirs: 800 bytes.
 */
const withoutHooks: Plugin = {
  name: "signals-without-hooks",
  enforce: "pre",
  resolveId: (id, from) => (id === "preact/hooks" && from?.includes("@preact/signals") ? "\0no-hooks" : null),
  load: (id) => (id === "\0no-hooks" ? "export let useMemo, useRef, useEffect" : null),
};

/** What ky has for progress bars, which nothing here asks it for: files travel in pieces and count themselves (http-files.ts). 400 bytes. */
const withoutProgress: Plugin = {
  name: "ky-without-progress",
  enforce: "pre",
  resolveId: (id, from) => (id === "../utils/body.js" && from?.includes("/ky/") ? "\0no-progress" : null),
  load: (id) => (id === "\0no-progress" ? "export let streamRequest, streamResponse" : null),
};

/** Also the file's name; "\0" would begin it with "_", which some hosts of static files (Jekyll's) leave out. */
const CONNECTING = "connecting";

/** The client's part that connects asks the adapter's at once: one file is one way to the server less, and 500 bytes. */
const connecting: Plugin = {
  name: "connecting-at-once",
  enforce: "pre",
  resolveId: (id) => (/^\.(\/adapters)?\/(live|http-calls)\.js$/.test(id) ? CONNECTING : null),
  load(id) {
    if (id !== CONNECTING) return null;
    const [live, calls] = ["src/client/live.ts", "src/adapters/http-calls.ts"].map((file) => JSON.stringify(resolve(ROOT, file)));
    return `export { live } from ${live}; export { httpCalls } from ${calls};`;
  },
};

const panel = (): UserConfig => ({
  ...JSX,
  plugins: [withoutHooks, withoutProgress, connecting, twice, wordsByName],
  define: IN_BROWSER,
  build: {
    outDir: DIST,
    emptyOutDir: true,
    target: "es2022",
    // Library mode, because it leaves `import()` as it is: no preload helper, and paths relative to the file that asks.
    lib: { entry: PANEL_ENTRY, formats: ["es"] },
    manifest: PANEL_MANIFEST,
    cssMinify: true,
    minify: false,
    rolldownOptions: {
      // What the lazy chunks share with the panel stays in the panel: one file compresses better than two, and is one request less.
      preserveEntrySignatures: "allow-extension",
      // Six characters of a hash: one in 69,000 million that two builds of a file share a name, and each more is bytes in the panel.
      output: {
        // By itself the bundler splits these off as soon as three files share them: 600 bytes more, and two requests.
        codeSplitting: {
          groups: [
            { name: "widget", test: (id) => /node_modules.@?preact(?!.hooks)/.test(id) || id.endsWith(PANEL_ENTRY), priority: 1 },
            { name: "conversation", test: /preact.hooks|src.widget.conversation\.tsx/ },
          ],
        },
        entryFileNames: "chunks/[name]-[hash:6].js",
        chunkFileNames: ({ facadeModuleId }) =>
          `chunks/[name]-${facadeModuleId?.startsWith(WORDS) ? wordsHash() : "[hash:6]"}.js`,
        minify: false, // It would be printed anew, and longer.
      },
    },
  },
});

/**
 * The script once more under the name of its version, whose bytes never change: that one can be pinned by `<script integrity=…>`.
 * The hashes of all that a page may load are printed, and listed in a file: whoever installs the package sees no build.
 */
const pinned: Plugin = {
  name: "pinned",
  writeBundle({ dir = DIST }) {
    const script = readFileSync(join(dir, "recado.js"));
    writeFileSync(join(dir, `recado-${VERSION}.js`), script);
    const chunks = readdirSync(join(dir, "chunks")).filter((name) => name.endsWith(".js"));
    const files = ["recado.js", `recado-${VERSION}.js`, ...chunks.sort().map((name) => `chunks/${name}`)];
    const hash = (file: string) =>
      createHash("sha384")
        .update(readFileSync(join(dir, file)))
        .digest("base64");
    const integrity = Object.fromEntries(files.map((file) => [file, `sha384-${hash(file)}`]));
    writeFileSync(join(dir, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
    for (const name of files.slice(0, 2)) console.log(`${name} integrity="${integrity[name]}"`);
  },
};

/**
 * Whoever lacks a package that recado/forwarding needs reads a sentence with the command, not a path inside of ours. Nothing of an
 * entry runs before what it imports is found, so the entry looks for that itself.
 */
const explainMissing: Plugin = {
  name: "explain-missing",
  generateBundle(_, bundle) {
    const entry = bundle["forwarding.js"];
    const list = entry?.type === "chunk" ? /^export \{([^}]*)\} from "([^"]+)";\s*$/.exec(entry.code) : null;
    if (entry?.type !== "chunk" || list === null)
      return this.error("The entry of recado/forwarding is no longer a list of what another file exports");
    const [, names = "", file = ""] = list;
    entry.code = `/** Says what to install where a package is missing. */
const all = await import("${file}").catch((cause) => {
  const missing = /^Cannot find package '([^']+)'/.exec(cause.message)?.[1];
  if (missing === undefined) throw cause;
  throw new Error(\`recado/forwarding needs the package \${missing}, which is not installed. Run "${FORWARDING_NEEDS}".\`, { cause });
});
export const { ${names.trim().replaceAll(" as ", ": ")} } = all;
`;
  },
};
const FORWARDING_NEEDS = "npm install nodemailer postal-mime htmlparser2";

/** Nearly all of the loader runs at once: V8 need not look through its functions first and compile them one by one. */
const EAGER = "//# allFunctionsCalledOnLoad";

const loader = (): UserConfig => ({
  ...JSX,
  plugins: [twice, pinned],
  define: { ...IN_BROWSER, __RECADO_PANEL__: JSON.stringify(`./${panelFile()}`) },
  build: {
    outDir: DIST,
    emptyOutDir: false,
    target: "es2022",
    minify: false,
    lib: { entry: "src/loader/index.ts", name: "RecadoLoader", formats: ["iife"], fileName: () => "recado.js" },
    rolldownOptions: { output: { minify: false, postBanner: EAGER } },
  },
});

/** The entry's name as the panel build wrote it down. */
function panelFile(): string {
  let manifest: Record<string, { file: string }>;
  try {
    manifest = JSON.parse(readFileSync(join(DIST, PANEL_MANIFEST), "utf8"));
  } catch (cause) {
    throw new Error("The loader must know the panel's hashed name: please run `vite build --mode panel` first.", { cause });
  }
  const entry = manifest[PANEL_ENTRY];
  if (!entry) throw new Error(`The panel build's manifest does not name ${PANEL_ENTRY}.`);
  return entry.file;
}

const desk = (): UserConfig => ({
  ...JSX,
  root: resolve(ROOT, "src/console"),
  base: "./",
  build: {
    outDir: join(DIST, "console"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // A strict Content-Security-Policy allows files of ours, but neither inline code nor data: addresses.
  },
});

const npm = (): UserConfig => ({
  ...JSX,
  plugins: [explainMissing],
  build: {
    outDir: join(DIST, "npm"),
    emptyOutDir: true,
    target: "es2022",
    minify: false,
    lib: {
      formats: ["es"],
      entry: {
        index: "src/index.ts",
        client: "src/client/index.ts",
        "adapters/memory": "src/adapters/memory.ts",
        "adapters/http": "src/adapters/http.ts",
        "adapters/chatwoot": "src/adapters/chatwoot.ts",
        forwarding: "src/forwarding/index.ts",
        server: "src/server/index.ts",
        conformance: "src/conformance/index.ts",
        cli: "src/cli/recado.ts",
      },
    },
    rolldownOptions: {
      external: (id) => !id.startsWith(".") && !id.startsWith("\0") && !isAbsolute(id),
      // Flat, so that "beside this file" means the same folder in an entry and in what several entries share.
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});

/** What comes about by itself is waited for, however slow the machine: by itself vitest gives up after one second. */
const EXPECT = { poll: { timeout: 40_000 } };

const node = (name: string, test: TestProjectInlineConfiguration["test"] = {}): TestProjectInlineConfiguration => ({
  ...JSX,
  resolve: { tsconfigPaths: true }, // `recado/client`, as users write it
  test: { name, environment: "node", include: [`test/${name}/**/*.test.ts`], expect: EXPECT, ...test },
});

/** Found one after the other, they would be bundled anew in the middle of a test, and preact twice. */
const BUNDLED_FIRST = [
  ...["preact", "preact/hooks", "preact/jsx-runtime", "@preact/signals", "@preact/signals-core"],
  ...["eventsource-parser/stream", "idb-keyval", "ky", "valibot", "axe-core"],
];

const browser = async (): Promise<TestProjectInlineConfiguration> => ({
  ...JSX,
  optimizeDeps: { include: BUNDLED_FIRST },
  test: {
    name: "browser",
    include: ["test/browser/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    expect: EXPECT,
    fileParallelism: false, // Focus and visibility belong to one page at a time.
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: needsBrowser() ? await chromium() : {} }),
      instances: [{ browser: "chromium" }],
    },
  },
});

/** Looking for a browser may install one: not for `vitest run --project unit`, nor for a tool that only reads this file. */
function needsBrowser(args = process.argv): boolean {
  if (!process.env.VITEST) return false;
  const asked = args.flatMap((arg, at) => (arg === "--project" ? [args[at + 1]] : (/^--project=(.*)/.exec(arg)?.[1] ?? [])));
  return asked.length === 0 || asked.includes("browser");
}

/** A fresh machine knows no durations and begins with the largest files: at the end it would wait for these, long for their size, alone. */
const LONG = /\/(e2e\/(modes|story|faults|by-mail|answer|hosts|languages)|server\/mail-budgets)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(LONG.test(moduleId));
    return (await super.sort(files)).sort((one, other) => isLong(other) - isLong(one));
  }
}

const SEEDED = "test/seeded.ts";
const ONE_POSTGRES = "test/server/one-postgres.ts";
const PATIENT = { testTimeout: 180_000, hookTimeout: 180_000 };

const tests = async () => ({
  sequence: { sequencer: LongFirst },
  projects: [
    // Properties of thousands of cases: how long they take is the machine's affair. By itself vitest leaves one of two cores alone.
    node("unit", { setupFiles: SEEDED, testTimeout: 60_000, maxWorkers: 2 }),
    // Real processes, databases and sockets, with room for a slow disk: each file has a database of its own.
    node("server", { setupFiles: SEEDED, globalSetup: ONE_POSTGRES, testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 }),
    await browser(),
    // Foreign mail servers, installed where they are missing: `npm run test:mail-peers` only.
    node("peers", { testTimeout: 120_000, hookTimeout: 600_000, fileParallelism: false }),
    // Three browsers, two of them installed where they are missing: `npm run test:engines` only.
    node("engines", { testTimeout: 120_000, hookTimeout: 600_000, fileParallelism: false }),
    // Each file is a world of its own and waits more than it works: three at once. Projects of unlike numbers of workers run in turn.
    node("e2e", { ...PATIENT, globalSetup: ONE_POSTGRES, maxWorkers: 3, sequence: { groupOrder: 1 } }),
    // Packs, which builds, and installs what came of it into fresh projects: `npm run test:package`.
    node("package", { ...PATIENT, globalSetup: "test/package/packed.ts", fileParallelism: false, sequence: { groupOrder: 3 } }),
    // Builds what the others run on.
    node("start", { ...PATIENT, fileParallelism: false, sequence: { groupOrder: 2 } }),
  ],
});

const BUILDS: Record<string, () => UserConfig> = { panel, loader, console: desk, npm };

/** Tools that read this file for its entries come without a mode and see the npm build, which has most of them. */
export default defineConfig(async ({ mode }) => ({ ...(BUILDS[mode] ?? npm)(), test: await tests() }));
