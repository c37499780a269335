/** The owner's numbers of forwarding: saved on the desk, obeyed by the worker, and tried by a mail to oneself. */
import { expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { RULES } from "../../src/forwarding/rules.js";
import { until } from "../until.js";
import { parsed } from "./letters.js";
import { type AgentInTest, codeOf } from "./people.js";
import { createWorld } from "./world.js";

const mailer = memoryMailer();
const world = await createWorld({ mail: { mailer, from: "chat@flora.example" }, heartbeatMs: 100 });

async function withRules(agent: AgentInTest, rules: object, mode = "unread") {
  const settings = (await agent.ask("settings")).body;
  return { ...settings, forwarding: { mode, rules } };
}

test("a delay set on the desk outranks the operator's, and without it the operator's holds again", async () => {
  const shop = await world.shop({ rules: { presentDelayMs: 70_000, awayDelayMs: 80_000 } });
  const [visitor, agent] = [await shop.knownVisitor("ana@example.com"), await shop.agent()];
  expect((await agent.ask("defaults")).body).toMatchObject({
    canMail: true,
    rules: { presentDelayMs: 70_000, awayDelayMs: 80_000, gapMs: RULES.gapMs, unverifiedContext: "all" },
  });
  await visitor.say("Hello");
  const at = Number((await agent.reply(visitor.id, "Hi Ana")).body.at);
  const plan = async () => (await agent.ask("conversation", { id: visitor.id })).body;
  const due = async () => ((await plan()).plan as { until: number }).until - at;
  await until(async () => (await plan()).present === false);
  expect(await due()).toBe(80_000);
  expect((await agent.ask("saveSettings", { body: await withRules(agent, { awayDelayMs: 400_000 }) })).status).toBe(200);
  expect(await due()).toBe(400_000);
  await agent.ask("saveSettings", { body: await withRules(agent, {}) });
  expect(await due()).toBe(80_000);
  await agent.ask("saveSettings", { body: await withRules(agent, { awayDelayMs: 0, awayGraceMs: 0 }) });
  await until(() => mailer.taken.some(({ envelope }) => envelope.to === "ana@example.com"));
});

test("a number out of its limits is refused, and named", async () => {
  const agent = await (await world.shop()).agent();
  const refused = await agent.ask("saveSettings", { body: await withRules(agent, { gapMs: -1 }) });
  expect(refused.body).toMatchObject({ error: { code: "bad-request", field: "forwarding.rules.gapMs" } });
});

test("a test goes to the agent who asked, as a visitor would get it with these settings, saved or not", async () => {
  const shop = await world.shop({ origins: ["https://shop.example"] });
  const agent = await shop.agent();
  const sample = async (rules: object, mode?: string) => {
    const before = mailer.taken.length;
    const { to } = (await agent.ask("sendTest", { body: await withRules(agent, rules, mode) })).body;
    const letter = mailer.taken[before];
    expect([mailer.taken.length, letter?.envelope.to]).toEqual([before + 1, to]);
    if (letter === undefined) throw new Error("No letter was taken");
    return parsed(letter);
  };
  const usual = await sample({});
  expect(usual.to?.[0]?.address).toBe(`${shop.id}.amelie@flora.example`);
  expect(usual.from).toMatchObject({ name: "Amélie at Flora Garden Shop", address: "chat@flora.example" });
  expect(usual.text).toMatch(/put one aside[\s\S]*arrives broken/);
  expect(usual.text).not.toContain("Which are those?");
  expect(usual.html).toContain("https://shop.example/#recado=");
  expect((await sample({ contextCount: 0 })).text).not.toContain("arrives broken");
  expect((await sample({ unverifiedContext: "agent" })).text).not.toContain("arrives broken");
  for (const whole of [await sample({ shortCount: 20 }), await sample({}, "transcript")])
    expect(whole.text).toContain("Which are those?");
  expect((await agent.ask("inbox")).body.conversations).toEqual([]);
});

test("where nothing is mailed there is no test, and a mail server's no is told", async () => {
  const agent = await (await world.shop()).agent();
  expect(codeOf(await agent.ask("sendTest", { body: await withRules(agent, {}, "nothing") }))).toBe("400 bad-request");
  mailer.script([{ was: "refused", reason: "550 5.7.1 Not from you" }]);
  const refused = await agent.ask("sendTest", { body: await withRules(agent, {}) });
  expect(refused.body).toMatchObject({
    error: { code: "unavailable", message: "The mail server did not take it: 550 5.7.1 Not from you" },
  });
});
