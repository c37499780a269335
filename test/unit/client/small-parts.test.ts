/** The parts that are a handful of lines: cursor, backoff, ids, presence, unread. */
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { backoff, FIRST_RETRY_MS, LONGEST_WAIT_MS } from "../../../src/client/backoff.js";
import { attended, type Cursor, UNREAD } from "../../../src/client/cursor.js";
import { acknowledged, isOwed } from "../../../src/client/cursor-told.js";
import { draftId } from "../../../src/client/draft-id.js";
import { heardSession } from "../../../src/client/heard.js";
import { newId } from "../../../src/client/id.js";
import { AWAITED_MS, HIDDEN_MS, lineUntil } from "../../../src/client/presence.js";
import { emptyState } from "../../../src/client/state.js";
import { turns } from "../../../src/client/turns.js";
import { DraftId } from "../../../src/protocol/index.js";

test("the cursor never falls, and never passes what was on display or acknowledged", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("attended" as const), upTo: fc.nat(50), displayed: fc.nat(50) }),
    fc.record({ kind: fc.constant("acknowledged" as const), upTo: fc.nat(50), displayed: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let cursor: Cursor = UNREAD;
      let highest = 0;
      for (const { kind, upTo, displayed } of steps) {
        const before = cursor;
        cursor = kind === "attended" ? attended(cursor, upTo, displayed) : acknowledged(cursor, upTo);
        highest = Math.max(highest, kind === "attended" ? Math.min(upTo, displayed) : upTo);
        expect(cursor.mine).toBe(highest);
        expect(cursor.told).toBeGreaterThanOrEqual(before.told);
        expect(cursor.told).toBeLessThanOrEqual(cursor.mine);
        if (cursor.mine === before.mine && cursor.told === before.told) expect(cursor).toBe(before);
      }
      expect(isOwed(acknowledged(cursor, cursor.mine))).toBe(false);
    }),
  );
});

test("the waits grow to a minute, differ by chance, and are never nothing", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(1_000), random, (attempt, chance) => {
      const wait = backoff(attempt, () => chance);
      expect(wait).toBeGreaterThanOrEqual(FIRST_RETRY_MS);
      expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MS);
    }),
  );
  expect([0, 1, 2, 3, 10].map((attempt) => backoff(attempt, () => 0.5))).toEqual([100, 600, 1_100, 2_100, 30_050]);
});

test("a server's wish for quiet is longer than any wait of ours", () => {
  expect(backoff(0, () => 0, 90_000)).toBe(90_000);
  expect(backoff(9, () => 0.9, 1)).toBeGreaterThan(1);
});

test("every id is a UUIDv7, and later ones sort later", () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
  const time = fc.integer({ min: 0, max: 2 ** 48 - 2 });
  fc.assert(
    fc.property(time, bytes, bytes, (now, one, other) => {
      expect(v.is(DraftId, draftId(now, one))).toBe(true);
      expect(draftId(now, one) < draftId(now + 1, other)).toBe(true);
    }),
  );
  // A clock years off, before 1970 even, still names messages.
  expect(v.is(DraftId, draftId(-1, new Uint8Array(10)))).toBe(true);
  expect(new Set(Array.from({ length: 1_000 }, newId)).size).toBe(1_000);
});

test("the line is kept while the panel is open or an answer awaited, and not for long where nobody looks", () => {
  const presence = { isOpen: false, activeAt: 1_000, hiddenSince: false as const, hasLeft: false };
  expect(lineUntil(presence)).toBe(1_000 + AWAITED_MS);
  expect(lineUntil({ ...presence, isOpen: true })).toBe(Number.POSITIVE_INFINITY);
  expect(lineUntil({ ...presence, isOpen: true, hiddenSince: 5_000 })).toBe(5_000 + HIDDEN_MS);
  expect(lineUntil({ ...presence, isOpen: true, hasLeft: true })).toBe(0);
});

test("steps in turn never overlap, and one that fails does not stop the next", async () => {
  const inTurn = turns();
  const log: string[] = [];
  const step = (name: string, fails = false) =>
    inTurn(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const [one, two, three] = await Promise.allSettled([step("one"), step("two", true), step("three")]);
  expect(log).toEqual(["one begins", "one ends", "two begins", "two ends", "three begins", "three ends"]);
  expect([one?.status, two?.status, three?.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a tab takes over the token that has replaced its own, of the same conversation, and no other", () => {
  const { state } = emptyState();
  const hear = (token: string, over: string, conversation = "c1") =>
    heardSession(state, { session: { v: 1, token, conversation, mine: 0, told: 0, agentsReadUpTo: 0 }, over });
  state.identity.value = { token: "old", conversation: "c1", isVouched: true };
  hear("stranger", "another");
  hear("elsewhere", "old", "c2");
  expect(state.identity.value).toEqual({ token: "old", conversation: "c1", isVouched: true });
  hear("fresh", "old");
  expect(state.identity.value).toEqual({ token: "fresh", conversation: "c1", isVouched: true });
});

test("a tab takes the contact of its own conversation from another tab, and of no other one", () => {
  const { state } = emptyState();
  const hear = (conversation: string) =>
    heardSession(state, {
      session: {
        v: 1,
        token: "t",
        conversation,
        mine: 0,
        told: 0,
        agentsReadUpTo: 0,
        contact: { email: `${conversation}@x.example` },
      },
    });
  state.identity.value = { token: "t", conversation: "c1", isVouched: true };
  hear("c2");
  expect(state.contact.value).toBeUndefined();
  hear("c1");
  expect(state.contact.value).toEqual({ email: "c1@x.example" });
});

test("whose a conversation is by the host's word, a tab hears whichever token it has of it, and the first word stays", () => {
  const { state } = emptyState();
  const hear = (subject: string) =>
    heardSession(state, {
      session: { v: 1, token: "other", conversation: "c1", subject, mine: 0, told: 0, agentsReadUpTo: 0 },
    });
  state.identity.value = { token: "own", conversation: "c1" };
  hear("ana");
  hear("rui");
  expect(state.identity.value).toEqual({ token: "own", conversation: "c1", subject: "ana" });
});
