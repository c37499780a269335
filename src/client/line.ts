/**
 * The line on which news arrive: listen first, then pull. It is kept while it can matter, watched (a half-open socket is
 * silent for ever), and taken up again by its worker when it breaks.
 */
import { batch } from "@preact/signals-core";
import type { ServerEvent } from "../protocol/index.js";
import { settled } from "./ask.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import type { Access } from "./session.js";
import { solid } from "./timeline.js";
import { type Wake, worker } from "./worker.js";

const CONNECT_MS = 10_000;
/** Two and a half heartbeats. */
const SILENCE_MS = 50_000;
/** A line that lasted at least this long was a good one: when it breaks, the next try needs no patience. */
const GOOD_LINE_MS = 5_000;

/**
 * Takes the line up when woken, for as long as it is wanted; `wantedUntil` tells until when that is if nothing changes. Wake it
 * in a hurry whenever that answer may be another one.
 */
export function line(life: Life, access: Access, wantedUntil: () => number, onEvent: (event: ServerEvent) => void): Wake {
  const { state, backend, clock, signal } = life;
  const { connection } = state;
  let review = () => {};

  /** Resolves when the line was not wanted any more; rejects when it broke or fell silent. */
  const hold = () =>
    new Promise<void>((resolve, reject) => {
      const own = new AbortController();
      // A connection that took long to fail was never a line.
      let since = Number.POSITIVE_INFINITY;
      let silence = () => {};
      let deadline = () => {};
      const end = (error?: ChatError) => {
        // Its own end makes the adapter's promise settle, too, maybe while the next line is up.
        if (own.signal.aborted) return;
        own.abort();
        silence();
        deadline();
        review = () => {};
        // A lasting line that breaks is an event, not a trouble: no waiting longer and longer because of it.
        if (error === undefined || (error.isTransient && clock.now() - since >= GOOD_LINE_MS)) resolve();
        else reject(error);
      };
      const expect = (ms: number) => {
        silence();
        silence = clock.after(ms, () => end(new ChatError("timeout", "The line is silent")));
      };
      const hear = (event: ServerEvent) => {
        if (own.signal.aborted) return;
        expect(SILENCE_MS);
        if (event.type === "hello") {
          connection.value = "live";
          since = clock.now();
        }
        batch(() => onEvent(event));
      };
      expect(CONNECT_MS);
      review = () => {
        deadline();
        const left = wantedUntil() - clock.now();
        if (left <= 0) end();
        else if (left < Number.POSITIVE_INFINITY) deadline = clock.after(left, review);
      };
      review();
      signal.addEventListener("abort", () => end(), { signal: own.signal });
      const known = state.known.peek();
      const { epoch, base } = known;
      // Where to go on from; whoever knows nothing yet begins with a pull.
      const after = epoch === undefined || base === undefined ? undefined : { epoch, seq: solid(known) };
      settled(() => backend.listen(after, hear, own.signal)).then(() => end(new ChatError("unavailable", "The line ended")), end);
    });

  const rest = () => {
    if (connection.peek() !== "gone") connection.value = "idle";
  };
  const wake = worker(
    life,
    async () => {
      if (!access.isExpected() || wantedUntil() <= clock.now()) {
        rest();
        return "rest";
      }
      if (connection.peek() !== "offline") connection.value = "opening";
      await access.as(hold);
      return "more";
    },
    ({ isTransient }) => {
      if (!isTransient) rest();
      else if (connection.peek() !== "gone") connection.value = "offline";
    },
  );
  return (hurry) => {
    if (hurry) review();
    wake(hurry);
  };
}
