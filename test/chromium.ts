/**
 * Finds a Chromium for the browser tests, and brings one where there is none: Debian's as root, else the one inside an npm package.
 * The browser suites and the runner ask here; nothing of the product does.
 */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** No request of the browser's own may reach the network, or a test would measure it. Without quic, connections can be counted. */
const QUIET = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium refuses its sandbox to root; the unpacked one has no helper that could build it. */
const UNSANDBOXED = ["--no-sandbox", ...QUIET];

const isRoot = process.getuid?.() === 0;

type Browser = { executablePath: string; args: string[] };

/** What playwright needs to launch Chromium. The first call may install it; rejects with a sentence that says what to do instead. */
export async function chromium(log: (line: string) => void = console.error): Promise<Browser> {
  const args = isRoot ? UNSANDBOXED : QUIET;
  const named = process.env.RECADO_CHROMIUM;
  if (named) {
    const trouble = await whyNot(named);
    if (trouble) throw new Error(`RECADO_CHROMIUM is ${named}, which does not run: ${trouble.message}`, { cause: trouble });
    return { executablePath: named, args };
  }
  const present = await firstThatRuns();
  if (present) return { executablePath: present, args };

  if (isRoot) {
    const trouble = await installDebians(log);
    const installed = await firstThatRuns();
    if (installed) return { executablePath: installed, args };
    log(`Debian's Chromium could not be installed (${trouble?.message ?? "no program appeared"}); trying the one from npm.`);
  }
  return { executablePath: await unpackNpms(log), args: UNSANDBOXED };
}

/** Asked for its version, because on some systems the file is only a hint to install something else. */
async function whyNot(path: string): Promise<Error | undefined> {
  return run(path, ["--version"]).then(
    () => undefined,
    (error: Error) => error,
  );
}

async function firstThatRuns(): Promise<string | undefined> {
  for (const path of PLACES) if (!(await whyNot(path))) return path;
  return undefined;
}

async function installDebians(log: (line: string) => void): Promise<Error | undefined> {
  log("No Chromium here: installing Debian's (apt-get install chromium).");
  const patient = ["-o", "DPkg::Lock::Timeout=300"]; // Another installation may be running; it is waited for.
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, maxBuffer: 64 * 1024 * 1024 };
  try {
    await run("apt-get", [...patient, "update"], options);
    await run("apt-get", [...patient, "install", "-y", "chromium"], options);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** The Chromium inside `@sparticuz/chromium`, unpacked once for each user and version. */
async function unpackNpms(log: (line: string) => void): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`The Chromium from npm is for Linux on x64 only. Please install one and name it in RECADO_CHROMIUM.`);
  }
  const entry = require.resolve("@sparticuz/chromium");
  const { version } = JSON.parse(await readFile(join(dirname(entry), "../../package.json"), "utf8")) as { version: string };
  const folder = join(tmpdir(), `recado-chromium-${version}-${process.getuid?.()}`);
  const script = join(folder, "chromium-here");
  if (await isOurs(script)) return script;

  log(`No Chromium here: unpacking the one from npm to ${folder}.`);
  const half = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks into the temporary folder and takes a half-written file of an earlier run for a whole one; therefore a folder
    // of its own, renamed when complete. In a process of its own, because the libraries come only with a variable of Amazon's cloud.
    await run(
      process.execPath,
      ["--input-type=module", "-e", 'await (await import("@sparticuz/chromium")).default.executablePath()'],
      {
        cwd: import.meta.dirname,
        env: { ...process.env, TMPDIR: half, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" },
      },
    );
    await writeFile(join(half, "chromium-here"), await startScript(half, folder));
    await chmod(join(half, "chromium-here"), 0o755);
    await rename(half, folder);
  } catch (error) {
    if (!(await isOurs(script))) throw error; // Otherwise another process was faster, and its folder is as good.
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return script;
}

/** Of the package's own libraries and fonts, only what this system lacks is put in its way. */
async function startScript(half: string, folder: string): Promise<string> {
  const variables: string[] = [];
  if ((await missingLibraries(half, "")).length > 0) {
    const stillMissing = await missingLibraries(half, join(half, "al2023/lib"));
    if (stillMissing.length > 0) {
      throw new Error(
        `Chromium needs system libraries that are missing here: ${stillMissing.join(", ")}. Please install them, or name another Chromium in RECADO_CHROMIUM.`,
      );
    }
    variables.push(`LD_LIBRARY_PATH='${folder}/al2023/lib'`);
  }
  if (!(await isThere("/etc/fonts/fonts.conf"))) {
    const fonts = `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`;
    await writeFile(join(half, "fonts.conf"), `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n${fonts}\n`);
    variables.push(`FONTCONFIG_FILE='${folder}/fonts.conf'`);
  }
  return `#!/bin/sh\n${variables.map((variable) => `export ${variable}\n`).join("")}exec '${folder}/chromium' "$@"\n`;
}

async function missingLibraries(folder: string, libraryPath: string): Promise<string[]> {
  const { stdout } = await run("ldd", [join(folder, "chromium")], { env: { ...process.env, LD_LIBRARY_PATH: libraryPath } });
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? "");
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** In a temporary folder that everybody may write to, the name alone proves nothing. */
const isOurs = (path: string): Promise<boolean> =>
  stat(path).then(
    (file) => file.uid === process.getuid?.(),
    () => false,
  );
