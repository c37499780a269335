/** Random histories for the properties: any events in any order, with a mail server that does anything. Seconds, like the vectors. */
import fc from "fast-check";
import type { Vector, VectorEvent } from "../../../src/cli/vectors/format.js";

const emails = fc.constantFrom("ana@example.com", "bia@example.com", "cia@example.com");
const outcomes = fc.array(fc.constantFrom("250", "4xx", "4xx", "lost", "crash", "5.1.1", "5.7.1"), { maxLength: 6 });
const nearby = fc.integer({ min: 1, max: 14 });

/** An event without its time; messages get the next seq when the history is put together. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ type: "agent" as const, seq: 0 }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("visitor" as const), seq: fc.constant(0), seen: fc.integer({ min: 0, max: 10 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("bot" as const, "note" as const), seq: fc.constant(0) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("visitor" as const),
      seq: fc.constant(0),
      via: fc.constant("email" as const),
      mid: fc.integer({ min: 1, max: 5 }).map((n) => `I${n}`),
      inReplyTo: fc.integer({ min: 1, max: 4 }).map((n) => `M${n}`),
      auth: fc.constantFrom("pass" as const, "fail" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom("read" as const, "delete" as const, "edit" as const), seq: nearby }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("presence" as const),
      state: fc.constantFrom("online" as const, "offline" as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("smtp" as const), outcomes }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("typing" as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("close" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("address" as const),
      email: emails,
      state: fc.constantFrom("typed" as const, "verified" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("verify" as const, "unsubscribe" as const, "autoreply" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("bounce" as const),
      mail: fc.integer({ min: 1, max: 4 }).map((n) => `M${n}`),
      status: fc.constantFrom("5.1.1", "5.7.1", "4.2.2"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("mode" as const),
      mode: fc.constantFrom("nothing" as const, "unread" as const, "transcript" as const),
    }),
  },
);

/** Mostly as short as retries and delays are: what happens between two attempts is what matters. */
const pause = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 30 }) },
  { weight: 5, arbitrary: fc.integer({ min: 30, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 200_000 }) },
);

export const histories: fc.Arbitrary<Vector> = fc
  .record({
    // Left to itself, fast-check writes histories of four events, in which nothing can go wrong.
    steps: fc.array(fc.tuple(pause, step), { maxLength: 40, size: "max" }),
    start: fc.constantFrom("typed" as const, "verified" as const, "none" as const),
    cfg: fc.record({
      unverifiedContext: fc.constantFrom("all" as const, "agent" as const, "none" as const),
      typedDailyMax: fc.integer({ min: 0, max: 3 }),
      short: fc.integer({ min: 0, max: 6 }),
      context: fc.integer({ min: 0, max: 3 }),
      giveUp: fc.constantFrom(600, 345_600),
    }),
  })
  .map(({ steps, start, cfg }) => {
    let [t, seq] = [0, 0];
    const events = steps.map(([wait, event]): VectorEvent => {
      t += wait;
      const isMessage = ["agent", "visitor", "bot", "note"].includes(event.type);
      // A forged mail gets no seq in life; here it must not take one away either.
      if (isMessage && !("auth" in event && event.auth === "fail")) seq += 1;
      return { ...event, ...(isMessage ? { seq: Math.max(1, seq) } : {}), t } as VectorEvent;
    });
    const init = { address: start === "none" ? null : "ana@example.com", addressState: start };
    return { id: "random", title: "", cfg, init, until: t + 10_000_000, events, expect: {} };
  });
