/**
 * Answers what a server asks while its site is under attack, and is loaded for that alone; it imports nothing, so that it stays a file
 * of its own. `work`, the server's own kind, is a search for numbers whose hash begins with zeros: a second or two that nobody sees.
 */
import type { Task, TaskGiven } from "../protocol/index.js";

/** At once. */
const LOT = 64;
/** Then the page has its turn. */
const SPELL_MS = 10;
const MOST_TRIES = 3;

/** `ask` without an answer brings a task. Rejects when no answer was taken. */
export async function answerTask(
  ask: (answer?: string) => Promise<TaskGiven>,
  own: ((task: Task) => Promise<string>) | undefined,
): Promise<void> {
  let { task } = await ask();
  for (let tries = 0; task && tries < MOST_TRIES; tries++)
    ({ task } = await ask(task.kind === "work" ? await work(task.data) : await own?.(task)));
  if (task) throw new Error(`No answer to a task of the kind ${task.kind}`);
}

/** `pieces.bits.…`: for each piece a number that makes so many bits of its hash zero. */
async function work(data: string): Promise<string> {
  const [pieces = 0, bits = 0] = data.split(".").map(Number);
  const found: number[] = [];
  for (let piece = 0; piece < pieces; piece++) found.push(await search(`${data}:${piece}:`, bits));
  return `${data}:${found}`;
}

async function search(start: string, bits: number): Promise<number> {
  let since = performance.now();
  for (let from = 0; ; from += LOT) {
    const lot = await Promise.all(Array.from({ length: LOT }, (_, n) => zeros(start + (from + n))));
    const hit = lot.findIndex((count) => count >= bits);
    if (hit >= 0) return from + hit;
    if (performance.now() - since < SPELL_MS) continue;
    await pageHadItsTurn();
    since = performance.now();
  }
}

/** Chromium gives the hash of a short text within the same task, however often it is awaited. No timer: a hidden tab has one a second. */
function pageHadItsTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** Only where the page came by https, or from this very machine: elsewhere browsers have no `crypto.subtle`. */
async function zeros(text: string): Promise<number> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Math.clz32(new DataView(hash).getUint32(0));
}
