/** A sample visitor, so that the first sign-in finds something to answer. He writes through the public API like anybody else. */
import { http } from "../src/adapters/http.js";
import { newId } from "../src/client/id.js";

const SAMPLE = { name: "João Pedro", email: "joao@example.com" };
const QUESTION = "Hello! Do you ship the olive tree to the Azores? And how long does it take?";
/** A machine that has just built and started all of it may be busy. */
const PATIENCE_MS = 60_000;

export async function leaveSampleMessage({ server, site, page }: { server: string; site: string; page: string }): Promise<void> {
  const visitor = http({ url: server, site });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  await visitor.open({ kind: "new", locale: "en", page }, signal);
  await visitor.identify(SAMPLE, [{ id: newId(), text: QUESTION, seen: 0, page }], signal);
  // He closes the page: whoever answers him now sees the mail go.
  const stays = new AbortController();
  signal.addEventListener("abort", () => stays.abort(), { signal: stays.signal });
  await visitor.listen(undefined, () => stays.abort(), stays.signal);
}
