/** The client, the http adapter and the server as one: what the kit shows call by call, shown once for a whole chat. */
import { expect, test } from "vitest";
import { http } from "../../src/adapters/http.js";
import { type Chat, createChat, memoryCache } from "../../src/client/index.js";
import { until } from "../until.js";
import { createWorld } from "./world.js";

const world = await createWorld();

const shown = (chat: Chat) =>
  chat.timeline.value.map((entry) =>
    entry.kind === "message" ? `${entry.message.seq} ${entry.message.text}` : `${entry.state.at} ${entry.draft.text}`,
  );
const isSend = (init: RequestInit | undefined, url: string) =>
  init?.method?.toUpperCase() === "POST" && url.endsWith("/messages");

/** A network that carries the first `count` messages to the server and loses the answers. */
function losing(count: number): typeof fetch {
  let left = count;
  return async (input, init) => {
    const request = new Request(input, init);
    const isLost = isSend({ method: request.method }, request.url) && left-- > 0;
    const response = await fetch(request);
    if (!isLost) return response;
    await response.arrayBuffer();
    throw new TypeError("Failed to fetch");
  };
}

test("messages whose answers get lost are one bubble and one row each, in the order of writing", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  await agent.ask("status", { body: { status: "online" } });
  const backend = http({ url: world.url, site: shop.id, fetch: losing(3) });
  const chat = createChat({ backend, site: shop.id, cache: memoryCache() });
  try {
    await chat.start();
    for (const text of ["one", "two", "three"]) chat.send(text);
    const bubbles = new Set<number>();
    const stop = chat.timeline.subscribe((entries) => bubbles.add(entries.length));
    await until(() => shown(chat).join() === "1 one,2 two,3 three");
    stop();
    expect([...bubbles]).toEqual([3]);
    const rows = await world.database.query("select seq, text from messages order by seq");
    expect(rows).toEqual([
      { seq: "1", text: "one" },
      { seq: "2", text: "two" },
      { seq: "3", text: "three" },
    ]);
  } finally {
    chat.destroy();
  }
});

test("a message held for the contact arrives with it, a reply is on the screen, and reading it reaches the desk", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  const backend = http({ url: world.url, site: shop.id });
  const chat = createChat({ backend, site: shop.id, cache: memoryCache() });
  try {
    await chat.start();
    chat.send("Hello?");
    await until(() => shown(chat).join() === "held Hello?");
    await chat.identify({ email: "ana@example.com" });
    await until(() => chat.connection.value === "live");
    const [row] = (await agent.ask("inbox")).body.conversations as { id: string }[];
    const id = row?.id ?? "";
    await agent.reply(id, "Hi Ana");
    const reply = await until(() => shown(chat).find((line) => line.endsWith("Hi Ana")));
    const seq = Number(reply.split(" ")[0]);
    chat.attended(seq);
    await until(async () => (await agent.ask("conversation", { id })).body.readUpTo === seq);
    expect(chat.unread.value).toBe(0);
  } finally {
    chat.destroy();
  }
});
