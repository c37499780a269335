/** Messenger and Instagram conversations in the same inbox, answered on those accounts, against a server that keeps Meta's rules. */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/index.js";
import type { ConversationRow, ConversationView } from "../../src/protocol/index.js";
import { type ChannelAccount, configuredAccounts } from "../../src/server/channels/accounts.js";
import { createServer } from "../../src/server/index.js";
import { graph } from "../meta/graph.js";
import { until } from "../until.js";
import type { AgentInTest } from "./people.js";
import { createWorld } from "./world.js";

const HOUR_MS = 3_600_000;
const SECRET = "an app's secret";
const WORD = "a word of ours";
const secrets = { accessToken: "EAAB-token", appSecret: SECRET, verifyToken: WORD };

let skew = 0;
const now = () => Date.now() + skew;
let url = "";
const webhook = () => `${url}/v1/channels/meta`;
const far = { appSecret: SECRET, accessToken: secrets.accessToken, webhook, now };
const page = await graph({ kind: "messenger", account: "1001", ...far });
const otherPage = await graph({ kind: "messenger", account: "1002", ...far });
const instagram = await graph({ kind: "instagram", account: "2001", ...far });
const channels: ChannelAccount[] = [
  { kind: "messenger", account: "1001", site: "flora", url: page.url, ...secrets },
  { kind: "messenger", account: "1002", site: "garden", url: otherPage.url, humanAgent: true, ...secrets },
  { kind: "instagram", account: "2001", site: "flora", url: instagram.url, ...secrets },
];
const mailer = memoryMailer();
const world = await createWorld({ channels, clock: now, mail: { mailer, from: "chat@flora.example" } });
url = world.url;
afterAll(async () => {
  for (const one of [page, otherPage, instagram]) await one.close();
});

let amelie: AgentInTest;
let bob: AgentInTest;
beforeAll(async () => {
  amelie = await (await world.shop({ id: "flora" })).agent();
  bob = await (await world.shop({ id: "garden" })).agent();
});

let people = 0;
let person = "";
beforeEach(() => {
  person = `${++people}00`;
});

async function inbox(agent: AgentInTest): Promise<ConversationRow[]> {
  return (await agent.ask("inbox")).body.conversations as ConversationRow[];
}
/** The one conversation in which this was said. */
async function conversationWith(agent: AgentInTest, text: string): Promise<ConversationView> {
  for (const { id } of await inbox(agent)) {
    const view = (await agent.ask("conversation", { id })).body as unknown as ConversationView;
    if (view.messages.some((message) => message.text === text)) return view;
  }
  throw new Error(`Nobody has said "${text}"`);
}
const said = ({ messages }: ConversationView) => messages.map(({ by, channel, text }) => `${by} ${channel} ${text}`);
const texts = (at: typeof page, who: string) => at.received(who).map(({ text }) => text);
const marksOf = async (agent: AgentInTest, id: string) =>
  ((await agent.ask("conversation", { id })).body as unknown as ConversationView).deliveries.map(({ state, to, reason }) => ({
    state,
    to,
    reason,
  }));
/** Letters to the agents are another matter. */
const mailedToPeople = () => mailer.taken.map(({ envelope }) => envelope.to).filter((to) => !to.endsWith("@flora.example"));
/** The worker's next look: any news wakes it. */
async function later(ms: number, agent: AgentInTest, id: string): Promise<void> {
  skew += ms;
  await agent.ask("agentTyping", { id, body: { on: false } });
}

describe.each([
  ["messenger", page, "Messenger"],
  ["instagram", instagram, "Instagram"],
] as const)("on %s", (kind, account, name) => {
  test("somebody writes, is answered there once, and the agent sees that it went and was read", async () => {
    await account.writes(person, `Are olive trees hardy? ${person}`);
    const { id, ...view } = await conversationWith(amelie, `Are olive trees hardy? ${person}`);
    expect(said({ id, ...view })).toEqual([`visitor ${kind} Are olive trees hardy? ${person}`]);
    await amelie.reply(id, "Down to minus ten");
    await until(() => account.received(person).length > 0);
    await until(async () => (await marksOf(amelie, id))[0]?.state === "sent");
    expect(await marksOf(amelie, id)).toEqual([{ state: "sent", to: name, reason: undefined }]);
    expect((await amelie.ask("conversation", { id })).body.verdicts).toEqual([]);
    await account.reads(person);
    await until(async () => ((await amelie.ask("conversation", { id })).body.readUpTo as number) === 2);
    expect(texts(account, person)).toEqual(["Down to minus ten"]);
    expect(mailedToPeople()).toEqual([]);
  });

  test("what is told three times is heard once, and what is told out of order is still all heard", async () => {
    account.repeat(3);
    await account.writes(person, `one ${person}`);
    account.repeat(1);
    account.hold();
    await account.writes(person, `two ${person}`);
    await account.writes(person, `three ${person}`);
    await account.release();
    const view = await conversationWith(amelie, `one ${person}`);
    expect(view.messages.map(({ text }) => text).sort()).toEqual([`one ${person}`, `three ${person}`, `two ${person}`]);
  });

  test("a long reply arrives whole, as several messages in order", async () => {
    await account.writes(person, `Tell me more ${person}`);
    const { id } = await conversationWith(amelie, `Tell me more ${person}`);
    const long = Array.from({ length: 500 }, (_, n) => `wörd${n}`).join(" ");
    await amelie.reply(id, long);
    await until(() => texts(account, person).join(" ") === long);
    expect(account.received(person).length).toBeGreaterThan(1);
  });

  test("an outage costs a retry, whether the message went or not, and no second message", async () => {
    await account.writes(person, `Hello? ${person}`);
    const { id } = await conversationWith(amelie, `Hello? ${person}`);
    account.trouble(503, 2);
    await amelie.reply(id, "first");
    await until(async () => (await marksOf(amelie, id))[0]?.state === "waiting");
    expect(texts(account, person)).toEqual([]);
    await later(20_000, amelie, id);
    await until(() => account.received(person).length === 1);
    account.trouble(503, 2, { isDone: true });
    await amelie.reply(id, "second");
    await until(async () => (await marksOf(amelie, id))[1]?.state === "sent");
    await later(3_600_000, amelie, id);
    await amelie.reply(id, "third");
    await until(() => texts(account, person).includes("third"));
    expect(texts(account, person)).toEqual(["first", "second", "third"]);
  });
});

test("beyond the window nothing is sent or mailed, the agent sees why, and may send it again once they have written again", async () => {
  await page.writes(person, `Anybody there? ${person}`);
  const { id } = await conversationWith(amelie, `Anybody there? ${person}`);
  skew += 25 * HOUR_MS;
  await amelie.reply(id, "Sorry to be late");
  await until(async () => (await marksOf(amelie, id))[0]?.state === "failed");
  expect(await marksOf(amelie, id)).toEqual([{ state: "failed", to: "Messenger", reason: "window-closed" }]);
  await later(2 * HOUR_MS, amelie, id);
  expect(texts(page, person)).toEqual([]);
  expect(mailedToPeople()).toEqual([]);
  await page.writes(person, "Still here");
  await amelie.ask("sendAgain", { id, body: { seq: 2 } });
  await until(() => texts(page, person).length > 0);
  expect(texts(page, person)).toEqual(["Sorry to be late"]);
  await until(async () => (await marksOf(amelie, id))[0]?.state === "sent");
});

test("who came by an advertisement may be answered for seven days", async () => {
  await page.writes(person, `From an ad ${person}`, { isFromAd: true });
  const { id } = await conversationWith(amelie, `From an ad ${person}`);
  skew += 6 * 24 * HOUR_MS;
  await amelie.reply(id, "Welcome");
  await until(() => texts(page, person).length > 0);
});

test("where Meta has allowed it, and only there, a human answers after the weekend", async () => {
  await otherPage.writes(person, `On Friday ${person}`);
  const { id } = await conversationWith(bob, `On Friday ${person}`);
  skew += 3 * 24 * HOUR_MS;
  await bob.reply(id, "On Monday");
  await until(() => texts(otherPage, person).length > 0);
});

test("the same number at two accounts is two people, each at the site the account belongs to", async () => {
  await page.writes(person, `At flora ${person}`);
  await otherPage.writes(person, `At garden ${person}`);
  await expect(conversationWith(bob, `At flora ${person}`)).rejects.toThrow("Nobody has said");
  const { id } = await conversationWith(bob, `At garden ${person}`);
  await bob.reply(id, "Welcome to the garden");
  await until(() => texts(otherPage, person).length > 0);
  expect(texts(page, person)).toEqual([]);
});

test("what somebody takes back is gone, and what was answered elsewhere is in the conversation", async () => {
  const mid = await page.writes(person, `My password is rose ${person}`);
  await page.writes(person, `Never mind ${person}`);
  await page.answersElsewhere(person, "From Meta's inbox");
  await page.takesBack(person, mid);
  const view = await conversationWith(amelie, `Never mind ${person}`);
  expect(said(view)).toEqual(["visitor messenger ", `visitor messenger Never mind ${person}`, "bot messenger From Meta's inbox"]);
  expect(view.messages[0]?.deletedAt).toBeDefined();
  expect(texts(page, person)).toEqual([]);
});

test("a picture is told by its address", async () => {
  await page.writes(person, `Look ${person}`, { files: ["https://cdn.example/olive.jpg"] });
  expect(said(await conversationWith(amelie, `Look ${person}\nhttps://cdn.example/olive.jpg`))).toHaveLength(1);
});

test("a reply written while the server was going down is carried by the next one, once", async () => {
  await page.writes(person, `Quick ${person}`);
  const { id } = await conversationWith(amelie, `Quick ${person}`);
  page.trouble(503, 2);
  await amelie.reply(id, "Here");
  await until(async () => (await marksOf(amelie, id))[0]?.state === "waiting");
  await world.restart();
  url = world.url;
  amelie = await world.server
    .signInLink("flora.amelie@flora.example")
    .then(async (link) => (await import("./people.js")).signedIn(world.url, link));
  await later(20_000, amelie, id);
  await until(() => texts(page, person).length > 0);
  expect(texts(page, person)).toEqual(["Here"]);
});

test("what has gone out does not go again, though somebody says so", async () => {
  await page.writes(person, `Once ${person}`);
  const { id } = await conversationWith(amelie, `Once ${person}`);
  await amelie.reply(id, "Once");
  await until(async () => (await marksOf(amelie, id))[0]?.state === "sent");
  await amelie.ask("sendAgain", { id, body: { seq: 2 } });
  await amelie.reply(id, "More");
  await until(() => texts(page, person).includes("More"));
  expect(texts(page, person)).toEqual(["Once", "More"]);
});

test("two nodes on one database carry each reply once, however long it takes", async () => {
  const second = await createServer({
    database: world.database.connection,
    port: 0,
    channels,
    clock: now,
    mail: { mailer, from: "chat@flora.example" },
  });
  // Longer than the other node looks away.
  page.slow(5_500);
  try {
    const all = Array.from({ length: 8 }, (_, n) => `${person}${n}`);
    for (const one of all) await page.writes(one, `Hello ${one}`);
    const ids = await Promise.all(all.map(async (one) => (await conversationWith(amelie, `Hello ${one}`)).id));
    await Promise.all(ids.map((id) => amelie.reply(id, "Hi")));
    await until(
      async () => (await Promise.all(ids.map((id) => marksOf(amelie, id)))).every(([mark]) => mark?.state === "sent"),
      50_000,
    );
    await later(1_000, amelie, ids[0] ?? "");
    expect(all.map((one) => texts(page, one))).toEqual(all.map(() => ["Hi"]));
  } finally {
    page.slow(0);
    await second.close();
  }
});

test("a token that opens nothing any more is told, and no reply is tried for ever", async () => {
  await instagram.writes(person, `Hi ${person}`);
  const { id } = await conversationWith(amelie, `Hi ${person}`);
  instagram.revokeToken();
  await amelie.reply(id, "Hello");
  await until(async () => (await marksOf(amelie, id))[0]?.state === "failed");
  expect((await marksOf(amelie, id))[0]).toMatchObject({ state: "failed", reason: "token" });
});

describe("the webhook", () => {
  const post = (body: string, headers: Record<string, string> = {}) => fetch(webhook(), { method: "POST", body, headers });

  test("answers Meta's challenge, and nobody else's", async () => {
    const asks = (word: string) =>
      fetch(`${webhook()}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${encodeURIComponent(word)}`);
    expect(await (await asks(WORD)).text()).toBe("42");
    // What no database could look for is no word, either.
    for (const word of ["a guess", `${WORD}\0`]) expect((await asks(word)).status).toBe(401);
  });

  test("takes nothing that is not signed by an app of ours", async () => {
    const forged = JSON.stringify({
      object: "page",
      entry: [
        {
          id: "1001",
          time: 1,
          messaging: [{ sender: { id: person }, recipient: { id: "1001" }, timestamp: 1, message: { mid: "x", text: "forged" } }],
        },
      ],
    });
    for (const headers of [{}, { "x-hub-signature-256": "sha256=00" }]) expect((await post(forged, headers)).status).toBe(401);
    await expect(conversationWith(amelie, "forged")).rejects.toThrow("Nobody has said");
  });

  const signedBy = (appSecret: string, body: string) =>
    post(body, { "x-hub-signature-256": `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}` });
  const naming = (accounts: readonly string[]) =>
    JSON.stringify({ object: "page", entry: accounts.map((id) => ({ id, time: 1, messaging: [] })) });

  test("says the same to whatever names no account of ours, whoever has signed it", async () => {
    const answers = await Promise.all(
      [naming(["999"]), naming(["1001\0"]), naming([]), "[1", '{"object":"user","entry":[{"id":"1001"}]}'].map((body) =>
        signedBy(SECRET, body),
      ),
    );
    const forged = await signedBy("another", naming(["1001"]));
    const said = await forged.text();
    expect(forged.status).toBe(401);
    for (const answer of answers) expect({ status: answer.status, said: await answer.text() }).toEqual({ status: 401, said });
    expect((await signedBy(SECRET, naming(["1001", "999", "of nobody"]))).status).toBe(200);
  });

  test("takes a batch of as many accounts as Meta puts into one, and tries few secrets for it", async () => {
    const most = Array.from({ length: 999 }, (_, n) => `${5_000 + n}`);
    expect((await signedBy(SECRET, naming(["1001", ...most]))).status).toBe(200);
    expect((await signedBy(SECRET, naming(["1001", ...most, "6000"]))).status).toBe(401);
    await world.database.query(
      `insert into channel_accounts (kind, account, site_id, access_token, app_secret, verify_token)
      select 'messenger', 7000 + n, 'flora', '', 'secret-' || n, '' from generate_series(1, 11) as n`,
    );
    const several = Array.from({ length: 11 }, (_, n) => `${7_001 + n}`);
    const answers = several.map(async (_, n) => (await signedBy(`secret-${n + 1}`, naming(several))).status);
    expect((await Promise.all(answers)).filter((status) => status === 200)).toHaveLength(10);
  });

  test("logs neither words nor people", () => {
    expect(world.log.join("\n")).not.toMatch(/olive trees|EAAB|password/);
  });
});

test.each([
  [{ account: "the page" }, "an account is the number Meta gives it"],
  [{ site: "" }, "belongs to no site"],
  [{ appSecret: "" }, "appSecret must be a secret"],
  [{ kind: "whatsapp" as "messenger" }, "the kinds are messenger and instagram"],
])("an account that could never work is refused at start: %o", (wrong, sentence) => {
  const [first] = channels;
  expect(() => configuredAccounts([{ ...(first as ChannelAccount), ...wrong }])).toThrow(sentence);
  expect(() => configuredAccounts([first as ChannelAccount, first as ChannelAccount])).toThrow("is there twice");
});
