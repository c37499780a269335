/** What a device remembers for whoever draws the chat: the unsent text and the mute, with the conversation and no longer than it. */
import { expect, test } from "vitest";
import { ChatError } from "../../../src/client/errors.js";
import { settled } from "./fake-clock.js";
import { stage, talking } from "./stage.js";

const kept = async ({ cache }: { cache: { list(prefix: string): Promise<readonly unknown[]> } }) => cache.list("shop:notes");

test("an unsent text and the mute are there on the next page view", async () => {
  const first = await talking(1);
  first.chat.note({ unsent: "And one more th" });
  first.chat.note({ isMuted: true });
  await settled();
  first.kill();
  const next = first.again();
  await next.chat.start();
  expect(next.chat.notes.value).toEqual({ unsent: "And one more th", isMuted: true });
});

test("before there is a conversation nothing of it is stored, and with the first message it is", async () => {
  const { chat, cache } = stage();
  await chat.start();
  chat.note({ unsent: "Hel", isMuted: true });
  await settled();
  expect([await cache.list(""), chat.notes.value.unsent]).toEqual([[], "Hel"]);
  chat.send("Hello");
  chat.note({ unsent: "" });
  await settled();
  expect(await kept({ cache })).toMatchObject([["shop:notes", { unsent: "", isMuted: true }]]);
});

test("what was typed while the device took its time stays", async () => {
  const first = await talking(1);
  first.chat.note({ unsent: "old" });
  await settled();
  first.chat.destroy();
  const next = first.again();
  const starting = next.chat.start();
  next.chat.note({ unsent: "new" });
  await starting;
  await settled();
  expect(next.chat.notes.value.unsent).toBe("new");
  expect(await kept(first)).toMatchObject([["shop:notes", { unsent: "new" }]]);
});

test("logout and deletion leave nothing of it, here or on the device", async () => {
  for (const leave of ["reset", "erase"] as const) {
    const { chat, cache } = await talking(1);
    chat.note({ unsent: "my card is 4711", isMuted: true });
    await settled();
    await chat[leave]();
    await settled();
    expect([leave, chat.notes.value, await kept({ cache })]).toEqual([leave, { unsent: "", isMuted: false }, []]);
  }
});

test("a composer cleared by the news of a logout writes nothing down, not even behind the wipe", async () => {
  const first = await talking(1);
  const other = first.again();
  await other.chat.start();
  other.chat.note({ unsent: "my card is 4711" });
  // As the widget does it.
  const stop = other.chat.visit.subscribe((visit) => visit && other.chat.note({ unsent: "" }));
  await settled();
  other.freeze();
  await first.chat.reset();
  expect(await first.cache.list("")).toEqual([]);
  other.thaw();
  await settled();
  stop();
  expect([other.chat.visit.value, await first.cache.list("")]).toEqual([1, []]);
});

test("a session that has ended takes nothing away from who is typing", async () => {
  const { chat, net, cache } = await talking(1);
  chat.note({ unsent: "I was just about to" });
  net.refuse("send", new ChatError("unauthorized", "The session is over"));
  net.refuse("open", new ChatError("unauthorized", "The session is over"));
  chat.send("Hello again");
  await settled();
  expect(chat.notes.value.unsent).toBe("I was just about to");
  expect(await kept({ cache })).toMatchObject([["shop:notes", { unsent: "I was just about to" }]]);
});
