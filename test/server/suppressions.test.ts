/** The site's list of addresses that get no mail: seen, added to, and lifted only by a reader's wish. */
import { expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { until } from "../until.js";
import { quick } from "./letters.js";
import { codeOf } from "./people.js";
import { createWorld } from "./world.js";

const mailer = memoryMailer();
const world = await createWorld({ mail: { mailer, from: "chat@flora.example" }, heartbeatMs: 100 });
const short = { ...quick, awayDelayMs: 100, awayGraceMs: 0, presentDelayMs: 100 };

test("an address taken off by hand is mailed no more, in any conversation, until it is put back", async () => {
  const shop = await world.shop({ rules: short });
  const [visitor, agent] = [await shop.knownVisitor("eva@example.com"), await shop.agent()];
  await agent.ask("suppress", { body: { email: "EVA@example.com" } });
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Hi Eva");
  const view = async () => (await agent.ask("conversation", { id: visitor.id })).body;
  expect(await view()).toMatchObject({
    address: { state: "suppressed", because: "owner" },
    verdicts: [{ seq: 2, do: "nothing", because: "address-suppressed" }],
  });
  expect((await agent.ask("suppressions")).body.suppressions).toMatchObject([{ email: "eva@example.com", because: "owner" }]);
  await agent.ask("resubscribe", { body: { email: "eva@example.com", asked: false } });
  await until(() => mailer.taken.some(({ envelope }) => envelope.to === "eva@example.com"));
  expect((await view()).address).toMatchObject({ state: "typed" });
  expect((await agent.ask("suppressions")).body.suppressions).toMatchObject([{ lifted: { by: "Amélie" } }]);
});

test("what a reader wished is lifted only by an agent's word that they asked, and the word is kept", async () => {
  const shop = await world.shop();
  const agent = await shop.agent();
  await world.database.query(
    "insert into suppressions (site_id, email, because, at) values ($1, 'lars@example.com', 'unsubscribed', 1)",
    [shop.id],
  );
  const lift = (asked: boolean) => agent.ask("resubscribe", { body: { email: "lars@example.com", asked } });
  expect(codeOf(await lift(false))).toBe("400 bad-request");
  expect((await agent.ask("suppressions")).body.suppressions).toEqual([
    { email: "lars@example.com", because: "unsubscribed", at: 1 },
  ]);
  expect((await lift(true)).status).toBe(200);
  expect((await agent.ask("suppressions")).body.suppressions).toMatchObject([
    { lifted: { by: "Amélie", at: expect.any(Number) } },
  ]);
  expect(codeOf(await lift(true))).toBe("404 not-found");
});

test("taking an address off by hand does not make a reader's own wish the agents' to lift", async () => {
  const shop = await world.shop({ rules: short });
  const [visitor, agent] = [await shop.knownVisitor("mia@example.com"), await shop.agent()];
  await visitor.say("Hello");
  await agent.reply(visitor.id, "Hi Mia");
  const letter = await until(() => mailer.taken.find(({ envelope }) => envelope.to === "mia@example.com"));
  const link =
    /<(http[^>]+unsubscribe[^>]+)>/.exec(
      Buffer.from(letter.raw)
        .toString()
        .replace(/\r\n\s+/g, " "),
    )?.[1] ?? "";
  const take = () => agent.ask("suppress", { body: { email: "mia@example.com" } });
  await take();
  await fetch(link, { method: "POST", body: "List-Unsubscribe=One-Click" });
  await take();
  expect((await agent.ask("suppressions")).body.suppressions).toMatchObject([{ because: "unsubscribed" }]);
  expect(codeOf(await agent.ask("resubscribe", { body: { email: "mia@example.com", asked: false } }))).toBe("400 bad-request");
});

test("another site's list is neither shown nor changed", async () => {
  const [shop, other] = [await world.shop(), await world.shop()];
  const [agent, stranger] = [await shop.agent(), await other.agent()];
  await agent.ask("suppress", { body: { email: "eva@example.com" } });
  expect((await stranger.ask("suppressions")).body.suppressions).toEqual([]);
  expect(codeOf(await stranger.ask("resubscribe", { body: { email: "eva@example.com", asked: true } }))).toBe("404 not-found");
  expect((await agent.ask("suppressions")).body.suppressions).toMatchObject([{ email: "eva@example.com" }]);
});
