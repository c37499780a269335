/**
 * A visitor, an agent and bad luck in any order: whatever happened, once it is over the visitor's messages are on the server
 * once and in order, and every tab shows what the server has. A failure prints the seed and the steps that lead to it.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryWorld } from "../../../src/adapters/memory.js";
import { type Chat, memoryCache } from "../../../src/client/index.js";
import { fakeClock, settled } from "./fake-clock.js";
import { stage } from "./stage.js";

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: "write" } as const) },
  { weight: 4, arbitrary: fc.constant({ do: "reply" } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("edit" as const), seq: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), seq: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("attend" as const), seq: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: "down" } as const) },
  { weight: 3, arbitrary: fc.constant({ do: "up" } as const) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("lose" as const), call: fc.constantFrom("send", "open", "pull", "markRead") }),
  },
  { weight: 2, arbitrary: fc.constant({ do: "cut" } as const) },
  { weight: 3, arbitrary: fc.constant({ do: "reload" } as const) },
  { weight: 1, arbitrary: fc.constant({ do: "another tab" } as const) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(0, 50, 700, 15_000, 70_000) }) },
);

const messages = (chat: Chat) => chat.timeline.value.flatMap((entry) => (entry.kind === "message" ? [entry.message] : []));

/** What must hold at every instant, whatever has happened so far. */
function watch(chat: Chat): () => void {
  let cursor = 0;
  return chat.timeline.subscribe((entries) => {
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size, "two bubbles for one message").toBe(ids.length);
    const seqs = messages(chat).map(({ seq }) => seq);
    expect(seqs, "a hole in what is shown").toEqual(seqs.map((_, index) => (seqs[0] ?? 1) + index));
    expect(chat.readUpTo.value, "the cursor fell").toBeGreaterThanOrEqual(cursor);
    cursor = chat.readUpTo.value;
  });
}

test("after any bad luck everything written is on the server once, in order, and shown everywhere", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: "max" }), async (steps) => {
      const clock = fakeClock();
      const [world, cache] = [memoryWorld({ now: clock.now }), memoryCache()];
      const first = stage({ clock, world, cache });
      await first.chat.start();
      // The first word is on the server: the rest happens to one conversation, however the tabs come and go.
      const writings = ["word 0"];
      first.chat.send("word 0");
      await settled();
      let tabs = [{ view: first, stop: watch(first.chat) }];
      let isDown = false;
      const isReply = (seq: number) => {
        const message = first.agent.messages()[seq - 1];
        return message?.by === "agent" && message.deletedAt === undefined;
      };
      const open = async () => {
        const view = first.again({ before: (net) => (isDown ? net.down() : undefined) });
        tabs.push({ view, stop: watch(view.chat) });
        await view.chat.start();
      };

      for (const one of steps) {
        const { view } = tabs.at(-1) ?? { view: first };
        switch (one.do) {
          case "write":
            writings.push(`word ${writings.length}`);
            view.chat.send(writings.at(-1) ?? "");
            break;
          case "reply":
            first.agent.reply("reply");
            break;
          case "edit":
            if (isReply(one.seq)) first.agent.edit(one.seq, `edited at ${clock.now()}`);
            break;
          case "remove":
            if (isReply(one.seq)) first.agent.remove(one.seq);
            break;
          case "attend":
            view.chat.attended(one.seq);
            break;
          case "down":
            isDown = true;
            for (const { view } of tabs) view.net.down();
            break;
          case "up":
            isDown = false;
            for (const { view } of tabs) view.net.up();
            break;
          case "lose":
            view.net.loseAnswer(one.call);
            break;
          case "cut":
            view.net.cutLines();
            break;
          case "reload":
            for (const { view, stop } of tabs) {
              stop();
              view.chat.destroy();
            }
            tabs = [];
            await open();
            break;
          case "another tab":
            await open();
            break;
          case "wait":
            // An edit in the same millisecond as the one before it would be no later telling.
            await clock.advance(one.ms + 1);
        }
      }

      for (const { view } of tabs) view.net.up();
      await clock.advance(3 * 60_000);
      // Nobody listens for ever; whoever looks again is up to date.
      for (const { view } of tabs) view.chat.setOpen(true);
      await clock.advance(3 * 60_000);

      const stored = first.agent.messages();
      const own = stored.filter(({ by }) => by === "visitor").map(({ text }) => text);
      expect(own, "on the server once, in the order of writing").toEqual(writings);
      for (const { view, stop } of tabs) {
        expect(
          view.chat.timeline.value.every(({ kind }) => kind === "message"),
          "nothing is left in the outbox",
        ).toBe(true);
        expect(messages(view.chat)).toEqual(stored);
        expect(view.chat.connection.value).toBe("live");
        expect(view.chat.readUpTo.value).toBe(first.agent.readUpTo());
        stop();
        view.chat.destroy();
      }
      expect(await cache.list("shop:draft:")).toEqual([]);
    }),
    { numRuns: 80 },
  );
}, 60_000);
