/** What must hold in every history, however mad: nothing twice, nothing read, nothing private, and always an answer. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rulesOf } from "../../../src/cli/vectors/cfg.js";
import type { Vector } from "../../../src/cli/vectors/format.js";
import { headersOf } from "../../../src/cli/vectors/headers-of.js";
import { run, spectate } from "../../../src/cli/vectors/run.js";
import { addressState, type Delivery, decide, LEAVES_REPLIES, type Rules, type Thread } from "../../../src/forwarding/index.js";
import { histories } from "./histories.js";

/** `npm run test:histories` asks for many more. */
const RUNS = { numRuns: Number(process.env.RECADO_HISTORIES ?? 150) };

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
        // Only a deletion of something already written counts: a seq may be deleted "before" it exists in a random history, or
        // between a mail that was no message and the message that took its number.
        const said = (seq: number) =>
          vector.events
            .map((event) => "seq" in event && event.seq === seq && !["read", "delete", "edit"].includes(event.type))
            .lastIndexOf(true);
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

describe("I11", () => {
  test("every reply that stays unread is mailed under one Message-ID or has a reason, and nothing read in time is mailed", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (vector) => {
        const threads: { now: number; thread: Thread }[] = [];
        const { taken } = await spectate(vector, {}, (now, thread) => threads.push({ now, thread }));
        const deliveries = threads.at(-1)?.thread.deliveries ?? [];
        const copies = taken.map(({ at, raw }) => ({ at, raw, of: deliveryOf(raw, deliveries) }));
        oneVersionEach(copies);
        onlyGivenBackTwice(copies, deliveries);
        noneReadBefore(copies, vector);
        noneForgotten(threads, deliveries, rulesOf({}, vector.cfg));
      }),
      RUNS,
    );
  }, 0);
});

type Copy = { readonly at: number; readonly raw: string; readonly of: Delivery };

function deliveryOf(raw: string, deliveries: readonly Delivery[]): Delivery {
  const id = headersOf(raw)("Message-ID");
  const found = deliveries.find((one) => one.messageId === id);
  if (found === undefined) throw new Error(`Nobody claimed ${id}`);
  return found;
}

/** Also where a crash has sent it twice. */
function oneVersionEach(copies: readonly Copy[]): void {
  for (const { raw, of } of copies) expect(copies.filter((one) => one.of === of && one.raw !== raw)).toEqual([]);
}

/** A reply leaves in two mails only where the earlier one was cancelled, gave it back, and had been taken unseen. */
function onlyGivenBackTwice(copies: readonly Copy[], deliveries: readonly Delivery[]): void {
  const gone = deliveries.filter((one) => copies.some(({ of }) => of === one));
  for (const [nth, one] of gone.entries()) {
    const again = gone.slice(nth + 1).some((later) => later.new.some((seq) => one.new.includes(seq)));
    if (again)
      expect(one).toMatchObject({ state: "cancelled", because: expect.toSatisfy((cause) => LEAVES_REPLIES.includes(cause)) });
  }
}

/** The last look before DATA sees every receipt there is at that moment. */
function noneReadBefore(copies: readonly Copy[], { events }: Vector): void {
  for (const { at, of } of copies) {
    const receipts = events.flatMap((event) => {
      if (event.t * 1_000 > at) return [];
      if (event.type === "read") return [event.seq];
      return event.type === "visitor" && event.via === undefined ? [event.seen ?? 0] : [];
    });
    if (of.kind === "unread") expect(Math.max(...of.new)).toBeGreaterThan(Math.max(0, ...receipts));
  }
}

/** Longer than the four days of an open mail before it, a day of budget and every delay together. */
const PATIENCE_MS = 6 * 86_400_000;

/** A reply that might be mailed all the time it was young has been, or its mail failed or was called off for good. */
function noneForgotten(
  threads: readonly { now: number; thread: Thread }[],
  deliveries: readonly Delivery[],
  { maxAgeMs, unverifiedDailyCount }: Rules,
): void {
  const replies = threads.at(-1)?.thread.lines.filter(({ by }) => by === "agent") ?? [];
  for (const { seq, at } of replies) {
    const young = threads.filter(({ now }) => now >= at && now <= at + maxAgeMs);
    const isWanted = young.every(({ thread }) => {
      const state = addressState(thread);
      const line = thread.lines.find((one) => one.seq === seq);
      const isShown =
        state === "verified" || (state === "typed" && unverifiedDailyCount > 0 && seq > (thread.address?.withheldUpTo ?? 0));
      return thread.mode !== "nothing" && isShown && line?.deleted === false && seq > thread.readCursor;
    });
    const isOver =
      (threads.at(-1)?.now ?? 0) > at + PATIENCE_MS || young.at(-1)?.thread.deliveries.some((one) => one.new.includes(seq));
    if (!isWanted || !isOver) continue;
    const last = deliveries.filter((one) => one.new.includes(seq)).at(-1);
    const isSettled =
      last?.state === "sent" ||
      last?.state === "failed" ||
      (last?.state === "cancelled" && !LEAVES_REPLIES.includes(last.because));
    expect(isSettled, `reply ${seq} was forgotten: ${last?.state}`).toBe(true);
  }
}
