/** What a visitor does with a conversation as a whole: takes it along, says how it went. Deleting it is chat-erasing.test.ts. */
import { expect, test } from "vitest";
import { settled } from "./fake-clock.js";
import { talking } from "./stage.js";

test("a transcript has every message, and the window stays where it was", async () => {
  const { chat, again, agent } = await talking(1);
  for (let n = 2; n <= 430; n++) agent.reply(`message ${n}`);
  await settled();
  chat.destroy();
  const { chat: next, net } = again();
  await next.start();
  await settled();
  const before = next.timeline.value.length;
  expect(before).toBeLessThan(430);
  const all = await next.transcript();
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 430 }, (_, n) => n + 1));
  expect(next.timeline.value).toHaveLength(before);
  net.down();
  await expect(next.transcript()).rejects.toMatchObject({ code: "offline" });
});

test("a rating is in the line that closed the conversation, in this tab and the next", async () => {
  const first = await talking(1);
  const other = first.again();
  await other.chat.start();
  first.agent.close();
  await settled();
  await first.chat.rate(2, { score: "good", comment: "Quick" });
  await settled();
  for (const { chat } of [first, other]) {
    const last = chat.timeline.value.at(-1);
    expect(last?.kind === "message" && last.message.news).toEqual({
      kind: "closed",
      rating: { score: "good", comment: "Quick" },
    });
  }
});

test("what nobody closed cannot be rated, and says so", async () => {
  const { chat } = await talking(1);
  await expect(chat.rate(1, { score: "bad" })).rejects.toMatchObject({ code: "not-found" });
});
