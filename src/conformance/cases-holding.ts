/** What a held conversation means: one at a time, and all of a step or nothing of it. */
import type { Verdict } from "../forwarding/verdict.js";
import type { Case } from "./case.js";
import { Broken } from "./case.js";
import { holds, same, until } from "./check.js";
import { anAddress, claimOf, LATER, letterTo, type StoreWorld, shown, step } from "./store-world.js";

const nothing = { do: "nothing", because: "no-budget" } as const;
const wait = (time: number): Verdict => ({ do: "wait", until: time, because: "away" });

export const holding: readonly Case<StoreWorld>[] = [
  {
    name: "a held conversation is skipped by who can come again, and waited for by who must be heard",
    promise: "Two servers never mail one reply twice, and no outcome gets lost between them.",
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      const order: string[] = [];
      let release: () => void = () => {};
      const free = new Promise<void>((resolve) => {
        release = resolve;
      });
      const first = step(world.store(), id, async () => {
        order.push("in");
        await free;
        order.push("out");
      });
      await until(() => order.length > 0, "The first step");
      try {
        let answer: { was: unknown } | undefined;
        const skipping = world.store().locked(id, LATER, "skip", async () => "ran");
        void skipping.then((was) => {
          answer = { was };
        });
        // What waits for the first step does not come back before it, however long that takes.
        same((await until(() => answer, "Who skips comes back")).was, undefined, "Who skips");
        same(order, ["in"], "What was run meanwhile");
      } finally {
        release();
      }
      const third = world.store().locked(id, LATER, "wait", async () => order.push("third"));
      await Promise.all([first, third]);
      same(order, ["in", "out", "third"], "The order of the steps");
    },
  },
  {
    name: "there is no step in a conversation that is not there",
    promise: "What was deleted is not mailed.",
    needs: [],
    async run(world) {
      let isRun = false;
      const work = async () => {
        isRun = true;
      };
      for (const patience of ["skip", "wait"] as const)
        same(await world.store().locked("nobody", LATER, patience, work), undefined, "The answer");
      holds(!isRun, "The step was run");
    },
  },
  {
    name: "a step that throws leaves nothing behind, and says so",
    promise: "A crash in the middle costs a retry, never half a mail.",
    needs: [],
    async run(world) {
      const store = world.store();
      const [id, email] = await aConversation(world);
      const before = [await shown(store, id), await world.verdicts(id)];
      const fails = step(store, id, async (desk) => {
        await desk.claim(claimOf(desk), letterTo(email));
        await desk.schedule(undefined);
        await desk.suppress(email, "a test");
        await desk.record(nothing);
        throw new Error("half-way");
      });
      const how = await fails.then(
        () => "resolved",
        (error: unknown) => (error instanceof Error ? error.message : error),
      );
      if (how !== "half-way") throw new Broken(`The step: expected its own error, got ${how}`);
      same([await shown(store, id), await world.verdicts(id)], before, "What is left");
      holds((await store.due(LATER, 10_000)).includes(id), "It is not due any more");
    },
  },
  {
    name: "every decision is kept with its reason, and one that only goes on takes the place of the one before it",
    promise: '"Why was this not mailed?" has an answer.',
    needs: [],
    async run(world) {
      const id = await world.waiting(anAddress(), 0);
      for (const verdict of [nothing, nothing, wait(1), wait(2), nothing])
        await step(world.store(), id, (desk) => desk.record(verdict));
      same(await world.verdicts(id), [nothing, wait(2), nothing], "The verdicts");
    },
  },
  {
    name: "a letter is given the messages it asks for, in the order of their numbers",
    promise: "What is mailed is what was said.",
    needs: [],
    async run(world) {
      const store = world.store();
      const id = await world.waiting(anAddress(), 0);
      await world.reply(id, 1_000);
      const seqs = (await shown(store, id)).lines.map(({ seq }) => seq);
      holds(seqs.length >= 2, "Two replies are not two lines");
      const { lines } = await step(store, id, (desk) => desk.letter(seqs));
      const numbers = lines.map(({ seq }) => seq);
      same(
        numbers,
        [...numbers].sort((a, b) => a - b),
        "Their order",
      );
      same(
        seqs.filter((seq) => !numbers.includes(seq)),
        [],
        "What is missing",
      );
    },
  },
];

async function aConversation(world: StoreWorld): Promise<[string, string]> {
  const email = anAddress();
  return [await world.waiting(email, 0), email];
}
