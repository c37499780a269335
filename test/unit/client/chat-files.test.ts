/** A message with files: in its place in the line, whole or not at all, over reloads, cuts and changes of mind. */
import { expect, test } from "vitest";
import { type Cache, ChatError, memoryCache } from "../../../src/client/index.js";
import { settled } from "./fake-clock.js";
import { ASKS_WHEN_AWAY, formGate, type Setting, type Stage, shown, stage } from "./stage.js";

const uploads = { largestBytes: 50_000_000, kinds: ["picture", "document", "media"] };
const SIZE = 300_000;

function notes(name = "notes.txt", bytes = SIZE): File {
  const text = Array.from({ length: Math.ceil(bytes / 8) }, (_, n) => `${String(n).padStart(7, "0")}\n`).join("");
  return new File([text.slice(0, bytes)], name, { type: "text/plain" });
}

async function shop(more: Partial<Setting> = {}): Promise<Stage> {
  const made = stage({ site: { uploads }, ...more });
  await made.chat.start();
  return made;
}

/** A piece takes a few turns of the loop. */
async function carried(): Promise<void> {
  for (let n = 0; n < 20; n++) await settled();
}

/** A device with room for words, but for no file: as indexed-db-cache.ts leaves them then. */
function withoutRoom(cache: Cache): Cache {
  const light = (value: unknown) => JSON.parse(JSON.stringify(value, (key, inner) => (key === "content" ? undefined : inner)));
  return {
    ...cache,
    put: (records, ...how) =>
      cache.put(
        records.map(([key, value]) => [key, light(value)]),
        ...how,
      ),
  };
}

const attached = ({ agent }: Stage) =>
  agent.messages().map(({ text, attachments = [] }) => [text, ...attachments.map(({ name, bytes }) => `${name} ${bytes}`)]);
const draftOf = ({ chat }: Stage) => chat.timeline.value.find((entry) => entry.kind === "draft");

test("files arrive before their message, which stands where it was written: first in, first out", async () => {
  const made = await shop();
  made.chat.send("one");
  made.chat.send("look", [notes("a.txt", 10), notes("b.txt")]);
  made.chat.send("three");
  expect(shown(made.chat)).toEqual(["queued one", "queued look", "queued three"]);
  await carried();
  expect(shown(made.chat)).toEqual(["1 one", "2 look", "3 three"]);
  expect(attached(made)).toEqual([["one"], ["look", "a.txt 10", `b.txt ${SIZE}`], ["three"]]);
  const order = made.net.calls.filter((call) => call === "upload" || call === "send");
  expect(order).toEqual(["send", "upload", "upload", "send", "send"]);
});

test("a file alone is a message, and nothing at all is none", async () => {
  const made = await shop();
  made.chat.send("", [notes()]);
  expect(() => made.chat.send("", [])).toThrow(ChatError);
  await carried();
  expect(attached(made)).toEqual([["", `notes.txt ${SIZE}`]]);
});

test("what has arrived is told while it is under way, and belongs to the line that is shown", async () => {
  const made = await shop();
  const seen: (number | undefined)[] = [];
  made.chat.timeline.subscribe((timeline) => {
    for (const entry of timeline) if (entry.kind === "draft") seen.push(entry.files?.[0]?.received);
  });
  made.chat.send("", [notes()]);
  await carried();
  const told = seen.filter((received) => received !== undefined);
  expect(new Set(told).size).toBeGreaterThan(3);
  expect([...told].sort((a, b) => a - b)).toEqual(told);
  expect(told.at(-1)).toBe(SIZE);
});

test("F32 an upload cut at 60 % goes on under the same id, and there is one message with one file", async () => {
  const made = await shop();
  made.net.cutUpload(0.6);
  made.chat.send("look", [notes()]);
  await carried();
  expect(made.agent.messages()).toEqual([]);
  expect(shown(made.chat)).toEqual(["queued look"]);
  await made.clock.advance(60_000);
  await carried();
  expect(attached(made)).toEqual([["look", `notes.txt ${SIZE}`]]);
  expect(made.net.calls.filter((call) => call === "upload")).toHaveLength(2);
});

test("F32 a page that ends in the middle leaves no message without its file: the next one brings the rest, from the device", async () => {
  const made = await shop();
  made.net.cutUpload(0.6);
  made.chat.send("look", [notes()]);
  made.chat.send("and this");
  await carried();
  made.kill();
  const next = made.again();
  await next.chat.start();
  expect(shown(next.chat)).toEqual(["queued look", "queued and this"]);
  await carried();
  expect(attached(next)).toEqual([["look", `notes.txt ${SIZE}`], ["and this"]]);
  expect(await next.cache.list("shop:draft:")).toEqual([]);
});

test("a file that arrived and was forgotten there is brought once more", async () => {
  const made = await shop();
  made.net.refuse("send", new ChatError("upload-needed", "It was swept"));
  made.chat.send("look", [notes()]);
  await carried();
  await made.clock.advance(5_000);
  await carried();
  expect(attached(made)).toEqual([["look", `notes.txt ${SIZE}`]]);
});

test("taken back on its way, it is nowhere any more, and the next message goes", async () => {
  const made = await shop();
  const release = made.net.hold("upload");
  made.chat.send("look", [notes()]);
  made.chat.send("never mind");
  await carried();
  made.chat.discard(draftOf(made)?.id ?? "");
  await carried();
  expect(attached(made)).toEqual([["never mind"]]);
  release();
  await carried();
  expect(attached(made)).toEqual([["never mind"]]);
  expect(await made.cache.list("shop:draft:")).toEqual([]);
});

test("taken back when the last of it has just arrived, it is not sent either", async () => {
  const made = await shop();
  const stop = made.chat.timeline.subscribe((timeline) => {
    const draft = timeline.find((entry) => entry.kind === "draft");
    if (draft?.kind === "draft" && draft.files?.[0]?.received === SIZE) queueMicrotask(() => made.chat.discard(draft.id));
  });
  made.chat.send("look", [notes()]);
  await carried();
  stop();
  made.chat.send("never mind");
  await carried();
  expect(attached(made)).toEqual([["never mind"]]);
});

test("a file that is refused fails with its message, which can be taken back; the next one goes", async () => {
  const made = await shop();
  made.chat.send("run this", [notes("setup.exe")]);
  made.chat.send("sorry");
  await carried();
  expect(shown(made.chat)).toEqual(["1 sorry", "failed run this"]);
  expect(draftOf(made)).toMatchObject({ state: { error: { code: "kind-refused" } } });
});

test("behind a contact form files wait with their message, and go with the contact", async () => {
  const made = await shop({ gate: formGate, site: { uploads, availability: "away", contactForm: ASKS_WHEN_AWAY } });
  made.chat.send("look", [notes()]);
  made.chat.send("hello?");
  await carried();
  expect(shown(made.chat)).toEqual(["held look", "held hello?"]);
  expect(made.net.calls).not.toContain("upload");
  await Promise.all([made.chat.identify({ email: "ana@example.com" }), carried()]);
  expect(attached(made).slice(0, 2)).toEqual([["look", `notes.txt ${SIZE}`], ["hello?"]]);
});

test("of a silent upload nobody waits longer than a minute, and then it is tried again", async () => {
  const made = await shop();
  made.net.hold("upload");
  made.chat.send("look", [notes()]);
  await carried();
  await made.clock.advance(65_000);
  await carried();
  expect(attached(made)).toEqual([["look", `notes.txt ${SIZE}`]]);
});

test("a file that was changed, moved or deleted since it was chosen goes as it was chosen: the device keeps it", async () => {
  const made = await shop();
  const moved = notes();
  Object.assign(moved, { arrayBuffer: () => Promise.reject(new DOMException("It has changed", "NotReadableError")) });
  made.chat.send("look", [moved]);
  await carried();
  expect(attached(made)).toEqual([["look", `notes.txt ${SIZE}`]]);
});

test("a file the device had no room for goes with the page; its message stays and says what is missing, and the next one goes", async () => {
  const cache = memoryCache();
  const made = await shop({ cache: withoutRoom(cache) });
  made.net.down();
  made.chat.send("film", [notes()]);
  made.chat.send("and hello");
  await carried();
  made.kill();
  const next = made.again();
  await next.chat.start();
  await carried();
  expect(shown(next.chat)).toEqual(["1 and hello", "failed film"]);
  expect(draftOf(next)).toMatchObject({ state: { error: { code: "file-lost" } }, files: [{ name: "notes.txt", bytes: SIZE }] });
});

test("without any storage files go all the same, while the page is open", async () => {
  const refuses = async (): Promise<never> => Promise.reject(new Error("This device does not answer"));
  const made = await shop({ cache: { ...memoryCache(), get: refuses, list: refuses } });
  made.chat.send("look", [notes()]);
  await carried();
  expect(attached(made)).toEqual([["look", `notes.txt ${SIZE}`]]);
});

test("another tab shows what waits, files and all, and brings it when the one it was chosen in is gone", async () => {
  const one = await shop();
  one.chat.send("first");
  await carried();
  const other = one.again();
  await other.chat.start();
  await carried();
  one.net.hold("upload");
  one.chat.send("look", [notes()]);
  await carried();
  expect(draftOf(other)).toMatchObject({ files: [{ name: "notes.txt", bytes: SIZE }] });
  one.kill();
  await other.clock.advance(5_000);
  await carried();
  expect(attached(other)).toEqual([["first"], ["look", `notes.txt ${SIZE}`]]);
  expect(other.chat.timeline.value).toHaveLength(2);
});

test("taken back in one tab, it is in none, and its answer that comes too late brings no message", async () => {
  const one = await shop();
  one.chat.send("first");
  await carried();
  const other = one.again();
  await other.chat.start();
  await carried();
  const release = one.net.hold("upload");
  one.chat.send("look", [notes()]);
  await carried();
  other.chat.discard(draftOf(other)?.id ?? "");
  await carried();
  release();
  await carried();
  for (const { chat } of [one, other]) expect(shown(chat)).toEqual(["1 first"]);
  expect(attached(one)).toEqual([["first"]]);
  expect(await one.cache.list("shop:draft:")).toEqual([]);
});

test("an erasure takes the files that wait along, from the device too, whenever their conversation began", async () => {
  const made = await shop();
  made.net.cutUpload(0.6);
  made.chat.send("look", [notes()]);
  await carried();
  made.kill();
  const next = made.again({ before: (net) => net.hold("upload") });
  await next.chat.start();
  await carried();
  expect((await next.cache.list("shop:draft:")).length).toBe(1);
  await next.chat.erase();
  await carried();
  expect(shown(next.chat)).toEqual([]);
  expect(await next.cache.list("")).toEqual([]);
});

test("what was sent can be fetched again, by an address or as it is", async () => {
  const made = await shop();
  made.chat.send("look", [notes("a.txt", 10)]);
  await carried();
  const [entry] = made.chat.timeline.value;
  const id = (entry?.kind === "message" && entry.message.attachments?.[0]?.id) || "";
  const desk = await made.chat.files();
  expect(await desk.address(id)).toMatch(/^blob:/);
  expect(await (await desk.content(id)).text()).toBe("0000000\n00");
  await expect(desk.content("0".repeat(32))).rejects.toBeInstanceOf(ChatError);
});

test("logging out takes the files from the device, and so does the end of the conversation", async () => {
  const made = await shop();
  made.chat.send("first");
  await carried();
  made.net.down();
  made.chat.send("look", [notes()]);
  await carried();
  expect((await made.cache.list("shop:draft:")).length).toBe(1);
  await made.chat.reset();
  expect(await made.cache.list("shop:")).toEqual([]);
});
