/** The few assertions the kits need, without a test runner inside. */
import { ChatError, type ChatErrorCode } from "../client/errors.js";
import { Broken } from "./case.js";

/** Long enough for a slow machine, short enough to be watched. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 10;

export function same(actual: unknown, expected: unknown, what: string): void {
  const [is, wanted] = [written(actual), written(expected)];
  if (is !== wanted) throw new Broken(`${what}: expected ${wanted}, got ${is}`);
}

/** The order of an object's keys means nothing: a database gives them back in one of its own. */
function written(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

export function holds(isSo: boolean, what: string): void {
  if (!isSo) throw new Broken(what);
}

/** The call is refused with one of these codes; anything else, also success, is not good enough. */
export async function refused(call: Promise<unknown>, codes: readonly ChatErrorCode[], what: string): Promise<ChatError> {
  const wanted = codes.map((code) => `"${code}"`).join(" or ");
  const error = await call.then(
    (answer) => {
      throw new Broken(`${what}: expected a refusal ${wanted}, but it was answered with ${JSON.stringify(answer)}`);
    },
    (reason: unknown) => reason,
  );
  if (error instanceof ChatError && codes.includes(error.code)) return error;
  if (error instanceof ChatError) throw new Broken(`${what}: expected the code ${wanted}, got "${error.code}"`);
  throw new Broken(`${what}: rejected with something that is not a ChatError`, { cause: error });
}

/** Resolves with what `look` finds, as soon as it finds something. */
export async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (waited >= PATIENCE_MS) throw new Broken(`${what}: not within ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
