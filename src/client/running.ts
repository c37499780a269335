/**
 * One life on this page: what was written is kept from the first moment on, and what carries it to the backend comes when there
 * is something to carry. Everything that needs the network is in live.ts, which is fetched over it; what is asked of it before
 * waits here.
 */
import { asker } from "./ask.js";
import { ChatError } from "./errors.js";
import { releases } from "./gate.js";
import { type Keeper, keeper } from "./keeper.js";
import type { Life } from "./life.js";
import type { Live, LiveParts, Waiting } from "./live.js";
import { next, releaseAll } from "./outbox.js";
import { afresh } from "./platform/afresh.js";
import type { Records } from "./records.js";
import { whenever } from "./whenever.js";
import { type Work, worker } from "./worker.js";

export interface RunningParts extends LiveParts {
  readonly records: Records;
  /** Called until what is on this page is kept on the device. */
  readonly settle: Work;
}

/** What all lives share. */
export type Common = Omit<Life, "signal" | "ask">;

export interface Running {
  readonly keeper: Keeper;
  /** Whether there is a conversation, or a secret that promises one. */
  isExpected(): boolean;
  /** Whose conversation this will be is about to be found out. */
  isUndecided(): boolean;
  /** What was said to it and waits to be acted on; add to it. */
  readonly waiting: Waiting;
  /** What talks to the backend; rejects "offline" when its code could not be fetched. */
  live(): Promise<Live>;
  /** The same, if it is here. */
  present(): Live | undefined;
  /** A message is being written: what carries it will be needed in a moment. */
  expect(): void;
  /** What is on the device has been read: from here on the workers may work. */
  begin(): void;
  /** Something outside has changed (the panel, the page, the network): nobody waits any longer. */
  hurry(): void;
  /** Another tab says something of the conversation that both have. */
  hear(said: unknown): void;
  isOver(): boolean;
  end(): void;
}

export function run(common: Common, parts: RunningParts): Running {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const life: Life = { ...common, signal, ask: asker(common.clock, signal, parts.home) };
  const { connection, identity, needsGesture, outbox, isSaved, site, contact } = life.state;
  let hasBegun = false;
  let start = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  signal.addEventListener("abort", start);
  let lively: Live | undefined;
  let coming: Promise<Live> | undefined;
  let attempt = 0;
  const waiting: Waiting = { secret: undefined, signed: undefined, introduction: undefined, isGestureOwed: false };
  const unheard: unknown[] = [];

  const notes = keeper(life.state, parts.records, signal);

  const isExpected = () => (identity.peek() ?? waiting.secret ?? waiting.signed) !== undefined;
  const isNeeded = () => isExpected() || unheard.length > 0 || (next(outbox.peek()) !== undefined && !needsGesture.peek());

  function come(): Promise<Live> {
    coming ??= fetched().catch((cause: unknown) => {
      coming = undefined;
      throw new ChatError(signal.aborted ? "aborted" : "offline", "The client could not be loaded", { cause });
    });
    return coming;
  }
  async function fetched(): Promise<Live> {
    const code = await afresh(() => import("./live.js"), attempt++);
    // Nothing leaves before it is known what the device has.
    await started;
    signal.throwIfAborted();
    lively = code.live(life, notes, waiting, parts);
    for (const said of unheard) lively.hear(said);
    return lively;
  }

  const bring = worker(
    life,
    async () => {
      if (lively || !isNeeded()) return "rest";
      if (isExpected() && connection.peek() === "idle" && parts.wantedUntil() > life.clock.now()) connection.value = "opening";
      await come();
      return "rest";
    },
    () => {
      connection.value = "offline";
    },
  );
  const save = worker(life, parts.settle);

  function begin(): void {
    if (hasBegun || signal.aborted) return;
    hasBegun = true;
    start();
    const ends = [
      whenever(() => identity.value !== undefined || waiting.secret !== undefined, bring),
      whenever(() => next(outbox.value) !== undefined && !needsGesture.value, bring),
      whenever(() => !isSaved.value, save),
      whenever(() => releases(life.gate, site.peek(), contact.value), release),
    ];
    signal.addEventListener("abort", () => {
      for (const end of ends) end();
    });
  }

  function release(): void {
    outbox.value = releaseAll(outbox.peek());
  }

  return {
    keeper: notes,
    isExpected,
    isUndecided: () => lively?.access.isUndecided() ?? (identity.peek() === undefined && isExpected()),
    waiting,
    live: come,
    present: () => lively,
    expect() {
      // Ahead of its time once; what fails then waits until it is needed.
      if (attempt === 0) come().catch(() => undefined);
    },
    begin,
    hurry() {
      if (!isSaved.peek()) save("hurry");
      if (lively) lively.hurry();
      else if (hasBegun) bring("hurry");
    },
    hear(said) {
      if (lively) return lively.hear(said);
      unheard.push(said);
      bring();
    },
    isOver: () => signal.aborted,
    end: () => lifetime.abort(),
  };
}
