/**
 * I11 in every order there is: whatever two workers, two replies, a read receipt, a bad answer and a fault do to each other, each reply
 * that stays unread is mailed once under one Message-ID or shown as not delivered, and nothing read before its claim is mailed.
 */
import { describe, expect, test } from "vitest";
import { addressState, advance, type Desk, openDelivery } from "../../../src/forwarding/index.js";
import { hashOf, isAtRest, type Move, moves, type Place, PROTOCOL, type Protocol, start } from "./game.js";

interface Played {
  readonly interleavings: bigint;
  readonly places: number;
  /** What became of the replies, over all ends: each of these has to be among them, else the game is too small to prove anything. */
  readonly ends: ReadonlySet<string>;
}

/** Plays on from every place once and adds up the ways that lead through it. Throws with the moves made when a promise is broken. */
async function play(left: Place["left"], protocol: Protocol = PROTOCOL): Promise<Played> {
  const [ways, ends, keyOf] = [new Map<string, bigint>(), new Set<string>(), createKeys()];
  async function waysOn(place: Place, path: readonly Move[]): Promise<bigint> {
    const key = keyOf(place);
    const known = ways.get(key);
    if (known === -1n) throw new Broken("the workers go in circles", path);
    if (known !== undefined) return known;
    ways.set(key, -1n);
    let sum = 0n;
    if (isAtRest(place)) {
      // Everything else that may still happen need not: a place at rest is an end as well.
      sum = 1n;
      ends.add(endOf(place, path));
    }
    for (const move of await moves(place, protocol)) {
      const on = [...path, move];
      checkMove(place, move.to, left, on);
      sum += await waysOn(move.to, on);
    }
    if (sum === 0n) throw new Broken("nobody can go on", path);
    ways.set(key, sum);
    return sum;
  }
  const interleavings = await waysOn(start(left), []);
  return { interleavings, places: ways.size, ends };
}

const CALM: Place["left"] = { replies: 2, receipts: 1, badAnswers: 0, faults: 0 };

class Broken extends Error {
  constructor(promise: string, path: readonly Move[]) {
    super(`${promise}:\n${path.map(({ name }) => `  ${name}`).join("\n")}`);
  }
}

/** What must hold after every move. */
function checkMove(from: Place, to: Place, left: Place["left"], path: readonly Move[]): void {
  const [before, thread] = [from.kept.thread, to.kept.thread];
  const broken = (promise: string) => new Broken(promise, path);
  if (thread.deliveries.filter(({ state }) => state === "claimed").length > 1) throw broken("two mails are open");
  for (const cursor of ["readCursor", "forwardedCursor", "transcriptCursor"] as const)
    if (thread[cursor] < before[cursor]) throw broken(`the ${cursor} fell`);
  for (const claimed of thread.deliveries.slice(before.deliveries.length))
    if (claimed.new.some((seq) => seq <= before.readCursor)) throw broken("a reply was read before its claim");

  for (const [who, worker] of to.workers.entries()) {
    const was = from.workers[who];
    if (worker.at !== "carry" || was?.at === "carry") continue;
    if (worker.carried.new.every((seq) => seq <= before.readCursor)) throw broken("a mail leaves of which all was read");
    const other = to.workers[1 - who];
    if (other?.at === "carry" && other.until > to.now) throw broken("two workers carry at once");
  }
  const taken = to.taken.length > from.taken.length ? to.taken.at(-1) : undefined;
  if (taken === undefined) return;
  const copies = from.taken.filter(({ id }) => id === taken.id);
  if (copies.some(({ bytes }) => bytes !== taken.bytes)) throw broken("one Message-ID has two versions");
  // The same bytes may go again only where nobody knows whether they arrived.
  if (copies.length > 0 && to.left.faults === left.faults && to.left.badAnswers === left.badAnswers)
    throw broken("a mail went twice although nothing had happened");
  if (from.taken.some(({ id, seqs }) => id !== taken.id && seqs.some((seq) => taken.seqs.includes(seq))))
    throw broken("a reply went in two mails");
}

/** What must hold when everything has come to rest; returns what became of each reply. */
function endOf({ kept: { thread }, taken, workers }: Place, path: readonly Move[]): string {
  const broken = (promise: string) => new Broken(promise, path);
  if (workers.some(({ at }) => at !== "idle") || thread.deliveries.some(({ state }) => state === "claimed"))
    throw broken("a mail stays open for ever");
  const became = thread.lines.map(({ seq }) => {
    const isMailed = taken.some(({ seqs }) => seqs.includes(seq));
    const isShown = thread.deliveries.some((one) => one.state === "failed" && one.new.includes(seq));
    if (isMailed) return "mailed";
    if (isShown) return "not delivered";
    if (seq <= thread.readCursor) return "read";
    // Nothing claims it because the address takes no mail any more, which the desk shows.
    if (addressState(thread) === "suppressed") return "suppressed";
    throw broken(`reply ${seq} is lost`);
  });
  return became.join(", ");
}

/** Short names for places: equal ones get the same. */
function createKeys(): (place: Place) => string {
  const [names, known] = [new Map<string, number>(), new WeakMap<object, number>()];
  const nameOf = (part: object): number => {
    const found = known.get(part);
    if (found !== undefined) return found;
    const written = JSON.stringify(part, (_key, value) => {
      if (value instanceof Uint8Array) return hashOf(value);
      return value instanceof Map ? [...value] : value;
    });
    const name = names.get(written) ?? names.size;
    names.set(written, name);
    known.set(part, name);
    return name;
  };
  // Which worker is which makes no difference.
  return ({ now, kept, workers, holder, taken, left }) =>
    [
      now,
      nameOf(kept),
      ...workers.map((worker, who) => `${nameOf(worker)}${holder === who ? "!" : ""}`).sort(),
      nameOf(taken),
      nameOf(left),
    ].join(" ");
}

describe("in every order of two workers, two replies and a receipt", () => {
  test.each<[string, Partial<Place["left"]>, string[]]>([
    [
      "with a process that dies or freezes, or an answer of the database that is lost, at any step",
      { faults: 1 },
      ["mailed, mailed", "read, mailed", "mailed, read", "read, read"],
    ],
    [
      "with a mail server that says later, or no, or nothing",
      { badAnswers: 1 },
      ["not delivered, mailed", "mailed, not delivered", "not delivered, suppressed"],
    ],
  ])(
    "%s",
    async (_what, trouble, ends) => {
      const played = await play({ ...CALM, ...trouble });
      console.log(
        `${played.interleavings} interleavings of ${played.places} places; ends: ${[...played.ends].sort().join(" · ")}`,
      );
      expect([...played.ends]).toEqual(expect.arrayContaining(ends));
    },
    120_000,
  );
});

describe("the game sees it when", () => {
  /** A step on a desk that does something else. */
  const on =
    (bend: (row: Desk) => Partial<Desk>): typeof advance =>
    (row, random, now) =>
      advance({ ...row, ...bend(row) }, random, now);

  test.each<[string, string, Partial<Protocol>]>([
    ["the row does not keep others out", "the readCursor fell", { locks: false }],
    [
      "the lease is not written before the letter leaves",
      "two workers carry at once",
      {
        advance: on((row) => ({
          update: async (one) => (one.state === "claimed" ? undefined : row.update(one)),
        })),
      },
    ],
    [
      "the first lease is not written with the claim",
      "two workers carry at once",
      {
        advance: on((row) => ({
          claim: ({ delivery, ...cursors }, letter) =>
            row.claim({ ...cursors, delivery: { ...delivery, attempts: 0, nextAttemptAt: delivery.claimedAt } }, letter),
        })),
      },
    ],
    [
      "nobody looks again before DATA",
      "a mail leaves of which all was read",
      { advance: on(({ thread }) => ({ thread: openDelivery(thread.deliveries) ? { ...thread, readCursor: 0 } : thread })) },
    ],
    [
      "the claim does not move the cursor",
      "a reply went in two mails",
      { advance: on((row) => ({ claim: (claim, letter) => row.claim({ ...claim, forwardedCursor: 0 }, letter) })) },
    ],
    [
      "the bytes differ between attempts",
      "one Message-ID has two versions",
      {
        advance: on((row) => ({
          frozen: async (n) => ({
            ...(await row.frozen(n)),
            raw: new TextEncoder().encode(JSON.stringify(row.thread.deliveries)),
          }),
        })),
      },
    ],
    [
      "what became of a letter is not written down",
      "a mail went twice although nothing had happened",
      { conclude: async () => false },
    ],
  ])("%s", async (_what, promise, bent) => {
    await expect(play({ ...CALM, replies: 1, faults: 1 }, { ...PROTOCOL, ...bent })).rejects.toThrow(`${promise}:`);
  });
});
