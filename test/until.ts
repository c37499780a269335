/** Waits for something to become true instead of for time to pass. */

/** Resolves with the first truthy answer; rejects after `withinMs` with the last error, or with what it waited for. */
export async function until<T>(look: () => T | Promise<T>, withinMs = 40_000, everyMs = 50): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
