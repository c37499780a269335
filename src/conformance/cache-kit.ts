/** The contract of a cache (client/cache.ts) as a list of cases. */
import type { Cache } from "../client/cache.js";
import type { Case } from "./case.js";
import { same } from "./check.js";

/** One device, and its page views. */
export interface CacheWorld {
  /** A page view on one device: what an earlier one kept is there. A cache in memory returns the same one again. */
  pageView(): Cache;
}

/** Every promise of a cache, one case each. Each wants a world of its own. */
export const cacheKit: readonly Case<CacheWorld>[] = [
  {
    name: "what was put is found by its key, and nothing where nothing was put",
    promise: "A reload does not lose a word.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      same(await cache.get(["shop:a", "shop:b"]), [null, null], "Before");
      await cache.put([["shop:a", { text: "one" }]], "strict");
      same(await cache.get(["shop:b", "shop:a"]), [null, { text: "one" }], "In the order of the keys");
    },
  },
  {
    name: "what one page view keeps, the next one finds",
    promise: "A returning visitor sees the conversation before any network answers.",
    needs: [],
    async run(world) {
      await world.pageView().put([["shop:a", { text: "one" }]], "relaxed");
      same(await world.pageView().get(["shop:a"]), [{ text: "one" }], "On the next page view");
    },
  },
  {
    name: "a later value takes the place of the earlier one",
    promise: "A read cursor is where it was left.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      await Promise.all([cache.put([["shop:a", 1]], "strict"), cache.put([["shop:a", 2]], "strict")]);
      same(await cache.get(["shop:a"]), [2], "The value");
    },
  },
  {
    name: "a list has everything under its prefix, in the order of the keys, and nothing else",
    promise: "The outbox is read back in the order it was written.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      await cache.put(
        [
          ["shop:draft:2", "b"],
          ["shop:draft:1", "a"],
          ["shop:head", 0],
          ["shopping:draft:1", "x"],
        ],
        "strict",
      );
      same(
        await cache.list("shop:draft:"),
        [
          ["shop:draft:1", "a"],
          ["shop:draft:2", "b"],
        ],
        "The list",
      );
      same(await cache.list("nobody:"), [], "A list of nothing");
    },
  },
  {
    name: "what is removed is gone, and removing nothing is no error",
    promise: "A message that was sent is not sent again.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      await cache.remove(["shop:a"]);
      await cache.put(
        [
          ["shop:a", 1],
          ["shop:b", 2],
        ],
        "strict",
      );
      await cache.remove(["shop:a", "shop:c"]);
      same(await world.pageView().list("shop:"), [["shop:b", 2]], "What is left");
    },
  },
  {
    name: "a wipe takes everything under its prefix and leaves the rest",
    promise: "Logout leaves nothing for the next person, and other sites alone.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      await cache.put(
        [
          ["shop:a", 1],
          ["shop:b:1", 2],
          ["other:a", 3],
        ],
        "strict",
      );
      await cache.wipe("shop:");
      same(await world.pageView().list(""), [["other:a", 3]], "What is left");
    },
  },
  {
    name: "a wipe that looks takes what it is told to, as it is by then",
    promise: "What is erased takes nothing along that was begun since.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      await cache.put(
        [
          ["shop:a", "old"],
          ["shop:b", "old"],
          ["shop:c", "new"],
          ["other:a", "old"],
        ],
        "strict",
      );
      void cache.put([["shop:d", "old"]], "relaxed");
      const wiped = cache.wipe("shop:", (value) => value === "old");
      void cache.put([["shop:a", "new"]], "strict");
      const left = [
        ["shop:a", "new"],
        ["shop:c", "new"],
      ];
      same(await cache.list("shop:"), left, "At once");
      await wiped;
      same(await world.pageView().list(""), [["other:a", "old"], ...left], "What is left");
    },
  },
  {
    name: "of records that cannot all be kept none is",
    promise: "A torn write is never mistaken for a conversation.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      await cache
        .put(
          [
            ["shop:a", 1],
            ["shop:b", () => "a function is no record"],
          ],
          "strict",
        )
        .catch(() => undefined);
      same(await world.pageView().list("shop:"), [], "What was kept");
    },
  },
  {
    name: "what was put is not changed by changing the object afterwards",
    promise: "The outbox holds what was written, not what became of it.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      const record = { text: "one" };
      const kept = cache.put([["shop:a", record]], "strict");
      await kept;
      record.text = "two";
      same(await cache.get(["shop:a"]), [{ text: "one" }], "The record");
    },
  },
  {
    name: "steps count in the order they were asked for, whether anybody waited for them or not",
    promise: "What was removed or signed out of while it was being written does not come back.",
    needs: [],
    async run(world) {
      const cache = world.pageView();
      void cache.put(
        [
          ["shop:a", 1],
          ["shop:page:1", 1],
        ],
        "strict",
      );
      void cache.remove(["shop:a"]);
      void cache.put([["shop:page:2", 2]], "relaxed");
      void cache.wipe("shop:page:");
      void cache.put([["shop:page:3", 3]], "strict");
      same(await cache.get(["shop:a", "shop:page:2"]), [null, null], "What is gone");
      same(await cache.list("shop:"), [["shop:page:3", 3]], "What is left");
    },
  },
  {
    name: "what may not be replaced stays",
    promise: "Of two tabs that begin a conversation at once, one begins it for both.",
    needs: [],
    async run(world) {
      const [cache, other] = [world.pageView(), world.pageView()];
      const isNothing = (before: unknown) => before === undefined;
      await Promise.all([cache.put([["shop:a", 1]], "strict", isNothing), other.put([["shop:a", 2]], "strict", isNothing)]);
      same(await cache.get(["shop:a"]), [1], "Put where there was nothing");
      same(await other.get(["shop:a"]), [1], "Put by the other page view where there was something");
      await other.put([["shop:a", 3]], "strict", (before) => before === 1);
      same(await cache.get(["shop:a"]), [3], "Put where there was what may be replaced");
      void cache.wipe("shop:");
      await cache.put([["shop:a", 4]], "strict", isNothing);
      same(await other.get(["shop:a"]), [4], "Put behind a wipe");
    },
  },
  {
    name: "an empty write stores nothing, and says whether what was written before it is kept",
    promise: '"Not saved on this device" is true as long as it is said, and no longer.',
    needs: [],
    async run(world) {
      const cache = world.pageView();
      await cache.put([], "relaxed");
      same(await cache.list(""), [], "After nothing was written");
      const kept = await cache.put([["shop:a", 1]], "strict");
      same(await cache.put([], "relaxed"), kept, "Asked again");
    },
  },
];
