/** The loop and its steps: nothing is lost, nothing is stuck, nobody waits for somebody else. */
import { describe, expect, test } from "vitest";
import {
  type CarriedLetter,
  createBell,
  type ForwardingStore,
  forwardOne,
  type Mailer,
  memoryMailer,
  type Outcome,
  RULES,
  runForwarding,
  type Trouble,
} from "../../../src/forwarding/index.js";
import { jumpingClock, parts, storeWith } from "./fakes.js";
import { until } from "./until.js";

const random = (bytes: number) => new Uint8Array(bytes).fill(7);
const accepted: Outcome = { was: "accepted", response: "250 ok" };

/** The clock jumps on while a letter is composed: a lease of two minutes would be over before the letter leaves. */
const LASTING = { rules: { ...RULES, leaseMs: 86_400_000 } };

/** A running worker, and how to end it. */
function runs(store: ForwardingStore, mailer: Mailer, lanes = 5) {
  const [clock, bell, ends] = [jumpingClock(), createBell(), new AbortController()];
  const troubles: Trouble[] = [];
  const done = runForwarding(
    { store, mailer, random, bell, clock, lanes, report: (trouble) => troubles.push(trouble) },
    ends.signal,
  );
  return {
    clock,
    bell,
    troubles,
    done,
    end: async () => {
      ends.abort();
      await done;
    },
  };
}

describe("the loop", () => {
  test("carries what falls due, and ends with its signal", async () => {
    const [store, mailer] = [await storeWith(["ana", "bia"], LASTING), memoryMailer()];
    const worker = runs(store, mailer);
    await until(() => mailer.taken.length === 2);
    await worker.end();
    expect(mailer.taken.map((letter) => letter.envelope.to).sort()).toEqual(["ana@example.com", "bia@example.com"]);
    expect(worker.troubles).toEqual([]);
  });

  test("does not look at the store for half a minute where nothing is due", async () => {
    const store = await storeWith([]);
    let looks = 0;
    const counting: ForwardingStore = {
      ...store,
      due(...all) {
        looks++;
        return store.due(...all);
      },
    };
    const worker = runs(counting, memoryMailer());
    await until(() => worker.clock.now() > 300_000);
    await worker.end();
    expect(looks).toBeLessThanOrEqual(12);
  });

  test("wakes at the bell", async () => {
    const store = await storeWith([]);
    const [bell, ends, mailer] = [createBell(), new AbortController(), memoryMailer()];
    let sleeping = false;
    // Time stands still but for the floor: only the bell can wake this one.
    const clock = {
      now: () => 1_000_000,
      sleep: (ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          if (ms <= 100) return setImmediate(resolve);
          sleeping = true;
          signal.addEventListener("abort", () => resolve());
        }),
    };
    const done = runForwarding({ store, mailer, random, bell, clock, report: () => {} }, ends.signal);
    await until(() => sleeping);
    store.open("ana", {
      address: { email: "ana@example.com", verified: true, withheldUpTo: 0 },
      presence: { state: "away", since: 0 },
    });
    await store.happen("ana", { type: "agent", seq: 1, at: 500_000 });
    bell.ring();
    await until(() => mailer.taken.length === 1);
    ends.abort();
    await done;
  });

  test("waits between looks at a store that is down, and reports each", async () => {
    const down: ForwardingStore = {
      due: () => Promise.reject(new Error("no database")),
      nextDue: () => Promise.reject(new Error("no database")),
      locked: () => Promise.reject(new Error("no database")),
    };
    const worker = runs(down, memoryMailer());
    await until(() => worker.troubles.length >= 5);
    await worker.end();
    expect(worker.clock.now()).toBeGreaterThanOrEqual(400);
    expect(worker.troubles[0]).toMatchObject({ during: "sweep", error: new Error("no database") });
  });

  test("waits also where the store calls a conversation due that nobody can get hold of", async () => {
    const store = await storeWith([]);
    const held: ForwardingStore = { ...store, due: async () => ["ana"], nextDue: async () => 0, locked: async () => undefined };
    const worker = runs(held, memoryMailer());
    await until(() => worker.clock.slept.length > 50);
    await worker.end();
    expect(worker.clock.now()).toBeGreaterThanOrEqual(2_000);
  });

  test("a conversation whose letter cannot be made is left alone for a minute, and stops nobody", async () => {
    const letter: typeof parts = (id, seqs) => {
      if (id === "sick") throw new Error("no words");
      return parts(id, seqs);
    };
    const [store, mailer] = [await storeWith(["sick", "well"], { letter }), memoryMailer()];
    const worker = runs(store, mailer, 1);
    await until(() => mailer.taken.length === 1 && worker.clock.now() > 400_000);
    await worker.end();
    const sick = worker.troubles.filter((trouble) => trouble.conversationId === "sick");
    expect(sick.length).toBeGreaterThanOrEqual(3);
    expect(sick.length).toBeLessThanOrEqual(worker.clock.now() / 60_000);
    // Its step was undone to the last write.
    expect(store.kept("sick").thread.deliveries).toEqual([]);
  });

  test("one that cannot even be written to is left alone for a while, too", async () => {
    const [store, mailer] = [await storeWith(["sick", "well"], LASTING), memoryMailer()];
    const locked: ForwardingStore["locked"] = (id, ...all) =>
      id === "sick" ? Promise.reject(new Error("no such column")) : store.locked(id, ...all);
    const worker = runs({ ...store, locked }, mailer, 1);
    await until(() => mailer.taken.length === 1 && worker.clock.now() > 60_000);
    await worker.end();
    expect(worker.troubles.length).toBeGreaterThanOrEqual(10);
    // Two for each try: its step, and its leave.
    expect(worker.troubles.length).toBeLessThanOrEqual(2 * (worker.clock.now() / 5_000 + 1));
  });

  test("a slow mail server holds one lane, not the others", async () => {
    const store = await storeWith(["slow", "quick", "other"], LASTING);
    let release: () => void = () => {};
    const taken: string[] = [];
    const mailer: Mailer = {
      async send({ envelope }) {
        if (envelope.to === "slow@example.com") await new Promise<void>((resolve) => (release = resolve));
        taken.push(envelope.to);
        return accepted;
      },
      close() {},
    };
    const worker = runs(store, mailer, 2);
    await until(() => taken.length === 2);
    expect(taken).not.toContain("slow@example.com");
    // The end waits for the letter on its way.
    let hasEnded = false;
    const ended = worker.end().then(() => {
      hasEnded = true;
    });
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect(hasEnded).toBe(false);
    release();
    await ended;
    expect(store.kept("slow").thread.deliveries).toMatchObject([{ state: "sent" }]);
  });

  test("no more are on their way than there are lanes", async () => {
    const store = await storeWith(
      Array.from({ length: 12 }, (_, nth) => `visitor${nth}`),
      LASTING,
    );
    let [now, most, done] = [0, 0, 0];
    const mailer: Mailer = {
      async send() {
        most = Math.max(most, ++now);
        // Long enough for the loop to look again while these are on their way.
        for (let turns = 0; turns < 100; turns++) await new Promise((resolve) => setImmediate(resolve));
        now--;
        done++;
        return accepted;
      },
      close() {},
    };
    const worker = runs(store, mailer, 3);
    await until(() => done === 12);
    await worker.end();
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
  });

  test("takes no zero lanes", async () => {
    await expect(runs(await storeWith([]), memoryMailer(), 0).done).rejects.toThrow(RangeError);
  });
});

describe("one conversation", () => {
  const at = (now: number, store: ForwardingStore, mailer: Mailer, troubles: Trouble[] = []) =>
    forwardOne({ store, mailer, random, now: () => now, report: (trouble) => troubles.push(trouble) }, "ana");

  test("is mailed once by two workers at the same time", async () => {
    const [store, mailer] = [await storeWith(["ana"]), memoryMailer()];
    await Promise.all(Array.from({ length: 8 }, () => at(120_000, store, mailer)));
    expect(mailer.taken).toHaveLength(1);
  });

  test("a receipt that comes between two attempts stops the mail", async () => {
    const [store, mailer] = [await storeWith(["ana"]), memoryMailer()];
    mailer.script([{ was: "deferred", reason: "451 later" }]);
    await at(120_000, store, mailer);
    await store.happen("ana", { type: "read", seq: 1, at: 180_000 });
    await at(180_000, store, mailer);
    expect(mailer.taken).toEqual([]);
    expect(store.kept("ana").thread.deliveries).toMatchObject([{ state: "cancelled", because: "all-read", attempts: 1 }]);
  });

  test("a mail without trouble takes two steps: it is claimed and leased, then settled and at rest", async () => {
    const [store, mailer] = [await storeWith(["ana"]), memoryMailer()];
    let steps = 0;
    const counting: ForwardingStore = {
      ...store,
      locked(...all) {
        steps++;
        return store.locked(...all);
      },
    };
    await at(120_000, counting, mailer);
    expect([mailer.taken.length, steps, store.kept("ana").due]).toEqual([1, 2, undefined]);
    expect(store.kept("ana").verdicts.map((verdict) => verdict.do)).toEqual(["send", "nothing"]);
  });

  test("an outcome waits for whoever holds the conversation, and is not lost", async () => {
    const store = await storeWith(["ana"]);
    let release: () => void = () => {};
    const mailer: Mailer = {
      async send() {
        // An agent's long transaction begins while the letter is on its way.
        void store.locked("ana", 0, "wait", () => new Promise<void>((resolve) => (release = resolve)));
        setImmediate(() => release());
        return accepted;
      },
      close() {},
    };
    await at(120_000, store, mailer);
    expect(store.kept("ana").thread.deliveries).toMatchObject([{ state: "sent" }]);
  });

  test("a mailer that never answers is given up before the lease ends, and the mail tried again after it", async () => {
    const store = await storeWith(["ana"], { rules: { ...RULES, leaseMs: 60 } });
    const troubles: Trouble[] = [];
    await at(120_000, store, { send: () => new Promise(() => {}), close() {} }, troubles);
    expect(troubles).toMatchObject([{ during: "carry", conversationId: "ana" }]);
    const mailer = memoryMailer();
    await at(120_060, store, mailer);
    expect(mailer.taken).toHaveLength(1);
    expect(store.kept("ana").thread.deliveries).toMatchObject([{ state: "sent", attempts: 2 }]);
  });

  test("an acceptance the database could not take is recorded when it can again, and the letter does not go twice", async () => {
    const [store, mailer, troubles] = [await storeWith(["ana"]), memoryMailer(), [] as Trouble[]];
    let [now, failures] = [120_000, 3];
    const restarting: ForwardingStore = {
      ...store,
      locked(id, at, patience, work) {
        if (patience === "wait" && failures-- > 0) return Promise.reject(new Error("terminating connection"));
        return store.locked(id, at, patience, work);
      },
    };
    const sleep = async (ms: number) => {
      now += ms;
    };
    const carrier = { mailer, random, now: () => now, sleep, report: (trouble: Trouble) => void troubles.push(trouble) };
    await forwardOne({ ...carrier, store: restarting }, "ana");
    expect(store.kept("ana").thread.deliveries).toMatchObject([{ state: "sent", attempts: 1 }]);
    expect(troubles).toHaveLength(3);
    expect(mailer.taken).toHaveLength(1);
  });

  test("an outcome nobody can record is given up with its lease, and the same bytes go again", async () => {
    const [store, mailer] = [await storeWith(["ana"]), memoryMailer()];
    let now = 120_000;
    const broken: ForwardingStore = {
      ...store,
      locked: (id, at, patience, work) =>
        patience === "wait" ? Promise.reject(new Error("no database")) : store.locked(id, at, patience, work),
    };
    const sleep = async (ms: number) => {
      now += ms;
    };
    await forwardOne({ store: broken, mailer, random, now: () => now, sleep, report: () => {} }, "ana");
    expect(now).toBeLessThan(240_000);
    await at(240_000, store, mailer);
    expect(mailer.taken).toHaveLength(2);
    expect(mailer.taken[1]).toEqual(mailer.taken[0]);
  });

  test("a letter whose lease took too long to write is not carried any more", async () => {
    const [store, mailer, troubles] = [await storeWith(["ana"]), memoryMailer(), [] as Trouble[]];
    let now = 120_000;
    const slow: ForwardingStore = {
      ...store,
      async locked(...all) {
        const step = await store.locked(...all);
        if (store.kept("ana").thread.deliveries.some((one) => one.attempts === 1)) now = 230_000;
        return step;
      },
    };
    const waiting: Mailer = {
      ...mailer,
      send: (letter, limit) =>
        new Promise((resolve, reject) => {
          limit.addEventListener("abort", () => reject(limit.reason));
          setTimeout(() => mailer.send(letter, limit).then(resolve, reject), 1_000);
        }),
    };
    await forwardOne(
      { store: slow, mailer: waiting, random, now: () => now, report: (trouble) => void troubles.push(trouble) },
      "ana",
    );
    expect(troubles).toMatchObject([{ during: "carry" }]);
    expect(mailer.taken).toEqual([]);
  });

  test("every attempt carries the same bytes", async () => {
    const store = await storeWith(["ana"]);
    const seen: CarriedLetter[] = [];
    const mailer: Mailer = {
      async send(letter) {
        seen.push(letter);
        return { was: "unreachable", reason: "no route" };
      },
      close() {},
    };
    for (const now of [120_000, 180_000, 480_000]) await at(now, store, mailer);
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map(({ raw }) => Buffer.from(raw).toString("base64"))).size).toBe(1);
    expect(store.kept("ana").thread.deliveries).toMatchObject([{ state: "claimed", attempts: 3, reason: "no route" }]);
  });

  test("our own troubles never blame the address, also when they last four days", async () => {
    const store = await storeWith(["ana"]);
    const mailer: Mailer = { send: async () => ({ was: "unreachable", reason: "no route" }), close() {} };
    for (let now: number | undefined = 120_000; now !== undefined; now = await store.nextDue()) await at(now, store, mailer);
    expect(store.kept("ana").thread).toMatchObject({ deliveries: [{ state: "failed", reason: "no route" }], suppressed: [] });
  });

  test("an acceptance counts also when it comes after its lease was taken over; a deferral then does not", async () => {
    const store = await storeWith(["ana"]);
    const late: (outcome: Outcome) => Mailer = (outcome) => ({
      async send() {
        // The process was frozen: another worker begins the second attempt, and dies in it.
        await at(240_000, store, { send: () => Promise.reject(new Error("died")), close() {} });
        return outcome;
      },
      close() {},
    });
    await at(120_000, store, late({ was: "deferred", reason: "later" }));
    expect(store.kept("ana").thread.deliveries).toMatchObject([{ state: "claimed", attempts: 2, nextAttemptAt: 360_000 }]);
    const other = await storeWith(["ana"]);
    await at(120_000, other, {
      async send() {
        await at(240_000, other, { send: () => Promise.reject(new Error("died")), close() {} });
        return accepted;
      },
      close() {},
    });
    expect(other.kept("ana").thread.deliveries).toMatchObject([{ state: "sent" }]);
  });

  test("every decision is kept with its reason, the same one once", async () => {
    const [store, mailer] = [await storeWith(["ana"]), memoryMailer()];
    for (const now of [1_000, 2_000, 120_000]) await at(now, store, mailer);
    expect(store.kept("ana").verdicts).toMatchObject([
      { do: "wait", until: 120_000, because: "away" },
      { do: "send", because: "away" },
      { do: "nothing", because: "nothing-unread" },
    ]);
  });

  test("'Send again' on a failed mail sends it under its own Message-ID", async () => {
    const [store, mailer] = [await storeWith(["ana"]), memoryMailer()];
    mailer.script([{ was: "refused", status: "5.7.1", reason: "550 5.7.1 policy" }]);
    await at(120_000, store, mailer);
    await at(500_000, store, mailer);
    expect(mailer.taken).toEqual([]);
    await store.happen("ana", { type: "again", n: 1, at: 600_000 });
    await at(600_000, store, mailer);
    expect(mailer.taken).toHaveLength(1);
    expect(store.kept("ana").thread.deliveries).toMatchObject([{ state: "failed" }, { state: "sent", new: [1], n: 2 }]);
  });

  test("a letter is claimed with the hashes of its tokens only", async () => {
    const [store, mailer] = [await storeWith(["ana"]), memoryMailer()];
    await at(120_000, store, mailer);
    const letter = store.kept("ana").letters.get(1);
    expect(Object.values(letter?.hashes ?? {}).every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});
