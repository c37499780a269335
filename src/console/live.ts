/**
 * The live line: events say what has changed, never what it is now. It reconnects by itself until the signal ends; whoever
 * listens asks for everything again on every `hello`, so that nothing missed in between stays missed.
 */
import { createParser } from "eventsource-parser";
import * as v from "valibot";
import { backoff } from "../client/backoff.js";
import type { ChatError } from "../client/errors.js";
import { AGENT_ROUTES, AgentEvent } from "../protocol/index.js";
import { readable, refusal } from "./calls.js";
import { pause } from "./pause.js";
import { onServer } from "./server-path.js";

/** Two and a half heartbeats: a half-open connection looks alive for ever, so silence is what gives it away. */
const LONGEST_SILENCE_MS = 50_000;

export interface Line {
  onEvent(event: AgentEvent): void;
  onBroken(error: ChatError): void;
}

/** Listens until the signal ends, or until the server says that this agent is signed out. */
export async function listen(
  fetch: typeof globalThis.fetch,
  line: Line,
  random: () => number,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await hear(fetch, signal, (event) => {
        failures = 0;
        line.onEvent(event);
      });
    } catch (cause) {
      if (signal.aborted) return;
      const error = readable(cause);
      line.onBroken(error);
      if (error.code === "unauthorized") return;
    }
    // After a polite end too: a server that hangs up at once must not be called in a busy loop.
    await pause(backoff(failures++, random), signal);
  }
}

async function hear(fetch: typeof globalThis.fetch, signal: AbortSignal, onEvent: (event: AgentEvent) => void): Promise<void> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new DOMException("Nothing heard for too long", "TimeoutError"));
  let watchdog = setTimeout(giveUp, LONGEST_SILENCE_MS);
  const parser = createParser({
    onEvent({ data }) {
      const event = v.safeParse(AgentEvent, parseJson(data));
      // An event of a newer server is none of ours; the next fetch brings what it was about.
      if (event.success) onEvent(event.output);
    },
  });
  try {
    const response = await fetch(onServer(AGENT_ROUTES.agentEvents.path), {
      headers: { accept: "text/event-stream" },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
    if (response.status !== AGENT_ROUTES.agentEvents.status || !isStream || response.body === null) throw await refusal(response);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(giveUp, LONGEST_SILENCE_MS);
      parser.feed(part.value);
    }
  } finally {
    clearTimeout(watchdog);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The schema refuses it like any other event that is none.
  }
}
