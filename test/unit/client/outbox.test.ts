import fc from "fast-check";
import { expect, test } from "vitest";
import { ChatError } from "../../../src/client/errors.js";
import {
  heldDrafts,
  holdAll,
  next,
  type Outbox,
  releaseAll,
  retried,
  unseen,
  without,
  written,
} from "../../../src/client/outbox.js";
import { emptyState } from "../../../src/client/state.js";
import { toldMessages, toldPage } from "../../../src/client/told.js";
import { moved, withoutExpired } from "../../../src/client/under-way.js";

const draft = (id: string) => ({ id, text: `text ${id}`, seen: 3 });
const box = (...ids: string[]) => ids.reduce<Outbox>((before, id) => written(before, { draft: draft(id), writtenAt: 0 }), []);
const states = (outbox: Outbox) => outbox.map((pending) => `${pending.draft.id} ${pending.state.at}`);
const failed = { at: "failed", error: new ChatError("too-large", "No") } as const;

test("the first written is the first to go, and one is in flight at a time", () => {
  const queued = box("a", "b");
  expect(next(queued)?.draft.id).toBe("a");
  const sending = moved(queued, "a", { at: "sending" });
  expect(next(sending)).toBeUndefined();
  expect(next(moved(sending, "a", { at: "sent", seq: 1 }))?.draft.id).toBe("b");
});

test("a failed one steps aside, a held one blocks the line", () => {
  expect(next(moved(box("a", "b"), "a", failed))?.draft.id).toBe("b");
  expect(next(moved(box("a", "b"), "a", { at: "held" }))).toBeUndefined();
});

test("what is written behind a held one is held, too", () => {
  const held = holdAll(box("a"));
  expect(states(written(held, { draft: draft("b"), writtenAt: 0 }))).toEqual(["a held", "b held"]);
  expect(heldDrafts(held).map(({ id }) => id)).toEqual(["a"]);
});

test("holding takes everything that is not on the server, and nothing else", () => {
  const mixed = moved(moved(moved(box("a", "b", "c", "d"), "a", { at: "sent", seq: 1 }), "b", failed), "c", { at: "sending" });
  expect(states(holdAll(mixed))).toEqual(["a sent", "b failed", "c held", "d held"]);
});

test("released, all of them go, in their order", () => {
  const released = releaseAll(holdAll(box("a", "b")));
  expect(states(released)).toEqual(["a queued", "b queued"]);
  expect(next(released)?.draft.id).toBe("a");
});

test("a failed one goes once more at its old place, and is held again if others are", () => {
  const one = moved(box("a", "b"), "a", failed);
  expect(states(retried(one, "a", 5, 0))).toEqual(["a queued", "b queued"]);
  expect(states(retried(holdAll(one), "a", 5, 0))).toEqual(["a held", "b held"]);
  expect(retried(one, "b", 5, 0)).toBe(one);
});

test("a failed one, tried again while a later one is in flight, waits for that", () => {
  const flying = retried(moved(moved(box("a", "b"), "a", failed), "b", { at: "sending" }), "a", 5, 0);
  expect(states(flying)).toEqual(["a queued", "b sending"]);
  expect(next(flying)).toBeUndefined();
  expect(next(moved(flying, "b", { at: "sent", seq: 1 }))?.draft.id).toBe("a");
});

test("what has waited for a connection for a week fails; what waits for the contact, or failed before, stays as it is", () => {
  const WEEK_MS = 7 * 24 * 3_600_000;
  const mixed = written(moved(moved(box("a", "b", "c"), "b", failed), "c", { at: "sent", seq: 1 }), {
    draft: draft("d"),
    writtenAt: 1,
  });
  expect(withoutExpired(mixed, WEEK_MS, 0)).toBe(mixed);
  expect(states(withoutExpired(mixed, WEEK_MS + 1, 0))).toEqual(["a failed", "b failed", "c sent", "d queued"]);
  expect(withoutExpired(mixed, WEEK_MS + 1, 0)[0]).toMatchObject({ state: { error: { code: "expired" } } });
  const held = holdAll(box("a"));
  expect(withoutExpired(held, WEEK_MS + 1, 0)).toBe(held);
});

test("tried again, an expired one has another week, and is the same message", () => {
  const LATER = 30 * 24 * 3_600_000;
  const again = retried(withoutExpired(box("a"), LATER, 0), "a", LATER, 0);
  expect(withoutExpired(again, LATER + 1, 0)).toBe(again);
  expect(next(again)?.draft).toEqual(draft("a"));
});

test("a step that changes nothing returns the same box", () => {
  const queued = box("a", "b");
  expect(moved(queued, "nobody", { at: "sending" })).toBe(queued);
  expect(releaseAll(queued)).toBe(queued);
  expect(without(queued, () => false)).toBe(queued);
  const fresh = unseen(queued);
  expect(fresh.map((pending) => pending.draft.seen)).toEqual([0, 0]);
  expect(unseen(fresh)).toBe(fresh);
});

type Step = "write" | "take" | "acknowledge" | "lose" | "refuse" | "hold" | "release" | "retry";

test("whatever happens, the server gets every draft at most once in flight and in the order of writing", () => {
  const steps = fc.array(fc.constantFrom<Step>("write", "take", "acknowledge", "lose", "refuse", "hold", "release", "retry"), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (history) => {
      let outbox: Outbox = [];
      let count = 0;
      const delivered: number[] = [];
      const hasFailed = new Set<number>();
      const flying = () => outbox.find((pending) => pending.state.at === "sending")?.draft.id;
      for (const step of history) {
        const id = flying();
        if (step === "write") outbox = written(outbox, { draft: draft(String(count++)), writtenAt: 0 });
        if (step === "hold") outbox = holdAll(outbox);
        if (step === "release") outbox = releaseAll(outbox);
        if (step === "retry") for (const failure of hasFailed) outbox = retried(outbox, String(failure), 0, 0);
        if (step === "take" && next(outbox)) outbox = moved(outbox, next(outbox)?.draft.id ?? "", { at: "sending" });
        if (id !== undefined && step === "acknowledge") {
          delivered.push(Number(id));
          outbox = moved(outbox, id, { at: "sent", seq: 1 });
        }
        if (id !== undefined && step === "lose") outbox = moved(outbox, id, { at: "queued" });
        if (id !== undefined && step === "refuse") {
          hasFailed.add(Number(id));
          outbox = moved(outbox, id, failed);
        }
        expect(outbox.filter((pending) => pending.state.at === "sending").length).toBeLessThanOrEqual(1);
        expect(outbox.map((pending) => Number(pending.draft.id))).toEqual(Array.from({ length: count }, (_, index) => index));
      }
      // Only what had failed and was tried again by hand may come later than its successors.
      const straight = delivered.filter((id) => !hasFailed.has(id));
      expect(straight).toEqual([...straight].sort((a, b) => a - b));
      expect(new Set(delivered).size).toBe(delivered.length);
    }),
  );
});

test("a message that is heard of ahead of a gap has been sent, by whomever: it leaves no second time", () => {
  const { state } = emptyState();
  const message = (seq: number, id: string) => ({ seq, id, by: "visitor" as const, channel: "widget" as const, text: id, at: 1 });
  toldPage(state, { epoch: "one", latest: 1, messages: [message(1, "before")] }, "last");
  state.outbox.value = box("a", "b");
  toldMessages(state, [message(4, "a")]);
  expect(states(state.outbox.value)).toEqual(["a sent", "b queued"]);
  toldMessages(state, [message(2, "x"), message(3, "y")]);
  expect(states(state.outbox.value)).toEqual(["b queued"]);
});
