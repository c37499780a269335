/** Waits for something to become true instead of for some time to pass. */
export async function until(holds: () => boolean | Promise<boolean>, atMostMs = 20_000): Promise<void> {
  const end = performance.now() + atMostMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Still not so after ${atMostMs} ms: ${holds}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
