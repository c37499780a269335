/** One history from its first word to its end: what happens is given, what must hold is checked at every step. */
import { setMaxListeners } from "node:events";
import type { Command } from "./commands.js";
import { heal } from "./heal.js";
import { perform } from "./perform.js";
import { closed, converged, erased } from "./settled.js";
import { steady } from "./steady.js";
import { type World, world } from "./world.js";

// A chat's signal has a dozen listeners, for as long as it lives; many more would be a leak, and Node warns of it.
setMaxListeners(40);

export interface History {
  /** Delays, waiting times and names come from it. */
  readonly seed: number;
  readonly commands: readonly Command[];
}

/** A promise broken, and what had happened until then. */
class Breach extends Error {
  override readonly name = "Breach";
}

/** Throws a Breach at the first step after which something does not hold. */
export async function live({ seed, commands }: History): Promise<World> {
  const strays: unknown[] = [];
  const onStray = (reason: unknown) => strays.push(reason);
  process.on("unhandledRejection", onStray);
  process.on("warning", onStray);
  const globals = Object.keys(globalThis).length;
  try {
    const made = world(seed);
    const check = steady(made);
    const stop = (when: string) => {
      for (const stray of strays) made.breaches.push(`I8: nobody caught ${stray instanceof Error ? stray.stack : stray}`);
      if (Object.keys(globalThis).length !== globals) made.breaches.push("I8: a new global");
      if (made.breaches.length > 0) throw new Breach(`${when}: ${[...new Set(made.breaches)].slice(0, 4).join("; ")}`);
    };
    made.open();
    await made.time.advance(0);
    for (const [index, command] of commands.entries()) {
      const [before, since, tabs] = [made.calls, made.time.now(), made.tabs.length];
      await perform(made, command);
      check();
      thrift(made, made.calls - before, made.time.now() - since, Math.max(tabs, made.tabs.length));
      stop(`after command ${index + 1}, "${command.do}"`);
    }
    await heal(made);
    check();
    converged(made);
    stop("after everything has healed");
    await erased(made);
    stop("after everything was deleted");
    await closed(made);
    stop("after every tab was closed");
    return made;
  } finally {
    process.off("unhandledRejection", onStray);
    process.off("warning", onStray);
  }
}

/** I10: a bad network or a busy server is asked ever more seldom, by each of a tab's four workers. */
function thrift({ breaches }: World, calls: number, ms: number, tabs: number): void {
  const most = tabs * (40 + ms / 2_000);
  if (calls > most) breaches.push(`I10: ${calls} calls in ${ms} ms from ${tabs} tabs`);
}
