/** When the worker looks at a conversation: never too late, and not for ever at one that has nothing for it. */
import type { Case } from "./case.js";
import { holds, same, until } from "./check.js";
import { anAddress, type StoreWorld, step } from "./store-world.js";

const MANY = 10_000;

export const due: readonly Case<StoreWorld>[] = [
  {
    name: "what happens in a conversation makes it due at once",
    promise: "No reply waits because nobody looked.",
    needs: [],
    async run(world) {
      const store = world.store();
      const id = await world.waiting(anAddress(), 5_000);
      holds(!(await store.due(4_999, MANY)).includes(id), "It was due before anything had happened in it");
      holds((await store.due(5_000, MANY)).includes(id), "It was not due when something had happened in it");
    },
  },
  {
    name: "a schedule takes the place of the earlier due time, and none means that only an event brings it back",
    promise: "A mail that waits for its moment costs nothing until then, and goes then.",
    needs: [],
    async run(world) {
      const store = world.store();
      const id = await world.waiting(anAddress(), 0);
      const isDue = async (now: number) => (await store.due(now, MANY)).includes(id);
      await step(store, id, (desk) => desk.schedule(70_000));
      same([await isDue(69_999), await isDue(70_000)], [false, true], "Due before and at the scheduled time");
      await step(store, id, (desk) => desk.schedule(undefined));
      same(await isDue(Number.MAX_SAFE_INTEGER), false, "Due without a schedule");
      await world.reply(id, 90_000);
      same([await isDue(89_999), await isDue(90_000)], [false, true], "Due before and at a new event");
    },
  },
  {
    name: "the most overdue come first, no more than asked for, and the next due time is the earliest there is",
    promise: "After an outage the oldest replies go first.",
    needs: [],
    async run(world) {
      const store = world.store();
      const [one, two, three] = [
        await world.waiting(anAddress(), 0),
        await world.waiting(anAddress(), 0),
        await world.waiting(anAddress(), 0),
      ];
      // Before the times of every other case, so that theirs stand behind these.
      await step(store, one, (desk) => desk.schedule(3));
      await step(store, two, (desk) => desk.schedule(1));
      await step(store, three, (desk) => desk.schedule(2));
      const ours = async (now: number, limit: number) =>
        (await store.due(now, limit)).filter((id) => [one, two, three].includes(id));
      same(await ours(3, MANY), [two, three, one], "Everything due");
      same((await store.due(3, 2)).length, 2, "How many come when two are asked for");
      holds(((await store.nextDue()) ?? 9) <= 1, "The next due time is later than the earliest");
      for (const id of [one, two, three]) await step(store, id, (desk) => desk.schedule(undefined));
      holds(((await store.nextDue()) ?? 9) > 3, "The next due time is one that was taken back");
    },
  },
  {
    name: "what happens while a step holds the conversation is not forgotten by the step's schedule",
    promise: "A reply written in the very moment of a mail is looked at, too.",
    needs: [],
    async run(world) {
      const store = world.store();
      const id = await world.waiting(anAddress(), 0);
      let isIn = false;
      let release: () => void = () => {};
      const free = new Promise<void>((resolve) => {
        release = resolve;
      });
      const holding = step(store, id, async (desk) => {
        isIn = true;
        await free;
        await desk.schedule(undefined);
      });
      await until(() => isIn, "The step");
      const happening = world.reply(id, 50_000);
      release();
      await Promise.all([holding, happening]);
      holds((await store.due(50_000, MANY)).includes(id), "The conversation is not due any more");
    },
  },
];
