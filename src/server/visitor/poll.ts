/**
 * A stream for networks that let none through: it ends with its first news, and its reader comes back for more. Between two
 * polls the visitor is still there.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Polled, ServerEvent } from "../../protocol/index.js";
import type { Presence } from "../conversation/presence.js";
import type { Ground } from "../ground.js";
import { Ending } from "../http/ending.js";
import type { Line } from "../http/stream.js";
import type { VisitorCaller } from "./caller.js";
import { holdEvents, type Listening } from "./events.js";
import { readPosition } from "./position.js";
import type { Seats } from "./seats.js";

/** How long after an answer the next question may come: a slow network carries both. */
const graceMs = (ground: Ground): number => ground.heartbeatMs / 2;
/** News seldom come alone: what follows the first this soon goes along. */
const GATHERED_MS = 20;

/** What a reader knows by the answer; it comes back with it, and so whatever has changed in between is news. */
type Told = Pick<Extract<ServerEvent, { type: "hello" }>, "epoch" | "latest" | "readUpTo" | "agentsReadUpTo" | "availability">;

function tellingOf(event: ServerEvent, told: Told | undefined): Told | undefined {
  if (event.type === "hello") return event;
  if (event.type === "message") return told && { ...told, latest: event.message.seq };
  if (event.type === "read") return told && { ...told, [event.by === "visitor" ? "readUpTo" : "agentsReadUpTo"]: event.upTo };
  return event.type === "availability" && told ? { ...told, availability: event.availability } : told;
}

/** Begins as the stream's `epoch:seq`. */
const positionOf = (told: Told | undefined): string =>
  told ? [told.epoch, told.latest, told.readUpTo, told.agentsReadUpTo, told.availability].join(":") : "";

export function createPoll(ground: Ground, listening: Listening, seats: Seats) {
  const { presence } = listening;
  /** Whose last poll was answered and whose next is awaited: by session, what takes the end of their presence back. */
  const between = new Map<string, Set<() => void>>();

  /** Whether this session polls again in time. */
  function comesBack(hash: string): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isBack: boolean) => {
        clearTimeout(timer);
        ground.closing.removeEventListener("abort", giveUp);
        awaited.delete(goOn);
        if (awaited.size === 0) between.delete(hash);
        resolve(isBack);
      };
      const goOn = () => settle(true);
      const giveUp = () => settle(false);
      const awaited = between.get(hash) ?? new Set();
      between.set(hash, awaited.add(goOn));
      const timer = setTimeout(giveUp, graceMs(ground));
      ground.closing.addEventListener("abort", giveUp);
      if (ground.closing.aborted) giveUp();
    });
  }

  /** `after`: the position of the answer before. `gone` ends with the reader's request. */
  return async (caller: VisitorCaller, after: string, gone: AbortSignal): Promise<Polled> => {
    const { hash } = caller.session;
    const ending = new Ending();
    const end = () => ending.end();
    const events: ServerEvent[] = [];
    let told: Told | undefined;
    let hasNews = false;
    let isWaiting = false;
    let isAnswered = false;
    const answer = () => {
      isAnswered ||= !ending.isOver();
      end();
    };
    const line: Line = Object.assign(ending, {
      send(event: ServerEvent) {
        if (ending.isOver()) return;
        told = tellingOf(event, told);
        events.push(event);
        // A hello that says no more than its reader knows is no answer yet.
        hasNews ||= event.type !== "hello" || positionOf(event) !== after;
        if (isWaiting && hasNews) ground.background(wait(GATHERED_MS).then(answer));
      },
    });
    const polling: Presence = {
      ...presence,
      async arrive(visitor) {
        const [goOn] = between.get(hash) ?? [];
        goOn?.();
        await (goOn ? presence.stay : presence.arrive)(visitor);
      },
      async leave(visitor) {
        const since = ground.now();
        if (!isAnswered || !(await comesBack(hash))) await presence.leave(visitor, since);
      },
    };
    const over = new Promise<void>((resolve) => ending.onEnd(resolve));
    // Listeners of our own leave no trace in the long-lived signal (Node 20).
    for (const signal of [gone, ground.closing]) {
      signal.addEventListener("abort", end);
      ending.onEnd(() => signal.removeEventListener("abort", end));
      if (signal.aborted) end();
    }
    seats.take(hash, line);
    try {
      await holdEvents(ground, { ...listening, presence: polling }, caller, await readPosition(after), line);
      if (hasNews) answer();
      isWaiting = true;
      if (!ending.isOver()) await over;
    } finally {
      end();
    }
    return { events, position: positionOf(told) };
  };
}
