/** Accounts elsewhere, connected on the desk: asked of Meta first, their secrets never handed out again, their troubles shown. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectedAccounts, ConversationRow } from "../../src/protocol/index.js";
import { createServer } from "../../src/server/index.js";
import { graph } from "../meta/graph.js";
import { until } from "../until.js";
import type { AgentInTest } from "./people.js";
import { createWorld } from "./world.js";

const SECRETS = { accessToken: "EAAB-a-token-of-flora-7f31", appSecret: "0123456789abcdef-secret", verifyToken: "our own word" };
const PAGE = { kind: "messenger", account: "1001" } as const;

let url = "";
const webhook = () => `${url}/v1/channels/meta`;
const page = await graph({ ...PAGE, appSecret: SECRETS.appSecret, accessToken: SECRETS.accessToken, webhook });
const world = await createWorld({ meta: { url: page.url } });
url = world.url;
afterAll(() => page.close());

let amelie: AgentInTest;
let stranger: AgentInTest;
beforeAll(async () => {
  amelie = await (await world.shop({ id: "flora" })).agent();
  stranger = await (await world.shop({ id: "garden" })).agent();
});

/** Everything the desk was ever told here. */
const told: string[] = [];
async function asks(agent: AgentInTest, route: "accounts" | "connectAccount" | "disconnectAccount", body?: object) {
  const answer = await agent.ask(route, body && { body });
  told.push(JSON.stringify(answer.body));
  return { ...answer, shown: answer.body as unknown as ConnectedAccounts };
}
const connect = (agent: AgentInTest, more: object = {}) => asks(agent, "connectAccount", { ...PAGE, ...SECRETS, ...more });
const theOne = async () => (await asks(amelie, "accounts")).shown.accounts[0];
const rows = async () => (await amelie.ask("inbox")).body.conversations as ConversationRow[];
const marks = async (id: string) =>
  ((await amelie.ask("conversation", { id })).body.deliveries as { state: string; reason?: string }[]).map(
    ({ state, reason }) => reason ?? state,
  );

test("what could never work is refused, with the field and Meta's reason, and nothing is kept of it", async () => {
  for (const [wrong, field, sentence] of [
    [{ accessToken: "EAAB-of-nobody" }, "accessToken", "Invalid OAuth access token"],
    [{ account: "1002" }, "accessToken", "This token opens Flora Garden Shop, whose number is 1001"],
    [{ account: "the page" }, "account", "a number"],
    [{ appSecret: "short" }, "appSecret", "cannot be used"],
    [{ accessToken: "with a space" }, "accessToken", "without spaces"],
    [{ verifyToken: undefined }, "verifyToken", "needs its verifyToken"],
  ] as const) {
    const { status, body } = await connect(amelie, wrong);
    expect({ status, error: body.error }).toMatchObject({
      status: 400,
      error: { field, message: expect.stringContaining(sentence) },
    });
  }
  page.trouble(503, 2);
  expect((await connect(amelie)).body.error).toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("try again"),
  });
  expect((await asks(amelie, "accounts")).shown).toEqual({ webhook: webhook(), accounts: [] });
});

test("a connected account is answered from the desk, on every node, until its token is refused; a new one goes on with it", async () => {
  const { shown, status } = await connect(amelie);
  expect(status).toBe(200);
  expect(shown.accounts).toEqual([
    {
      ...{ ...PAGE, name: "Flora Garden Shop", humanAgent: false, isConfigured: false },
      ...{ accessToken: { endsIn: "7f31" }, appSecret: { endsIn: "cret" }, verifyToken: {} },
    },
  ]);
  const asked = `${webhook()}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${encodeURIComponent(SECRETS.verifyToken)}`;
  expect(await (await fetch(asked)).text()).toBe("42");

  const other = await createServer({ database: world.database.connection, port: 0, meta: { url: page.url } });
  try {
    url = other.url;
    await page.writes("ana", "Are olive trees hardy?");
  } finally {
    url = world.url;
    await other.close();
  }
  const [row] = await rows();
  const id = row?.id ?? "";
  expect(row).toMatchObject({ channel: "messenger", last: { text: "Are olive trees hardy?" } });
  expect(await theOne()).toMatchObject({ heardAt: expect.any(Number) });
  await amelie.reply(id, "Down to minus ten");
  await until(async () => (await marks(id)).join() === "sent");
  expect(page.received("ana").map(({ text }) => text)).toEqual(["Down to minus ten"]);

  const newToken = "EAAB-another-token-88aa";
  page.revokeToken(newToken);
  await amelie.reply(id, "And they like chalk");
  await until(async () => (await marks(id)).join() === "sent,token");
  const refused = { at: expect.any(Number), reason: expect.stringContaining("Invalid OAuth access token") };
  await until(async () => (await theOne())?.refused !== undefined);
  expect(await theOne()).toMatchObject({ refused });
  // What is not given stays: also the trouble, while only something else is changed.
  await asks(amelie, "connectAccount", { ...PAGE, humanAgent: true });
  expect(await theOne()).toMatchObject({ humanAgent: true, accessToken: { endsIn: "7f31" }, refused });
  await asks(amelie, "connectAccount", { ...PAGE, accessToken: newToken });
  const mended = await theOne();
  expect(mended).toMatchObject({ humanAgent: true, accessToken: { endsIn: "88aa" }, appSecret: { endsIn: "cret" } });
  expect(mended).not.toHaveProperty("refused");
  await amelie.ask("sendAgain", { id, body: { seq: 3 } });
  await until(async () => (await marks(id)).join() === "sent,sent");
});

test("another site's owner neither sees it, nor takes it, nor takes it out", async () => {
  page.revokeToken(SECRETS.accessToken);
  await asks(amelie, "connectAccount", { ...PAGE, ...SECRETS });
  expect((await asks(stranger, "accounts")).shown.accounts).toEqual([]);
  expect((await connect(stranger)).body.error).toMatchObject({ field: "account", message: "This account is connected already" });
  expect((await asks(stranger, "disconnectAccount", PAGE)).status).toBe(200);
  expect(await theOne()).toMatchObject(PAGE);
});

test("when it is taken out its secrets are gone, its conversations stay, and the agent sees that an answer went nowhere", async () => {
  expect((await asks(amelie, "disconnectAccount", PAGE)).shown.accounts).toEqual([]);
  const [row] = await rows();
  const id = row?.id ?? "";
  await amelie.reply(id, "Anything else?");
  await until(async () => (await marks(id)).at(-1) === "not-connected");
  await page.writes("eva", "Hello?");
  expect(await rows()).toHaveLength(1);
  const kept = await world.database.query(
    "select to_jsonb(a) as row from channel_accounts a union all select to_jsonb(s) from channel_states s",
  );
  expect(kept).toEqual([]);
});

test("no secret has ever come back to the desk, or into the log", () => {
  expect(told.length).toBeGreaterThan(10);
  for (const secret of [...Object.values(SECRETS), "EAAB-another-token-88aa", "EAAB-of-nobody"])
    expect(told.concat(world.log).filter((line) => line.includes(secret))).toEqual([]);
});
