/** What must hold in every history, however mad: nothing twice, nothing read, nothing private, and always an answer. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rulesOf } from "../../../src/cli/vectors/cfg.js";
import type { Vector } from "../../../src/cli/vectors/format.js";
import { run, spectate } from "../../../src/cli/vectors/run.js";
import { type Delivery, decide, type Thread } from "../../../src/forwarding/index.js";
import { histories } from "./histories.js";

const RUNS = { numRuns: 150 };

/** The thread after every second in which something happened. */
async function threadsOf(vector: Vector): Promise<{ now: number; thread: Thread }[]> {
  const threads: { now: number; thread: Thread }[] = [];
  await spectate(vector, {}, (now, thread) => threads.push({ now, thread }));
  return threads;
}

const holds = (check: (vector: Vector, threads: { now: number; thread: Thread }[], deliveries: readonly Delivery[]) => void) =>
  fc.assert(
    fc.asyncProperty(histories, async (vector) => {
      const threads = await threadsOf(vector);
      check(vector, threads, threads.at(-1)?.thread.deliveries ?? []);
    }),
    RUNS,
  );

describe("in every history", () => {
  test("no reply is new in two accepted mails", async () => {
    await holds((_vector, _threads, deliveries) => {
      const accepted = deliveries.filter((one) => one.state === "sent").flatMap((one) => one.new);
      expect(accepted).toEqual([...new Set(accepted)]);
    });
  });

  test("nothing that was read before the claim is claimed as new", async () => {
    await holds((vector, _threads, deliveries) => {
      for (const delivery of deliveries) {
        const readBy = vector.events.filter((event) => event.t * 1_000 <= delivery.claimedAt);
        const receipts = readBy.flatMap((event) =>
          event.type === "read" ? [event.seq] : event.type === "visitor" && event.via === undefined ? [event.seen ?? 0] : [],
        );
        expect(Math.min(...delivery.new, Number.POSITIVE_INFINITY)).toBeGreaterThan(Math.max(0, ...receipts));
      }
    });
  });

  test("notes never leave, and nothing deleted before the claim does", async () => {
    await holds((vector, _threads, deliveries) => {
      const notes = vector.events.flatMap((event) => (event.type === "note" ? [event.seq] : []));
      for (const delivery of deliveries) {
        const gone = vector.events.flatMap((event) =>
          event.type === "delete" && event.t * 1_000 <= delivery.claimedAt ? [event] : [],
        );
        const shown = [...delivery.new, ...delivery.context, ...delivery.interleaved];
        expect(shown.filter((seq) => notes.includes(seq))).toEqual([]);
        // Only a deletion of something already written counts: a seq may be deleted "before" it exists in a random history.
        const said = (seq: number) =>
          vector.events.findIndex(
            (event) => "seq" in event && event.seq === seq && !["read", "delete", "edit"].includes(event.type),
          );
        expect(
          shown.filter((seq) => gone.some((event) => event.seq === seq && vector.events.indexOf(event) > said(seq))),
        ).toEqual([]);
      }
    });
  });

  test("a message is in a mail once, and new ones are replies by agents", async () => {
    await holds((vector, _threads, deliveries) => {
      const replies = vector.events.flatMap((event) => (event.type === "agent" ? [event.seq] : []));
      for (const { new: fresh, context, interleaved } of deliveries) {
        const shown = [...fresh, ...context, ...interleaved];
        expect(shown).toHaveLength(new Set(shown).size);
        expect(fresh.filter((seq) => !replies.includes(seq))).toEqual([]);
        expect(context.filter((seq) => seq >= Math.min(...fresh, Number.POSITIVE_INFINITY) && interleaved.length > 0)).toEqual(
          [],
        );
      }
    });
  });

  test("at most one mail is open, and every number moves forward only", async () => {
    await holds((_vector, threads) => {
      threads.forEach(({ thread }, index) => {
        expect(thread.deliveries.filter((one) => one.state === "claimed").length).toBeLessThanOrEqual(1);
        const before = threads[index - 1]?.thread ?? thread;
        for (const cursor of ["readCursor", "forwardedCursor", "transcriptCursor"] as const) {
          expect(thread[cursor]).toBeGreaterThanOrEqual(before[cursor]);
        }
        expect(thread.deliveries.slice(0, before.deliveries.length).map((one) => one.messageId)).toEqual(
          before.deliveries.map((one) => one.messageId),
        );
      });
    });
  });

  test("a suppressed address gets no attempt, and is never free again by itself", async () => {
    await holds((_vector, threads) => {
      threads.forEach(({ thread, now }, index) => {
        const before = threads[index - 1]?.thread ?? thread;
        expect(thread.suppressed).toEqual(expect.arrayContaining([...before.suppressed]));
        for (const one of thread.deliveries) {
          if (one.state === "sent" && one.acceptedAt === now) expect(before.suppressed).not.toContain(one.to);
        }
      });
    });
  });

  test("two deliveries never share a Message-ID", async () => {
    await holds((_vector, _threads, deliveries) => {
      expect(new Set(deliveries.map((one) => one.messageId)).size).toBe(deliveries.length);
    });
  });

  test("decide() has an answer at any moment, waits only for the future, and says the same twice", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: -1_000_000, max: 2_000_000_000 }), async (vector, later) => {
        for (const { now, thread } of await threadsOf(vector)) {
          const [rules, at] = [rulesOf({}, vector.cfg), now + later];
          const verdict = decide(thread, rules, at);
          expect(decide(thread, rules, at)).toEqual(verdict);
          if (verdict.do === "wait" && verdict.because !== "open-delivery") expect(verdict.until).toBeGreaterThan(at);
        }
      }),
      RUNS,
    );
  });

  test("what is due stays due: with time alone, a mail that may go now may go later, as long as its replies are young enough", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 0, max: 3_600_000 }), async (vector, later) => {
        const young = { ...rulesOf({}, vector.cfg), maxAgeMs: Number.MAX_SAFE_INTEGER };
        for (const { now, thread } of await threadsOf(vector)) {
          const verdict = decide(thread, young, now);
          if (verdict.do === "send") expect(decide(thread, young, now + later)).toEqual(verdict);
        }
      }),
      RUNS,
    );
  });

  test("everything comes to rest: no mail stays open for ever, and playing it again gives the same", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (vector) => {
        const threads = await threadsOf(vector);
        expect(threads.at(-1)?.thread.deliveries.filter((one) => one.state === "claimed") ?? []).toEqual([]);
        expect(await run(vector, {})).toEqual(await run(vector, {}));
      }),
      { numRuns: 50 },
    );
  });
});
