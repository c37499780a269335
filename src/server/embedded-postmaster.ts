/**
 * The running server as a process: is there one on this folder, start one, reach it, end it. Which files it needs is
 * embedded-binaries.ts; when to do what is embedded-postgres.ts.
 */
import { execFile, spawn } from "node:child_process";
import { chown, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { type Account, runAs } from "./embedded-binaries.js";

const run = promisify(execFile);

/** The bootstrap role, which owns everything in this private server, and the database of Recado in it. */
export const ROLE = "recado";

/** Only a name for the socket file: nothing listens on TCP. */
const PORT = 5432;
/** sun_path has 108 bytes on Linux and 104 on macOS, one of them the closing zero. PostgreSQL and Node both refuse more. */
const SOCKET_PATH_BYTES = 103;
/** A fast shutdown writes a checkpoint first, which a slow disk may take its time for. */
const LONGEST_STOP_MS = 60_000;
const POLL_MS = 10;
const LOG_BYTES = 1_000_000;
const LAST_WORDS_LINES = 5;

/** A running server process, and the folder of its unix socket. */
export type Postmaster = { pid: number; socketDir: string; port: number };

/** What `postmaster.pid` tells: nothing, a process that is not (or no longer) this PostgreSQL, or the one to adopt. */
export type Found = { at: "none" } | { at: "stale"; pid: number } | { at: "live"; postmaster: Postmaster };

/**
 * Looks for the server of `cluster` (an absolute, real path). The file alone proves nothing: it stays behind after kill -9 or a power
 * cut, and by then its number may belong to somebody else; in a container, where numbers start at 1 each time, it usually does.
 */
export async function findPostmaster(cluster: string): Promise<Found> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw new Error(
      `This user may not read ${cluster}. Another user ran Recado here before; please choose another folder by RECADO_DATA.`,
      {
        cause: error,
      },
    );
  });
  // Line by line: pid, data folder, start time, port, socket folder, TCP address, shared memory, state. It is written in several steps.
  const [pid, , , port, socketDir] = text.split("\n");
  if (!pid || !Number.isInteger(Number(pid))) return { at: "none" };
  if (!(await isPostmaster(Number(pid), cluster))) return { at: "stale", pid: Number(pid) };
  return { at: "live", postmaster: { pid: Number(pid), port: Number(port), socketDir: socketDir ?? "" } };
}

/** Is this process the PostgreSQL of this data folder? A zombie nobody has collected yet has no command line, so it counts as gone. */
async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  const commandLine =
    process.platform === "linux"
      ? // Not /proc/…/cwd: in a container root may not look at another account's. Every argument ends with a zero byte.
        readFile(`/proc/${pid}/cmdline`, "utf8").then((line) => line.replaceAll("\0", " "))
      : run("ps", ["-ww", "-o", "args=", "-p", String(pid)]).then((answer) => `${answer.stdout.trimEnd()} `);
  return commandLine.then(
    (line) => line.includes(`postgres -D ${cluster} `),
    () => false, // Neither /proc nor ps knows the number: no such process.
  );
}

/** `@types/pg` does not know these two yet. */
export type Connection = Client & { ref(): void; unref(): void };

/**
 * Connects to the maintenance database of a server known to run. Rejects while it is starting, recovering or stopping. `onLost` is told
 * of a connection that breaks later, between two queries too: without a listener that would end the process.
 */
export async function connect(postmaster: Postmaster, onLost: (error: Error) => void): Promise<Connection> {
  const client = new Client({ host: postmaster.socketDir, port: postmaster.port, user: ROLE, database: "postgres" });
  client.on("error", onLost);
  await client.connect();
  return client as Connection;
}

/** One try to start: has it ended already, and what did it say? */
export type Attempt = { pid: number | undefined; ended(): boolean; lastWords(): Promise<string> };

/** Starts the server process in a session of its own, so that it lives on when ours is interrupted. Does not wait until it answers. */
export async function launch(bin: string, cluster: string, account: Account, stalePid: number | undefined): Promise<Attempt> {
  const socketDir = await socketFolder(cluster, account);
  // A file, not a pipe: writing to a pipe whose reader was killed would take PostgreSQL with it.
  const logFile = `${cluster}.log`;
  const output = await open(logFile, "a", 0o600);
  if (account) await output.chown(account.uid, account.gid);
  if ((await output.stat()).size > LOG_BYTES) await output.truncate();
  const saidBefore = (await output.stat()).size;

  const settings = [
    `unix_socket_directories=${socketDir}`,
    `port=${PORT}`,
    "listen_addresses=",
    "fsync=on",
    "log_checkpoints=off",
  ];
  const as = runAs(account);
  const child = spawn(join(bin, "postgres"), ["-D", cluster, ...settings.flatMap((setting) => ["-c", setting])], {
    ...as,
    // PostgreSQL overlooks a lock file that names its own grandparent. So we tell it which number we found to be somebody else's, and
    // it replaces the file itself, atomically: deleting it here could hit the fresh one of another starter.
    env: { ...as.env, ...(stalePid !== undefined && { PG_GRANDPARENT_PID: String(stalePid) }) },
    detached: true,
    stdio: ["ignore", output.fd, output.fd],
  });
  child.unref();

  let end: string | undefined;
  child.once("error", (error) => {
    end = error.message;
  });
  child.once("exit", (code, signal) => {
    end ??= `It ended with ${signal ?? code}.`;
  });
  await output.close();
  return {
    pid: child.pid,
    ended: () => end !== undefined,
    lastWords: async () => {
      await removeSocketFolder(socketDir, cluster);
      const said = (await readFile(logFile)).subarray(saidBefore).toString("utf8").trim().split("\n");
      return [end, ...said.slice(-LAST_WORDS_LINES)].join("\n");
    },
  };
}

/** Asks for a fast shutdown (end the sessions, write everything, go) and waits until the process is gone. Nothing to do if it is already. */
export async function shutDown({ pid, socketDir }: Postmaster, cluster: string): Promise<void> {
  const giveUpAt = performance.now() + LONGEST_STOP_MS;
  for (let asked = false; await isPostmaster(pid, cluster); asked = true) {
    if (!asked) process.kill(pid, "SIGINT");
    if (performance.now() > giveUpAt)
      throw new Error(`PostgreSQL (process ${pid}) is still stopping after ${LONGEST_STOP_MS / 1000} s.`);
    await sleep(POLL_MS);
  }
  await removeSocketFolder(socketDir, cluster);
}

/**
 * The data folder itself, which is 0700; where its path is too long for a socket, a short 0700 folder made for this run. Whoever adopts
 * the server later reads its place in postmaster.pid.
 */
async function socketFolder(cluster: string, account: Account): Promise<string> {
  if (Buffer.byteLength(join(cluster, `.s.PGSQL.${PORT}.lock`)) <= SOCKET_PATH_BYTES) return cluster;
  const folder = await mkdtemp("/tmp/recado-"); // not os.tmpdir(): TMPDIR may be as long
  if (account) await chown(folder, account.uid, account.gid);
  return folder;
}

async function removeSocketFolder(socketDir: string, cluster: string): Promise<void> {
  // The name is checked because it may come from a file: nothing but a folder made above is ever removed.
  if (socketDir !== cluster && dirname(socketDir) === "/tmp") await rm(socketDir, { recursive: true, force: true });
}
