/**
 * The line over HTTP: a stream of events, or, where something on the way keeps streams back or cuts them, one long poll after
 * the other. Which of the two is this file's affair; the caller takes a broken line up again and hears the same.
 */
import { ChatError, type ChatErrorCode } from "../client/errors.js";
import type { Polled, Position, ServerEvent } from "../protocol/index.js";
import { failureOf, problemOf } from "./http-answer.js";
import { readEvents } from "./http-events.js";

/** A proxy that collects a stream before it passes it on is given up in time for a first poll before the caller's patience ends. */
const HELLO_MS = 8_000;
/** A timer this late has slept with the page. What was asked before is lost or old, and no proxy is to blame. */
const SLEPT_MS = 2_000;
/** A stream that ends sooner may be cut by something on the way. */
const GOOD_STREAM_MS = 5_000;
const MOST_FAILURES = 2;
/** What something on the way may be to blame for. */
const BY_THE_WAY: readonly ChatErrorCode[] = ["offline", "bad-answer", "timeout", "unavailable"];
/** So long one poll follows the other before the stream is tried again. */
const POLLING_MS = 10 * 60_000;
/** From one poll to the next at least: whatever answers them at once for ever must not be hammered. */
const PAUSE_MS = 500;

export interface Asking {
  stream(position: Position | undefined, signal: AbortSignal): Promise<Response>;
  poll(after: string | undefined, signal: AbortSignal): Promise<Polled>;
}

type Hear = (event: ServerEvent) => void;

export function listener({ stream, poll }: Asking) {
  let failures = 0;

  /** Resolves when its reader hangs up, or should poll. */
  async function streamed(after: Position | undefined, onEvent: Hear, signal: AbortSignal): Promise<void> {
    const own = new AbortController();
    const end = () => own.abort();
    signal.addEventListener("abort", end);
    const due = Date.now() + HELLO_MS;
    let hasSlept = false;
    const giveUp = setTimeout(() => {
      hasSlept = Date.now() > due + SLEPT_MS;
      if (!hasSlept) failures = MOST_FAILURES;
      end();
    }, HELLO_MS);
    let since = Number.POSITIVE_INFINITY;
    const read = async () => {
      const response = await stream(after, own.signal);
      if (!response.ok) throw await problemOf(response);
      const hear: Hear = (event) => {
        clearTimeout(giveUp);
        since = Math.min(since, Date.now());
        onEvent(event);
      };
      await readEvents(response, hear, own.signal);
      return new ChatError("unavailable", "The line ended");
    };
    const failure = await read().catch((cause: unknown) => failureOf(cause, own.signal));
    clearTimeout(giveUp);
    signal.removeEventListener("abort", end);
    // Given up by whoever listens, because nothing came through it any more.
    const isSilent = signal.reason instanceof ChatError;
    if (signal.aborted && !isSilent) return;
    if (hasSlept) throw new ChatError("timeout", "The page has slept");
    if (!isSilent && Date.now() - since >= GOOD_STREAM_MS) failures = 0;
    else if (own.signal.aborted || BY_THE_WAY.includes(failure.code)) failures++;
    if (failures < MOST_FAILURES) throw failure;
  }

  async function polled(onEvent: Hear, signal: AbortSignal): Promise<void> {
    const until = Date.now() + POLLING_MS;
    let position: string | undefined;
    // Should a poll fail, too, then it was not the stream.
    failures = 0;
    do {
      const since = Date.now();
      const answer = await poll(position, signal);
      for (const event of answer.events) {
        if (event?.type === "hello" && position !== undefined) standing(event).forEach(onEvent);
        else if (event) onEvent(event);
      }
      position = answer.position;
      await pause(PAUSE_MS - (Date.now() - since), signal);
    } while (!signal.aborted && Date.now() < until);
    failures = MOST_FAILURES - 1;
  }

  return async (after: Position | undefined, onEvent: Hear, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return;
    const hear: Hear = (event) => signal.aborted || onEvent(event);
    try {
      if (failures < MOST_FAILURES) await streamed(after, hear, signal);
      if (!signal.aborted && failures >= MOST_FAILURES) await polled(hear, signal);
    } catch (cause) {
      if (!signal.aborted) throw failureOf(cause, signal);
    }
    if (!signal.aborted) throw new ChatError("unavailable", "The line ended");
  };
}

/** What a hello says to somebody whose line goes on. */
function standing({
  latest,
  readUpTo,
  agentsReadUpTo,
  availability,
  opensAt,
}: Extract<ServerEvent, { type: "hello" }>): ServerEvent[] {
  return [
    { type: "read", by: "visitor", upTo: readUpTo },
    { type: "read", by: "agent", upTo: agentsReadUpTo },
    { type: "availability", availability, opensAt },
    { type: "beat", latest },
  ];
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
