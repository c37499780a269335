/** A letter is claimed before it is carried: once, whole, with bytes that never change. */
import type { Delivery } from "../forwarding/delivery.js";
import type { Case } from "./case.js";
import { holds, same } from "./check.js";
import { anAddress, claimOf, LATER, letterTo, type StoreWorld, shown, step } from "./store-world.js";

const DAY_MS = 86_400_000;

/** Claims what waits; gives back the delivery and the bytes. */
async function claimed(world: StoreWorld, id: string) {
  return step(world.store(), id, async (desk) => {
    const [claim, letter] = [claimOf(desk), letterTo(desk.thread.address?.email ?? "")];
    await desk.claim(claim, letter);
    return { claim, letter };
  });
}

const update = (world: StoreWorld, id: string, delivery: Delivery) => step(world.store(), id, (desk) => desk.update(delivery));

async function throws(call: Promise<unknown>, what: string): Promise<void> {
  const isRefused = await call.then(
    () => false,
    () => true,
  );
  holds(isRefused, what);
}

export const claiming: readonly Case<StoreWorld>[] = [
  {
    name: "a claim is kept whole: the delivery, both cursors, and the letter to the last byte",
    promise: "After a crash the same letter goes again, and no other.",
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      const { claim, letter } = await claimed(world, id);
      const thread = await shown(world.store(), id);
      same(thread.deliveries, [claim.delivery], "The deliveries");
      same(thread.forwardedCursor, claim.forwardedCursor, "The forwarded cursor");
      const { raw, envelope } = await step(world.store(), id, (desk) => desk.frozen(1));
      same([[...raw], envelope], [[...letter.raw], letter.envelope], "The letter");
    },
  },
  {
    name: "cursors only grow",
    promise: "What was mailed is not mailed again.",
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      await step(world.store(), id, (desk) =>
        desk.claim({ ...claimOf(desk), forwardedCursor: 5, transcriptCursor: 4 }, letterTo(anAddress())),
      );
      const [open] = (await shown(world.store(), id)).deliveries;
      if (open?.state === "claimed") await update(world, id, cancelled(open));
      await step(world.store(), id, (desk) =>
        desk.claim({ ...claimOf(desk), forwardedCursor: 3, transcriptCursor: 2 }, letterTo(anAddress())),
      );
      const { forwardedCursor, transcriptCursor } = await shown(world.store(), id);
      same([forwardedCursor, transcriptCursor], [5, 4], "The cursors");
    },
  },
  {
    name: "beside an open mail nothing is claimed",
    promise: "Replies that come while a mail is on its way go together, in one mail after it.",
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      await claimed(world, id);
      await world.reply(id, 1_000);
      await throws(claimed(world, id), "A second mail was claimed beside an open one");
      same((await shown(world.store(), id)).deliveries.length, 1, "How many deliveries there are");
    },
  },
  {
    name: "two claims in one step are none",
    promise: "A mistake of the worker's mails nobody twice.",
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      const twice = step(world.store(), id, async (desk) => {
        const claim = claimOf(desk);
        await desk.claim(claim, letterTo(claim.delivery.to));
        await desk.claim(
          { ...claim, delivery: { ...claim.delivery, n: 2, messageId: "<2@mail.example>" } },
          letterTo(claim.delivery.to),
        );
      });
      await throws(twice, "The second claim was taken");
      const { deliveries, forwardedCursor } = await shown(world.store(), id);
      same([deliveries, forwardedCursor], [[], 0], "What is left");
    },
  },
  {
    name: "of many workers at once, one claims",
    promise: "Two servers never mail one reply twice.",
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      const workers = Array.from({ length: 8 }, (_, nth) =>
        world.store().locked(id, LATER, nth % 2 === 0 ? "wait" : "skip", async (desk) => {
          if (desk.thread.deliveries.length > 0) return false;
          await desk.claim(claimOf(desk), letterTo(desk.thread.address?.email ?? ""));
          return true;
        }),
      );
      const settled = await Promise.allSettled(workers);
      same(settled.filter((one) => one.status === "fulfilled" && one.value === true).length, 1, "How many claimed");
      same((await shown(world.store(), id)).deliveries.length, 1, "How many deliveries there are");
    },
  },
  {
    name: "every state a delivery can come to is kept as it was written, and there is none to write where nothing was claimed",
    promise: "The agent sees what became of each reply, and why.",
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      const { delivery } = (await claimed(world, id)).claim;
      const { nextAttemptAt: _, ...ended } = delivery;
      const states: readonly Delivery[] = [
        { ...delivery, attempts: 2, nextAttemptAt: LATER + 60_000, reason: '451 4.3.0 "later", é' },
        { ...ended, state: "failed", attempts: 3, failedAt: LATER + 1, reason: "552 5.3.4 too large" },
        { ...ended, state: "failed", attempts: 3, failedAt: LATER + 1, reason: "552 5.3.4 too large", againAt: LATER + 2 },
        { ...ended, state: "cancelled", attempts: 0, cancelledAt: LATER + 3, because: "all-read" },
        { ...ended, state: "sent", attempts: 1, acceptedAt: LATER + 4, response: "250 2.0.0 queued" },
        { ...ended, state: "sent", attempts: 1, acceptedAt: LATER + 4, response: "250 2.0.0 queued", bounce: "5.7.1" },
      ];
      for (const state of states) {
        await update(world, id, state);
        same((await shown(world.store(), id)).deliveries, [state], "The deliveries");
      }
      await throws(update(world, id, { ...delivery, n: 7 }), "A delivery that was never claimed was written");
    },
  },
  {
    name: "an address that takes no mail is known in every conversation, however it is written",
    promise: "Who has unsubscribed is left alone, for good.",
    needs: [],
    async run(world) {
      const email = anAddress();
      const [one, two] = [await world.waiting(email, 0), await world.waiting(email.toUpperCase(), 0)];
      const stranger = anAddress();
      const other = await world.waiting(stranger, 0);
      await step(world.store(), one, (desk) => desk.suppress(email, "550 5.1.1 no such user"));
      for (const id of [one, two])
        holds((await shown(world.store(), id)).suppressed.includes(email), `The address is not suppressed in ${id}`);
      holds(!(await shown(world.store(), other)).suppressed.includes(stranger), "Another address is suppressed, too");
    },
  },
  {
    name: "mails accepted for an address count in every conversation, for a day",
    promise: "Whoever types somebody else's address into a form cannot have them mailed without end.",
    needs: [],
    async run(world) {
      const email = anAddress();
      const [one, two] = [await world.waiting(email, 0), await world.waiting(email, 0)];
      const { delivery } = (await claimed(world, one)).claim;
      same((await shown(world.store(), two)).acceptedForAddress, [], "While it is on its way");
      const { nextAttemptAt: _, ...ended } = delivery;
      await update(world, one, { ...ended, state: "sent", attempts: 1, acceptedAt: LATER, response: "250" });
      const counted = async (now: number) => (await shown(world.store(), two, now)).acceptedForAddress;
      same([await counted(LATER + 1), await counted(LATER + DAY_MS + 1)], [[LATER], []], "On that day, and on the next");
    },
  },
];

function cancelled({ nextAttemptAt: _, reason: __, ...kept }: Extract<Delivery, { state: "claimed" }>): Delivery {
  return { ...kept, state: "cancelled", cancelledAt: LATER, because: "reply-deleted" };
}
