/** The guide's adapter (test/harbour) against the service it was written for: every promise, and a whole chat on a bad day. */
import { type Chat, createChat, memoryCache } from "recado/client";
import { backendKit, whySkipped } from "recado/conformance";
import { expect, test } from "vitest";
import { harbour } from "../harbour/adapter.js";
import { url, world } from "../harbour/world.js";
import { until } from "../until.js";

for (const { name, needs, run } of backendKit) {
  const why = whySkipped(needs, world);
  test.skipIf(why !== undefined)(why === undefined ? name : `${name} (skipped: ${why})`, () => run(world));
}

const shown = (chat: Chat) =>
  chat.timeline.value.map((entry) => (entry.kind === "message" ? `${entry.message.by}: ${entry.message.text}` : entry.state.at));

/** A network that loses the first answer to a note; while it is cut nothing goes through, and long polls under way end at once. */
function badNetwork() {
  const lost: string[] = [];
  let line = new AbortController();
  const carry: typeof fetch = async (input, init) => {
    const response = await fetch(input, { ...init, signal: AbortSignal.any([init?.signal ?? [], line.signal].flat()) });
    if (init?.method !== "POST" || !String(input).endsWith("/notes") || lost.length > 0) return response;
    lost.push(await response.text());
    throw new TypeError("Failed to fetch");
  };
  const cut = () => line.abort(new TypeError("Failed to fetch"));
  const mend = () => {
    line = new AbortController();
  };
  return { carry, lost, cut, mend };
}

test("an answer lost, a long poll cut and a reply while the visitor is away: everything is there once, in order", async () => {
  await world.setAvailability("online");
  await world.setContactForm({ whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] });
  const { carry, lost, cut, mend } = badNetwork();
  const visit = { site: "harbour", backend: harbour({ url, fetch: carry }), cache: memoryCache() };

  const first = createChat(visit);
  await first.start();
  first.send("Is berth 7 free?");
  first.send("We are 12 m long.");
  const asked = ["visitor: Is berth 7 free?", "visitor: We are 12 m long."];
  await until(() => shown(first).join() === asked.join());
  expect(lost).toHaveLength(1);
  const [thread = ""] = (JSON.parse(lost[0] ?? "") as { ref: string }).ref.split("/");

  await until(() => first.connection.value === "live");
  cut();
  await until(() => first.connection.value === "offline");
  await world.reply(thread, "It is, until Sunday.");
  expect(shown(first)).toEqual(asked);
  mend();
  const answered = [...asked, "agent: It is, until Sunday."];
  await until(() => shown(first).join() === answered.join());
  first.attended(3);
  await until(() => first.readUpTo.value === 3);
  await world.agentReads(thread, 2);
  await until(() => first.agentsReadUpTo.value === 2);
  first.destroy();

  await world.reply(thread, "Shall we keep it for you?");
  const second = createChat({ ...visit, backend: harbour({ url }) });
  await second.start();
  expect(shown(second)).toEqual(answered);
  await until(() => shown(second).join() === [...answered, "agent: Shall we keep it for you?"].join());
  expect(second.unread.value).toBe(1);
  second.destroy();
});
