/**
 * The line on which news arrive: listen first, then pull. It is kept while it can matter, watched (a half-open socket is
 * silent for ever), and taken up again by its worker when it breaks.
 */
import { batch } from "@preact/signals-core";
import type { Position, ServerEvent } from "../protocol/index.js";
import { asChatError } from "./ask.js";
import { ChatError } from "./errors.js";
import type { Life } from "./life.js";
import type { Access } from "./session.js";
import { solid, type Timeline } from "./timeline.js";
import type { Wake, Work } from "./worker.js";

export const CONNECT_MS = 10_000;
/** Two and a half heartbeats. */
export const SILENCE_MS = 50_000;
/** A line that lasted at least this long was a good one: when it breaks, the next try needs no patience. */
const GOOD_LINE_MS = 5_000;

export interface LineParts {
  readonly access: Access;
  /** The instant until which a line is wanted, if nothing changes. */
  readonly wantedUntil: () => number;
  readonly onEvent: (event: ServerEvent) => void;
}

export interface Line {
  readonly work: Work;
  /** Something that `wantedUntil` depends on has changed. */
  review(wake: Wake): void;
}

/** Where to go on from; whoever knows nothing yet begins with a pull. */
function position(known: Timeline): Position | undefined {
  return known.epoch === undefined || known.base === undefined ? undefined : { epoch: known.epoch, seq: solid(known) };
}

export function line(life: Life, { access, wantedUntil, onEvent }: LineParts): Line {
  const { state, backend, clock, signal } = life;
  let hangUp = () => {};
  const isWanted = () => access.isExpected() && wantedUntil() > clock.now();

  /** Resolves when the line was not wanted any more; rejects when it broke or fell silent. */
  async function hold(): Promise<void> {
    const own = new AbortController();
    const since = clock.now();
    let cancels: (() => void)[] = [];
    const ended = new Promise<"unwanted" | ChatError>((resolve) => {
      const end = (how: "unwanted" | ChatError) => {
        resolve(how);
        own.abort();
      };
      const expect = (ms: number, sentence: string) => clock.after(ms, () => end(new ChatError("timeout", sentence)));
      let silence = expect(CONNECT_MS, "The line was not answered");
      let deadline = () => {};
      const heed = () => {
        deadline();
        const left = wantedUntil() - clock.now();
        if (left <= 0) end("unwanted");
        else if (Number.isFinite(left)) deadline = clock.after(left, heed);
      };
      cancels = [() => silence(), () => deadline()];
      hangUp = heed;
      heed();
      const onAbort = () => end("unwanted");
      signal.addEventListener("abort", onAbort, { once: true });
      cancels.push(() => signal.removeEventListener("abort", onAbort));
      const hear = (event: ServerEvent) => {
        if (own.signal.aborted) return;
        silence();
        silence = expect(SILENCE_MS, "The line fell silent");
        if (event.type === "hello") state.connection.value = "live";
        batch(() => onEvent(event));
      };
      listen(position(state.known.peek()), hear, own.signal).then(end, (error: unknown) => end(asChatError(error)));
    });
    const how = await ended;
    hangUp = () => {};
    for (const cancel of cancels) cancel();
    if (how === "unwanted") return;
    // A lasting line that breaks is an event, not a trouble: no waiting longer and longer because of it.
    if (how.isTransient && clock.now() - since >= GOOD_LINE_MS) return;
    throw how;
  }

  async function listen(...args: Parameters<typeof backend.listen>): Promise<ChatError> {
    await backend.listen(...args);
    return new ChatError("unavailable", "The line ended");
  }

  return {
    async work() {
      if (!isWanted()) {
        state.connection.value = state.connection.peek() === "gone" ? "gone" : "idle";
        return "rest";
      }
      if (state.connection.peek() !== "offline") state.connection.value = "opening";
      await access.as(hold);
      return "more";
    },
    review(wake) {
      hangUp();
      wake("hurry");
    },
  };
}
