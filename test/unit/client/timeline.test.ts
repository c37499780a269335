import fc from "fast-check";
import { expect, test } from "vitest";
import { NOTHING_KNOWN, solid, type Timeline } from "../../../src/client/timeline.js";
import { anchored, heardOf, inEpoch, isBehind, merge, mergeLast, WIDEST_GAP } from "../../../src/client/timeline-told.js";
import type { Message } from "../../../src/protocol/index.js";

function message(seq: number, more: Partial<Message> = {}): Message {
  return { seq, id: `id ${seq}`, by: "agent", channel: "widget", text: `text ${seq}`, at: seq, ...more };
}
const messages = (...seqs: number[]) => seqs.map((seq) => message(seq));
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const seqs = (timeline: Timeline) => timeline.messages.map(({ seq }) => seq);
const EMPTY = anchored(inEpoch(NOTHING_KNOWN, "e"));

test("a message behind a gap is not shown before the gap is filled", () => {
  const gap = merge(EMPTY, messages(1, 2, 5));
  expect([seqs(gap), solid(gap), isBehind(gap)]).toEqual([[1, 2], 2, true]);
  const filled = merge(gap, messages(3, 4));
  expect([seqs(filled), solid(filled), isBehind(filled)]).toEqual([[1, 2, 3, 4, 5], 5, false]);
});

test("before anything is known nothing is shown, whatever arrives; the last page says where to begin", () => {
  const early = merge(inEpoch(NOTHING_KNOWN, "e"), messages(61));
  expect([seqs(early), isBehind(early)]).toEqual([[], true]);
  const begun = mergeLast(early, upTo(11, 60));
  expect([seqs(begun)[0], solid(begun), begun.base]).toEqual([11, 61, 10]);
});

test("a conversation of nothing begins at its beginning", () => {
  expect(mergeLast(inEpoch(NOTHING_KNOWN, "e"), []).base).toBe(0);
  expect(anchored(heardOf(NOTHING_KNOWN, 4)).base).toBeUndefined();
});

test("an older page that reaches the window extends it downwards; one that does not is ignored", () => {
  const window = mergeLast(NOTHING_KNOWN, upTo(101, 150));
  expect(seqs(merge(window, upTo(51, 100)))[0]).toBe(51);
  expect(merge(window, upTo(20, 40))).toBe(window);
});

test("a gap too wide to fill moves the window to the end", () => {
  const window = merge(EMPTY, upTo(1, 3));
  const near = mergeLast(window, upTo(3 + WIDEST_GAP, 3 + WIDEST_GAP));
  expect(near.messages).toHaveLength(3);
  const far = mergeLast(window, upTo(500, 549));
  expect([seqs(far)[0], far.base, isBehind(far)]).toEqual([500, 499, false]);
});

test("another epoch is another story", () => {
  const window = merge(EMPTY, upTo(1, 3));
  expect(inEpoch(window, "e")).toBe(window);
  expect(inEpoch(window, "f")).toEqual({ ...NOTHING_KNOWN, epoch: "f" });
});

test("the later telling of a message wins, and a deleted one stays deleted", () => {
  const first = merge(EMPTY, messages(1));
  const edited = merge(first, [message(1, { text: "edited", editedAt: 5 })]);
  expect(edited.messages[0]?.text).toBe("edited");
  expect(merge(edited, messages(1))).toBe(edited);
  const deleted = merge(edited, [message(1, { text: "", deletedAt: 6 })]);
  expect(deleted.messages[0]?.deletedAt).toBe(6);
  expect(merge(deleted, [message(1, { text: "edited again", editedAt: 9 })])).toBe(deleted);
});

test("a change of something further up than what is on display changes nothing", () => {
  const window = mergeLast(NOTHING_KNOWN, upTo(101, 150));
  expect(merge(window, [message(50, { editedAt: 1 })])).toBe(window);
});

test("an edit that overtakes its message is not undone by it", () => {
  const window = merge(EMPTY, messages(1));
  const edited = message(2, { text: "edited", editedAt: 5 });
  expect(merge(merge(window, [edited]), messages(2)).messages).toEqual([message(1), edited]);
});

/** What a server might tell in any order: a conversation, with edits and deletions, cut into stretches and repeated. */
const tellings = fc
  .record({
    length: fc.integer({ min: 1, max: 40 }),
    edits: fc.array(
      fc.record({ seq: fc.integer({ min: 1, max: 40 }), at: fc.integer({ min: 1, max: 9 }), isDeleted: fc.boolean() }),
      {
        maxLength: 10,
      },
    ),
    cuts: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 20 }),
  })
  .map(({ length, edits, cuts }) => {
    const all = upTo(1, length);
    const stretches = cuts.map(([from, count]) => all.slice(from - 1, from - 1 + count));
    const changes = edits
      .filter(({ seq }) => seq <= length)
      .map(({ seq, at, isDeleted }) => [
        message(seq, isDeleted ? { text: "", deletedAt: at } : { text: `edit ${at}`, editedAt: at }),
      ]);
    return { length, told: [...stretches, ...changes, ...all.map((one) => [one])] };
  });

test("whatever the order and however often it is told, everybody sees the same, without a hole at any instant", () => {
  fc.assert(
    fc.property(
      tellings.chain(({ length, told }) =>
        fc.tuple(
          fc.constant(length),
          fc.shuffledSubarray(told, { minLength: told.length }),
          fc.shuffledSubarray(told, { minLength: told.length }),
        ),
      ),
      ([length, one, other]) => {
        const view = (told: readonly Message[][]) =>
          told.reduce((timeline, stretch) => {
            const after = merge(timeline, stretch);
            expect(seqs(after)).toEqual(seqs(after).map((_, index) => index + 1));
            expect(after.latest).toBeGreaterThanOrEqual(timeline.latest);
            return after;
          }, EMPTY);
        const [first, second] = [view(one), view(other)];
        expect(seqs(first)).toHaveLength(length);
        const shown = (timeline: Timeline) =>
          timeline.messages.map(({ text, deletedAt }) => (deletedAt === undefined ? text : "(deleted)"));
        expect(shown(first)).toEqual(shown(second));
        expect(first.ahead).toEqual([]);
      },
    ),
  );
});

test("telling it all once more changes nothing, not even the object", () => {
  fc.assert(
    fc.property(tellings, ({ told }) => {
      const known = told.reduce(merge, EMPTY);
      const original = known.messages;
      expect(merge(known, original)).toBe(known);
      expect(
        told
          .filter((stretch) => stretch.every(({ editedAt, deletedAt }) => editedAt === undefined && deletedAt === undefined))
          .reduce(merge, known),
      ).toBe(known);
    }),
  );
});
