/** The store's promises, which a database has to keep as well. */
import { describe, expect, test } from "vitest";
import { forwardOne, memoryMailer, RULES } from "../../../src/forwarding/index.js";
import { parts, storeWith } from "./fakes.js";

const carrier = (store: Awaited<ReturnType<typeof storeWith>>, now: number, mailer = memoryMailer()) => ({
  store,
  mailer,
  random: (bytes: number) => new Uint8Array(bytes),
  now: () => now,
  report: ({ error }: { error: unknown }) => {
    throw error;
  },
});

describe("a step", () => {
  test("that throws leaves nothing behind", async () => {
    const store = await storeWith(["ana"]);
    const before = store.kept("ana");
    const step = store.locked("ana", 0, "skip", async (desk) => {
      await desk.schedule(99);
      await desk.suppress("ana@example.com", "test");
      throw new Error("undone");
    });
    await expect(step).rejects.toThrow("undone");
    expect(store.kept("ana")).toEqual(before);
  });

  test("is skipped where somebody holds the conversation, or queues for it", async () => {
    const store = await storeWith(["ana"]);
    let release: () => void = () => {};
    const first = store.locked("ana", 0, "skip", () => new Promise<string>((resolve) => (release = () => resolve("first"))));
    expect(await store.locked("ana", 0, "skip", async () => "second")).toBeUndefined();
    const third = store.locked("ana", 0, "wait", async () => "third");
    release();
    expect(await Promise.all([first, third])).toEqual(["first", "third"]);
  });

  test("finds no conversation that is not there", async () => {
    expect(await (await storeWith([])).locked("nobody", 0, "wait", async () => "ran")).toBeUndefined();
  });

  test("cannot claim beside an open mail", async () => {
    const store = await storeWith(["ana"]);
    const mailer = memoryMailer();
    mailer.script([{ was: "deferred", reason: "later" }]);
    await forwardOne(carrier(store, 120_000, mailer), "ana");
    const again = store.locked("ana", 0, "skip", async (desk) => {
      const [open] = desk.thread.deliveries;
      if (open?.state !== "claimed") throw new Error("no open mail");
      const letter = { ...(await desk.frozen(1)), hashes: { reply: "", bounce: "", unsubscribe: "", resume: "" } };
      await desk.claim({ delivery: { ...open, n: 2 }, forwardedCursor: 1, transcriptCursor: 0 }, letter);
    });
    await expect(again).rejects.toThrow("Claimed a second mail while one is open");
  });
});

describe("over all conversations", () => {
  const shared = { email: "ana@example.com", verified: false, withheldUpTo: 0 };

  async function twoOf(rules = RULES) {
    const store = await storeWith([], { rules });
    for (const id of ["one", "two"]) {
      store.open(id, { address: shared, presence: { state: "away", since: 0 } });
      await store.happen(id, { type: "agent", seq: 1, at: 0 });
    }
    return store;
  }

  test("an unconfirmed address has one budget", async () => {
    const store = await twoOf({ ...RULES, unverifiedDailyCount: 1 });
    const mailer = memoryMailer();
    await forwardOne(carrier(store, 120_000, mailer), "one");
    await forwardOne(carrier(store, 120_000, mailer), "two");
    expect(mailer.taken).toHaveLength(1);
    expect(store.kept("two").verdicts.at(-1)).toEqual({ do: "wait", until: 120_000 + 86_400_000, because: "budget" });
  });

  test("a thousand forms with foreign addresses bring no mail, and a thousand replies to one of them ten a day", async () => {
    const store = await storeWith([]);
    const mailer = memoryMailer();
    const ids = Array.from({ length: 1_000 }, (_, nth) => `form${nth}`);
    for (const [nth, id] of ids.entries()) {
      store.open(id, { presence: { state: "away", since: 0 } });
      await store.happen(id, { type: "visitor", via: "widget", seq: 1, at: 0 });
      await store.happen(id, { type: "bot", seq: 2, at: 0 });
      await store.happen(id, {
        type: "address",
        email: nth % 2 === 0 ? "Victim@example.com" : "victim@example.com",
        verified: false,
        at: 0,
      });
    }
    const DAY_MS = 86_400_000;
    const workUntil = async (end: number) => {
      for (let now = await store.nextDue(); now !== undefined && now <= end; now = await store.nextDue())
        for (const id of await store.due(now, ids.length)) await forwardOne(carrier(store, now, mailer), id);
    };
    await workUntil(DAY_MS);
    expect(mailer.taken).toEqual([]);
    for (const id of ids) await store.happen(id, { type: "agent", seq: 3, at: DAY_MS });
    await workUntil(2 * DAY_MS);
    expect(mailer.taken).toHaveLength(10);
    await workUntil(3 * DAY_MS);
    expect(mailer.taken).toHaveLength(20);
  });

  test("an address suppressed in one is suppressed in the other", async () => {
    const store = await twoOf();
    const mailer = memoryMailer();
    mailer.script([{ was: "refused", status: "5.1.1", reason: "550 5.1.1 no such user" }]);
    await forwardOne(carrier(store, 120_000, mailer), "one");
    await forwardOne(carrier(store, 120_000, mailer), "two");
    expect(mailer.taken).toEqual([]);
    expect(store.kept("two").verdicts.at(-1)).toEqual({ do: "nothing", because: "address-suppressed" });
  });

  test("resubscribing lifts it everywhere", async () => {
    const store = await twoOf();
    await store.happen("one", { type: "unsubscribe", at: 10 });
    await store.happen("two", { type: "resubscribe", email: "Ana@example.com", at: 20 });
    expect(store.kept("one").thread.suppressed).toEqual([]);
  });

  test("due ones come most overdue first", async () => {
    const store = await storeWith(["late", "early"]);
    await store.locked("late", 0, "skip", (desk) => desk.schedule(50));
    await store.locked("early", 0, "skip", (desk) => desk.schedule(40));
    expect([await store.due(60, 9), await store.due(45, 9), await store.due(60, 1), await store.nextDue()]).toEqual([
      ["early", "late"],
      ["early"],
      ["early"],
      40,
    ]);
  });
});

test("letters are asked for by ascending seq", async () => {
  const asked: (readonly number[])[] = [];
  const store = await storeWith(["ana"], {
    letter: (id, seqs) => {
      asked.push(seqs);
      return parts(id, seqs);
    },
  });
  await store.happen("ana", { type: "visitor", via: "widget", seq: 2, at: 1 });
  await store.happen("ana", { type: "agent", seq: 3, at: 2 });
  await forwardOne(carrier(store, 130_000), "ana");
  expect(asked).toEqual([[1, 2, 3]]);
});
