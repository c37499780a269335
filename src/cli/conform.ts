/**
 * `recado conform ./my-adapter.js`: asks an implementation everything that will be relied on, and reports what it found in
 * sentences. The module exports `world`: a world of one of the kits of recado/conformance, or a function that makes one.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Question, questionsTo } from "./kits.js";

export const CONFORM_USAGE = `Usage: recado conform MODULE

Asks the backend, cache, store, mailer or channel in MODULE for every promise of its kind. MODULE exports \`world\`: a
BackendWorld, CacheWorld, StoreWorld, MailerWorld or ChannelWorld (recado/conformance has their types), or a function that
makes one; of a cache always the function, since each case wants a new one.`;

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
  const asked = await questionsOf(file).catch((cause: unknown) => {
    console.error(`${file} cannot be asked anything: ${sentences(cause)}`);
    return undefined;
  });
  if (asked === undefined) return EX_NOINPUT;

  const colour = (code: number, text: string) => (out.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [green, red, dim] = [32, 31, 2].map((code) => (text: string) => colour(code, text)) as [Paint, Paint, Paint];
  const strays: unknown[] = [];
  process.on("unhandledRejection", (cause) => strays.push(cause));
  const count = { kept: 0, broken: 0, notAsked: 0 };
  out.write(`What a ${asked.of} promises:\n\n`);
  for (const { name, promise, why, run } of asked.questions) {
    if (why !== undefined) {
      count.notAsked++;
      out.write(`${dim(`– ${name}\n    not asked: ${why}`)}\n`);
      continue;
    }
    const since = Date.now();
    strays.length = 0;
    const failure = await inTime(run()).then(
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

async function questionsOf(file: string): Promise<{ of: string; questions: readonly Question[] }> {
  const { world }: { world?: unknown } = await import(pathToFileURL(resolve(file)).href);
  return questionsTo(world);
}

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
