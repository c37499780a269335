/** The store's and the mailer's kit on the implementations in memory, and proof that they can fail. */
import { describe, expect, test } from "vitest";
import { mailerKit, storeKit } from "../../src/conformance/index.js";
import type { Desk, ForwardingStore, Mailer } from "../../src/forwarding/index.js";
import { mailerInMemory } from "../fixtures/adapters/mailer.js";
import { storeInMemory } from "../fixtures/adapters/store.js";

type Locked = ForwardingStore["locked"];

/** A store whose desk is another one. */
const withDesk =
  (change: (desk: Desk) => Partial<Desk>) =>
  (store: ForwardingStore): ForwardingStore => ({
    ...store,
    locked: (id, now, patience, work) => store.locked(id, now, patience, (desk) => work({ ...desk, ...change(desk) })),
  });
const withThread = (change: (thread: Desk["thread"]) => Partial<Desk["thread"]>) =>
  withDesk(({ thread }) => ({ thread: { ...thread, ...change(thread) } }));
const withLocked =
  (make: (locked: Locked) => Locked) =>
  (store: ForwardingStore): ForwardingStore => ({ ...store, locked: make(store.locked) });

/** What a careless store does, and the case that says so. */
const storeFaults: Record<string, { caughtBy: string; broken: (store: ForwardingStore) => ForwardingStore }> = {
  "looks a minute late": {
    caughtBy: "what happens in a conversation makes it due at once",
    broken: (store) => ({ ...store, due: (now, limit) => store.due(now - 60_000, limit) }),
  },
  "keeps the earlier of two due times": {
    caughtBy: "a schedule takes the place of the earlier due time, and none means that only an event brings it back",
    broken: withDesk((desk) => ({ schedule: async (at) => (at === undefined ? undefined : desk.schedule(at)) })),
  },
  "brings the youngest first": {
    caughtBy: "the most overdue come first, no more than asked for, and the next due time is the earliest there is",
    broken: (store) => ({ ...store, due: async (now, limit) => [...(await store.due(now, limit))].reverse() }),
  },
  "brings everything": {
    caughtBy: "the most overdue come first, no more than asked for, and the next due time is the earliest there is",
    broken: (store) => ({ ...store, due: (now) => store.due(now, Number.MAX_SAFE_INTEGER) }),
  },
  "says that nothing is scheduled": {
    caughtBy: "the most overdue come first, no more than asked for, and the next due time is the earliest there is",
    broken: (store) => ({ ...store, nextDue: async () => undefined }),
  },
  "writes the due time after the step": {
    caughtBy: "what happens while a step holds the conversation is not forgotten by the step's schedule",
    broken: withLocked((locked) => async (id, now, patience, work) => {
      let late: { at: number | undefined } | undefined;
      const done = await locked(id, now, patience, (desk) =>
        work({
          ...desk,
          schedule: async (at) => {
            late = { at };
          },
        }),
      );
      const { at } = late ?? {};
      if (late !== undefined) await locked(id, now, "wait", (desk) => desk.schedule(at));
      return done;
    }),
  },
  "lets everybody wait": {
    caughtBy: "a held conversation is skipped by who can come again, and waited for by who must be heard",
    broken: withLocked((locked) => (id, now, _, work) => locked(id, now, "wait", work)),
  },
  "lets nobody wait": {
    caughtBy: "a held conversation is skipped by who can come again, and waited for by who must be heard",
    broken: withLocked((locked) => (id, now, _, work) => locked(id, now, "skip", work)),
  },
  "works on what is not there": {
    caughtBy: "there is no step in a conversation that is not there",
    broken: withLocked((locked) => async (id, now, patience, work) => {
      if (id !== "nobody") return locked(id, now, patience, work);
      return work({} as Desk);
    }),
  },
  "keeps what a step had done before it threw": {
    caughtBy: "a step that throws leaves nothing behind, and says so",
    broken: withLocked((locked) => async (id, now, patience, work) => {
      let thrown: { cause: unknown } | undefined;
      const done = await locked(id, now, patience, (desk) =>
        work(desk).catch((cause: unknown) => {
          thrown = { cause };
          return undefined;
        }),
      );
      if (thrown !== undefined) throw (thrown as { cause: unknown }).cause;
      return done;
    }),
  },
  "swallows what went wrong": {
    caughtBy: "a step that throws leaves nothing behind, and says so",
    broken: withLocked((locked) => (id, now, patience, work) => locked(id, now, patience, work).catch(() => undefined)),
  },
  "keeps no reasons": {
    caughtBy: "every decision is kept with its reason, and one that only goes on takes the place of the one before it",
    broken: withDesk(() => ({ record: async () => undefined })),
  },
  "gives the last message first": {
    caughtBy: "a letter is given the messages it asks for, in the order of their numbers",
    broken: withDesk((desk) => ({
      letter: async (seqs) => {
        const given = await desk.letter(seqs);
        return { ...given, lines: [...given.lines].reverse() };
      },
    })),
  },
  "takes the bytes of a letter for text": {
    caughtBy: "a claim is kept whole: the delivery, both cursors, and the letter to the last byte",
    broken: withDesk((desk) => ({
      claim: (claim, letter) =>
        desk.claim(claim, { ...letter, raw: new TextEncoder().encode(new TextDecoder().decode(letter.raw)) }),
    })),
  },
  "forgets the cursor of a claim": {
    caughtBy: "a claim is kept whole: the delivery, both cursors, and the letter to the last byte",
    broken: withThread(() => ({ forwardedCursor: 0 })),
  },
  "lets the cursors fall": {
    caughtBy: "cursors only grow",
    broken(store) {
      const last = new Map<string, object>();
      const tracked = withDesk((desk) => ({
        thread: { ...desk.thread, ...last.get(desk.thread.conversationId) },
        claim: async (claim, letter) => {
          await desk.claim(claim, letter);
          const { forwardedCursor, transcriptCursor } = claim;
          last.set(desk.thread.conversationId, { forwardedCursor, transcriptCursor });
        },
      }));
      return tracked(store);
    },
  },
  "takes a second claim for a repeat": {
    caughtBy: "beside an open mail nothing is claimed",
    broken: withDesk((desk) => ({
      claim: async (claim, letter) => (desk.thread.deliveries.length > 0 ? undefined : desk.claim(claim, letter)),
    })),
  },
  "forgives a second claim in one step": {
    caughtBy: "two claims in one step are none",
    broken: withDesk((desk) => ({ claim: (claim, letter) => desk.claim(claim, letter).catch(() => undefined) })),
  },
  "shows every worker the same past": {
    caughtBy: "of many workers at once, one claims",
    broken: withLocked((locked) => async (id, now, _, work) => {
      const { thread } = (await locked(id, now, "wait", async (desk) => desk)) ?? {};
      await Promise.resolve();
      return locked(id, now, "wait", (desk) => work({ ...desk, thread: thread ?? desk.thread, claim: async () => undefined }));
    }),
  },
  "forgets why it did not go": {
    caughtBy:
      "every state a delivery can come to is kept as it was written, and there is none to write where nothing was claimed",
    broken: withDesk((desk) => ({
      update: (delivery) => desk.update(delivery.state === "failed" ? { ...delivery, reason: "failed" } : delivery),
    })),
  },
  "makes a delivery of what was never claimed": {
    caughtBy:
      "every state a delivery can come to is kept as it was written, and there is none to write where nothing was claimed",
    broken: withDesk((desk) => ({ update: (delivery) => desk.update(delivery).catch(() => undefined) })),
  },
  "suppresses in one conversation alone": {
    caughtBy: "an address that takes no mail is known in every conversation, however it is written",
    broken(store) {
      const by = new Map<string, string>();
      const alone = withDesk((desk) => {
        const { thread } = desk;
        const suppressed = thread.suppressed.filter((email) => by.get(email) === thread.conversationId);
        return {
          thread: { ...thread, suppressed },
          suppress: async (email, because) => {
            by.set(email, thread.conversationId);
            await desk.suppress(email, because);
          },
        };
      });
      return alone(store);
    },
  },
  "counts each conversation for itself": {
    caughtBy: "mails accepted for an address count in every conversation, for a day",
    broken: withThread(() => ({ acceptedForAddress: [] })),
  },
  "counts the mails of all time": {
    caughtBy: "mails accepted for an address count in every conversation, for a day",
    broken: withLocked((locked) => (id, now, patience, work) => locked(id, Math.min(now, 1_000_000_001), patience, work)),
  },
};

const changed =
  (change: (outcome: Awaited<ReturnType<Mailer["send"]>>) => Awaited<ReturnType<Mailer["send"]>>) =>
  (mailer: Mailer): Mailer => ({ ...mailer, send: async (letter, signal) => change(await mailer.send(letter, signal)) });

/** What a careless mailer does, and the case that says so. */
const mailerFaults: Record<string, { caughtBy: string; broken: (mailer: Mailer) => Mailer }> = {
  "ends lines in its own way": {
    caughtBy: "a letter arrives as it was frozen, to its one recipient, and its sender is the envelope's",
    broken: (mailer) => ({
      ...mailer,
      send: ({ raw, envelope }, signal) => {
        const text = new TextDecoder().decode(raw).replaceAll("\r\n", "\n");
        return mailer.send({ raw: new TextEncoder().encode(text), envelope }, signal);
      },
    }),
  },
  "writes from an address of its own": {
    caughtBy: "a letter arrives as it was frozen, to its one recipient, and its sender is the envelope's",
    broken: (mailer) => ({
      ...mailer,
      send: (letter, signal) => mailer.send({ ...letter, envelope: { ...letter.envelope, from: "chat@shop.example" } }, signal),
    }),
  },
  "sends the last of many to everybody": {
    caughtBy: "many letters at once arrive once each",
    broken(mailer) {
      let last: Parameters<Mailer["send"]>[0] | undefined;
      return {
        ...mailer,
        async send(letter, signal) {
          signal.throwIfAborted();
          last = letter;
          await Promise.resolve();
          return mailer.send(last, signal);
        },
      };
    },
  },
  "takes a retry for done": {
    caughtBy: "the same letter again goes again",
    broken(mailer) {
      const gone = new Set<string>();
      return {
        ...mailer,
        async send(letter, signal) {
          if (gone.has(letter.envelope.to)) return { was: "accepted", response: "250 seen before" };
          gone.add(letter.envelope.to);
          return mailer.send(letter, signal);
        },
      };
    },
  },
  "calls what was put off done": {
    caughtBy: "a letter that is not taken now is deferred, with the other side's reason",
    broken: changed((outcome) => (outcome.was === "deferred" ? { was: "accepted", response: "queued" } : outcome)),
  },
  "keeps the reason to itself": {
    caughtBy: "a letter that is not taken now is deferred, with the other side's reason",
    broken: changed((outcome) => (outcome.was === "deferred" ? { ...outcome, reason: "" } : outcome)),
  },
  "blames the address for everything": {
    caughtBy: "a letter that is refused for what it is does not blame the address",
    broken: changed((outcome) => (outcome.was === "refused" ? { ...outcome, status: "5.1.1" } : outcome)),
  },
  "blames the address for nothing": {
    caughtBy: "an address that does not exist is told by its status",
    broken: changed((outcome) => (outcome.was === "refused" ? { was: "refused", reason: outcome.reason } : outcome)),
  },
  "calls our own password the reader's trouble": {
    caughtBy: "a login that is refused is our own trouble",
    broken: changed((outcome) =>
      outcome.was === "unreachable" ? { was: "refused", status: "5.7.8", reason: outcome.reason } : outcome,
    ),
  },
  "throws when nobody answers": {
    caughtBy: "a server that is not there is our own trouble",
    broken: changed((outcome) => {
      if (outcome.was === "unreachable") throw new Error(outcome.reason);
      return outcome;
    }),
  },
  "gives up for good after one silence": {
    caughtBy: "a server that says nothing is given up, as our own trouble",
    broken(mailer) {
      let isOver = false;
      return {
        ...mailer,
        async send(letter, signal) {
          if (isOver) return { was: "unreachable", reason: "closed" };
          const outcome = await mailer.send(letter, signal);
          isOver = outcome.was === "unreachable";
          return outcome;
        },
      };
    },
  },
  "does not hear that it shall stop": {
    caughtBy: "a letter that is given up before it leaves rejects, and does not arrive",
    broken: (mailer) => ({ ...mailer, send: (letter) => mailer.send(letter, new AbortController().signal) }),
  },
  "calls a letter refused that was given up": {
    caughtBy: "a letter that is given up on its way rejects soon, and the next one goes",
    broken: (mailer) => ({
      ...mailer,
      send: (letter, signal) =>
        mailer.send(letter, signal).catch((cause: unknown) => ({ was: "refused", reason: String(cause) }) as const),
    }),
  },
};

describe("the memory store", () => {
  const world = storeInMemory();
  test.each(storeKit)("$name", ({ run }) => run(world));
});

describe("the memory mailer", () => {
  const world = mailerInMemory();
  test.each(mailerKit)("$name", ({ run }) => run(world));
});

test.each(Object.entries(storeFaults))("a store that %s is found out", async (_, { caughtBy, broken }) => {
  const named = storeKit.find(({ name }) => name === caughtBy);
  expect(named, caughtBy).toBeDefined();
  await expect(named?.run(storeInMemory(broken))).rejects.toThrow();
});

test.each(Object.entries(mailerFaults))("a mailer that %s is found out", async (_, { caughtBy, broken }) => {
  const named = mailerKit.find(({ name }) => name === caughtBy);
  expect(named, caughtBy).toBeDefined();
  await expect(named?.run(mailerInMemory(broken))).rejects.toThrow();
});

test("every case of both kits has a fault that it finds", () => {
  const found = new Set([...Object.values(storeFaults), ...Object.values(mailerFaults)].map(({ caughtBy }) => caughtBy));
  expect([...storeKit, ...mailerKit].map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
});
