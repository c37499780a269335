/**
 * A private PostgreSQL for whoever has none: started, adopted and stopped here, from the binaries npm brought.
 *
 * It lives in a session of its own, so that Ctrl-C reaches only us: we drain first, with the database still there, and stop it last.
 * The price is that it outlives a killed Node; therefore the next start adopts what it finds running.
 *
 *   look at postmaster.pid ──live──▶ connect, hold the shared lock ──▶ use it ──▶ stop(): last one out turns it off
 *        ▲        └─none, stale──▶ create, launch ─┐
 *        └───────────────── wait ◀─────────────────┘   two starters: PostgreSQL's own lock file lets one win, the other adopts
 */
import { execFile } from "node:child_process";
import { chown, mkdtemp, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import {
  type Account,
  canEnter,
  defaultDataDir,
  findBinaries,
  isThere,
  lentAccount,
  makePassable,
  runAs,
} from "./embedded-binaries.js";
import {
  type Attempt,
  type Connection,
  connect,
  findPostmaster,
  launch,
  type Postmaster,
  ROLE,
  shutDown,
} from "./embedded-postmaster.js";

export { defaultDataDir, makePassable };

const run = promisify(execFile);

const POLL_MS = 10;
/** Recovery after a crash replays up to a gigabyte of log; a server that needs longer than this needs a person. */
const LONGEST_START_MS = 120_000;
/** After kill -9 of PostgreSQL its children need a moment to notice; until then a new one is refused the shared memory. */
const START_ATTEMPTS = 4;
const BETWEEN_ATTEMPTS_MS = 500;
/** Held shared by every process that uses the server; who gets it exclusively is alone. It ends with its connection, also by kill -9. */
const IN_USE = 0x7ecad0;

/** A PostgreSQL of our own: where it is, and its end. */
export interface EmbeddedPostgres {
  /** As `pg.Pool` takes it. */
  connection: { host: string; port: number; user: string; database: string };
  /** The same as one string, for tools that want a DATABASE_URL. */
  url: string;
  /** True when it was running already: left by a killed process, or shared with a living one. */
  adopted: boolean;
  dataDir: string;
  /**
   * To be called after the last query: ends all sessions, writes everything, and resolves when the process is gone. While another
   * process uses the same server it is left running for that one to stop.
   */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on `dataDir` (its files in `dataDir/postgres`), or adopts the one running there. Rejects with a sentence a person
 * can act on. Committed means on the disk: fsync is on.
 */
export async function startEmbeddedPostgres(
  options: { dataDir?: string; log?: (line: string) => void } = {},
): Promise<EmbeddedPostgres> {
  if (process.platform === "win32") {
    throw new Error(
      "The embedded PostgreSQL is reached by a unix socket, which Node does not offer on Windows. Please set DATABASE_URL.",
    );
  }
  const log = options.log ?? (() => undefined);
  const wanted = resolve(options.dataDir ?? (await defaultDataDir()));
  await makePassable(wanted);
  // Everybody must spell the folder alike: the spelling on its command line is how the process is recognised.
  const dataDir = await realpath(wanted);
  const cluster = join(dataDir, "postgres");

  const giveUpAt = performance.now() + LONGEST_START_MS;
  let attempt: Attempt | undefined;
  let attempts = 0;
  let refusal: unknown;
  while (performance.now() < giveUpAt) {
    const found = await findPostmaster(cluster);
    if (found.at === "live") {
      const { postmaster } = found;
      // Nothing is to be done about a connection lost later: the pool notices by itself, and stop() asks afresh.
      const onLost = (error: Error) => log(`PostgreSQL (process ${postmaster.pid}) closed a connection: ${error.message}`);
      const keeper = await enter(postmaster, onLost).catch((error: unknown) => {
        refusal = error; // Starting, recovering or stopping: asked again until it answers or the time is over.
      });
      if (keeper) return face(postmaster, keeper, { adopted: postmaster.pid !== attempt?.pid, dataDir, cluster, log });
    } else if (!attempt || attempt.ended()) {
      const lastWords = await attempt?.lastWords();
      if (attempts === START_ATTEMPTS) throw new Error(`PostgreSQL does not start on ${cluster}. ${lastWords}`);
      if (attempts > 0) await sleep(BETWEEN_ATTEMPTS_MS);
      attempts += 1;
      attempt = await createAndLaunch(dataDir, cluster, found.at === "stale" ? found.pid : undefined, log);
    }
    await sleep(POLL_MS);
  }
  throw new Error(`PostgreSQL on ${cluster} did not answer for ${LONGEST_START_MS / 1000} s; its log is ${cluster}.log.`, {
    cause: refusal,
  });
}

/** Connects, says "in use" for as long as this connection lasts, and sees to it that the database is there. */
async function enter(postmaster: Postmaster, onLost: (error: Error) => void): Promise<Connection> {
  const keeper = await connect(postmaster, onLost);
  try {
    await keeper.query("select pg_advisory_lock_shared($1)", [IN_USE]);
    const known = await keeper.query("select from pg_database where datname = $1", [ROLE]);
    if (known.rowCount === 0) await keeper.query(`create database ${ROLE}`); // A second starter at this very moment fails here, and asks again.
    return keeper;
  } catch (error) {
    await keeper.end();
    throw error;
  }
}

type Place = { adopted: boolean; dataDir: string; cluster: string; log: (line: string) => void };

function face(postmaster: Postmaster, keeper: Connection, { adopted, dataDir, cluster, log }: Place): EmbeddedPostgres {
  const { pid, socketDir, port } = postmaster;
  keeper.unref(); // The lock alone must not keep a finished program alive.
  log(`${adopted ? "Adopted" : "Started"} PostgreSQL (process ${pid}) on ${cluster}`);

  const leave = async () => {
    keeper.ref();
    await keeper.end();
    if (await isUsedByOthers(postmaster)) return log(`PostgreSQL (process ${pid}) goes on: another process uses it`);
    await shutDown(postmaster, cluster);
    log(`Stopped PostgreSQL (process ${pid})`);
  };
  let leaving: Promise<void> | undefined;
  return {
    connection: { host: socketDir, port, user: ROLE, database: ROLE },
    url: `postgresql://${ROLE}@/${ROLE}?host=${encodeURIComponent(socketDir)}&port=${port}`,
    adopted,
    dataDir,
    stop: () => {
      leaving ??= leave();
      return leaving;
    },
  };
}

async function isUsedByOthers(postmaster: Postmaster): Promise<boolean> {
  const onLost = () => undefined; // Our own shutdown, or the one another process asked for meanwhile: expected.
  const client = await connect(postmaster, onLost).catch(() => undefined);
  if (!client) return false; // A server that does not answer serves nobody else either.
  const answer = await client
    .query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [IN_USE])
    .catch(() => undefined);
  if (answer?.rows[0]?.alone === false) {
    await client.end();
    return true;
  }
  client.unref(); // Kept open: the lock stays ours until the shutdown ends it, so nobody enters a house about to be closed.
  return false;
}

async function createAndLaunch(
  dataDir: string,
  cluster: string,
  stalePid: number | undefined,
  log: (line: string) => void,
): Promise<Attempt> {
  const account = await accountFor(cluster, log);
  if (!(await canEnter(account, dataDir))) {
    throw new Error(
      `PostgreSQL runs as ${account?.name ?? "this user"}, who cannot enter ${dataDir}. Please choose another folder by RECADO_DATA.`,
    );
  }
  const bin = await findBinaries(account, dataDir, log);
  if (!(await isThere(cluster))) await create(bin, dataDir, cluster, account);
  return launch(bin, cluster, account, stalePid);
}

/** A cluster that exists is run by whoever made it, so that the same folder serves `sudo` today and a plain user tomorrow. */
async function accountFor(cluster: string, log: (line: string) => void): Promise<Account> {
  const lent = await lentAccount();
  if (!lent) return undefined;
  const owner = (await isThere(cluster)) ? await stat(cluster) : undefined;
  if (owner && owner.uid !== 0 && owner.uid !== lent.uid) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  if (lent.name === "nobody") log("There is no user postgres on this system: PostgreSQL runs as nobody.");
  return lent;
}

/**
 * Made beside and renamed: a folder of this name is always a whole cluster, whoever was killed half-way and however many start at once.
 *
 * `trust`, because the socket lies in a folder of mode 0700: who can open it can read the data files as well, and a password would have
 * to lie in that same folder. (`peer` would need a map from each account that may run Node to the role, and protect nothing more.)
 */
async function create(bin: string, dataDir: string, cluster: string, account: Account): Promise<void> {
  await removeLeftovers(dataDir);
  const fresh = await mkdtemp(join(dataDir, `postgres.new-${process.pid}-`)); // 0700 from the first moment
  const access = [`--username=${ROLE}`, "--auth-local=trust", "--auth-host=reject"];
  // The builtin locale sorts alike on every system. The ctype beside it is not for show: pg_trgm and the text search of PostgreSQL 18
  // still ask the C library what a letter is, and under plain "C" they lose every é and ã.
  const ctype = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  const locale = [
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    `--lc-ctype=${ctype}`,
  ];
  try {
    if (account) await chown(fresh, account.uid, account.gid);
    await run(join(bin, "initdb"), ["-D", fresh, ...access, ...locale], runAs(account));
    await rename(fresh, cluster);
    await syncFolder(dataDir);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (await isThere(cluster)) return; // Another process was faster; its cluster is the one.
    throw new Error(`The database could not be created in ${dataDir}: ${(error as Error).message}`, { cause: error });
  }
}

/** Half-made clusters of processes that were killed while making them. */
async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const maker = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (maker && !isAlive(Number(maker))) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"; // EPERM: alive, and somebody else's.
  }
}

/** Without it a power cut could undo the rename, and with it rows that were promised to be safe. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
