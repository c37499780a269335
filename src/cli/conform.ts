/**
 * `recado conform ./my-adapter.js`: asks an adapter everything the client will rely on, and reports what it found in sentences.
 * The module exports `world`: a BackendWorld (recado/conformance), or a function that makes one.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BackendWorld, backendKit, whySkipped } from "../conformance/index.js";

export const CONFORM_USAGE = `Usage: recado conform MODULE

Runs the cases every backend has to pass against the adapter in MODULE, which exports \`world\`: a BackendWorld, or a function
that makes one (recado/conformance has its type).`;

const OK = 0;
const BROKEN = 1;
const EX_USAGE = 64;
const EX_NOINPUT = 66;
/** No case waits this long for anything that works. */
const PATIENCE_MS = 30_000;

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export async function conform(args: readonly string[], out: Terminal = process.stdout): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || file.startsWith("-") || more.length > 0) {
    console.error(CONFORM_USAGE);
    return EX_USAGE;
  }
  const world = await worldOf(file).catch((cause: unknown) => {
    console.error(`${file} cannot be asked anything: ${sentences(cause)}`);
    return undefined;
  });
  if (world === undefined) return EX_NOINPUT;

  const colour = (code: number, text: string) => (out.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [green, red, dim] = [32, 31, 2].map((code) => (text: string) => colour(code, text)) as [Paint, Paint, Paint];
  const strays: unknown[] = [];
  process.on("unhandledRejection", (cause) => strays.push(cause));
  const count = { kept: 0, broken: 0, notAsked: 0 };
  for (const { name, promise, needs, run } of backendKit) {
    const why = whySkipped(needs, world);
    if (why !== undefined) {
      count.notAsked++;
      out.write(`${dim(`– ${name}\n    not asked: ${why}`)}\n`);
      continue;
    }
    const since = Date.now();
    strays.length = 0;
    const failure = await inTime(run(world)).then(
      () => strays.map((cause) => ({ cause: new Error("Rejected with nobody there to hear it", { cause }) }))[0],
      (cause: unknown) => ({ cause }),
    );
    if (failure === undefined) {
      count.kept++;
      out.write(`${green("✓")} ${name} ${dim(`${Date.now() - since} ms`)}\n`);
    } else {
      count.broken++;
      out.write(`${red(`✗ ${name}`)}\n    ${sentences(failure.cause)}\n    What is lost: ${promise}\n`);
    }
  }
  out.write(`\n${count.kept} kept, ${count.broken} broken, ${count.notAsked} not asked\n`);
  return count.broken === 0 ? OK : BROKEN;
}

type Paint = (text: string) => string;

async function worldOf(file: string): Promise<BackendWorld> {
  const { world }: { world?: unknown } = await import(pathToFileURL(resolve(file)).href);
  const made: unknown = typeof world === "function" ? await world() : world;
  if (!isWorld(made)) throw new Error("it exports no `world` with a `device()` in it");
  return made;
}

const isWorld = (made: unknown): made is BackendWorld =>
  typeof made === "object" && made !== null && "device" in made && typeof made.device === "function";

function inTime(run: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`Not within ${PATIENCE_MS / 1_000} s`)), PATIENCE_MS);
    run.then(resolve, reject).finally(() => clearTimeout(patience));
  });
}

/** What happened, and why, as far as anybody said. */
function sentences(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause === undefined ? cause.message : `${cause.message} (${sentences(cause.cause)})`;
}
