/** Row 16 of the security checklist on real servers, over real HTTP: floods end, and an office of 200 people behind one address does not notice. */
import { describe, expect, test } from "vitest";
import { AGENT_ROUTES, ROUTES } from "../../src/protocol/index.js";
import { createServer, type SiteSpec } from "../../src/server/index.js";
import { LIMITS } from "../../src/server/limits/limits.js";
import { type Answer, ask, codeOf, draft, newVisitor } from "./people.js";
import { createWorld, type World } from "./world.js";

const OPEN: Partial<SiteSpec> = {
  settings: { contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] } },
};
const world = await createWorld();

const isRefused = ({ status }: Answer) => status === 429;

/** As fast as they go, some at once, and none begun after the first that is refused. */
async function flooded(
  most: number,
  one: (n: number) => Promise<Answer>,
): Promise<{ taken: number; refusal: Answer | undefined }> {
  let [taken, begun] = [0, 0];
  let refusal: Answer | undefined;
  const lane = async () => {
    while (refusal === undefined && begun < most) {
      const answer = await one(begun++);
      if (isRefused(answer)) refusal = answer;
      else taken += 1;
    }
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return { taken, refusal };
}

describe("16 two hundred people behind one address", () => {
  test("open the chat, read, and write at the same time, and none of them is refused", async () => {
    const shop = await world.shop(OPEN);
    const answers: Answer[] = [];
    const person = async (n: number) => {
      const visitor = await shop.visitor();
      answers.push(await visitor.ask("site"));
      for (let said = 0; said < 5; said++) answers.push(await visitor.say(`${n} says ${said}`), await visitor.ask("pull"));
      answers.push(await visitor.ask("read", { body: { upTo: 1 } }), await visitor.ask("typing", { body: { on: true } }));
      answers.push(await visitor.ask("open", { body: { kind: "stored", token: visitor.session.token } }));
      return visitor.id;
    };
    const people = await Promise.all(Array.from({ length: 200 }, (_, n) => person(n)));
    expect(answers.filter(({ status }) => status >= 300).map(codeOf)).toEqual([]);
    const rows = await world.database.query("select last_seq from conversations where site_id = $1", [shop.id]);
    expect(rows.map(({ last_seq }) => Number(last_seq))).toEqual(people.map(() => 5));
  });

  test("and one of them who floods is refused alone, is told for how long, and is heard again after that", async () => {
    const shop = await world.shop(OPEN);
    const [flooder, neighbour] = [await shop.visitor(), await shop.visitor()];
    const { taken, refusal } = await flooded(1_000, (n) => flooder.say(`flood ${n}`));
    expect(taken).toBeGreaterThanOrEqual(LIMITS.say.visitor.burst);
    expect(taken).toBeLessThan(LIMITS.say.visitor.burst * 2);
    if (refusal === undefined) throw new Error("Nothing was refused");
    expect(codeOf(refusal)).toBe("429 rate-limited");
    const wait = Number(refusal.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(refusal.body).toMatchObject({
      error: { retryAfterSeconds: wait, message: expect.stringContaining("Nothing is lost") },
    });
    // What they are refused is not taken from their neighbours, be it as much as all of them together may have.
    const going = Array.from({ length: 20 }, async () => {
      for (let n = 0; n < LIMITS.say.network.burst / 20; n++) expect((await flooder.say("more")).status).not.toBe(500);
    });
    await Promise.all(going);
    expect((await neighbour.say("Am I heard?")).status).toBe(201);
    // What is refused is not stored, and what is sent again later is.
    let late = draft("the last one");
    // Each second earns one more: until theirs are used up again.
    while ((await flooder.ask("send", { body: late })).status !== 429) late = draft("the last one");
    world.advance(wait * 1_000);
    expect((await flooder.ask("send", { body: late })).status).toBe(201);
  });
});

test("16 a page of the site can read how long to be quiet, and the server logs no trouble for it", async () => {
  const shop = await world.shop({ ...OPEN, origins: ["https://shop.example"] });
  const visitor = await shop.visitor();
  const headers = { origin: "https://shop.example" };
  const { refusal } = await flooded(1_000, () => visitor.ask("typing", { body: { on: true }, headers }));
  expect(refusal?.headers.get("access-control-allow-origin")).toBe("*");
  expect(refusal?.headers.get("access-control-expose-headers")).toMatch(/retry-after/i);
  expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

describe("16 with small numbers", async () => {
  const few = { burst: 3, perMinute: 1 };
  const byNetwork = await createWorld({ trustedProxies: ["127.0.0.1", "::1"], limits: onlyOf("network", few) });
  const unproxied = await createWorld({ limits: onlyOf("network", few) });
  const bySite = await createWorld({ limits: onlyOf("site", few) });
  const from = (address: string) => ({ "x-forwarded-for": address });
  const begin = async (at: World, site: string, headers: Record<string, string> = {}) =>
    (await ask(at.url, ROUTES.open, { body: { kind: "new" }, headers }, { site })).status;

  test("a network has its share, whichever of its addresses asks, and other networks have theirs", async () => {
    const [shop, other] = [await byNetwork.shop(OPEN), await byNetwork.shop(OPEN)];
    for (const last of [1, 2, 3]) expect(await begin(byNetwork, shop.id, from(`192.0.2.${last}`))).toBe(200);
    expect(await begin(byNetwork, shop.id, from("192.0.2.4"))).toBe(429);
    // Also not at another site of the server, nor with somebody else's name before one's own.
    expect(await begin(byNetwork, other.id, from("192.0.2.5"))).toBe(429);
    expect(await begin(byNetwork, shop.id, from("198.51.100.1, 192.0.2.6"))).toBe(429);
    expect(await begin(byNetwork, shop.id, from("198.51.100.1"))).toBe(200);
    for (const group of ["a", "b", "c"]) expect(await begin(byNetwork, shop.id, from(`2001:db8:1:${group}::1`))).toBe(200);
    expect(await begin(byNetwork, shop.id, from("2001:db8:1:d::1"))).toBe(429);
    expect(await begin(byNetwork, shop.id, from("2001:db8:2::1"))).toBe(200);
  });

  test("nobody makes up a network of their own where no proxy is trusted, and the operator is told once", async () => {
    const shop = await unproxied.shop(OPEN);
    for (const n of [1, 2, 3]) expect(await begin(unproxied, shop.id, from(`192.0.${n}.1`))).toBe(200);
    expect(await begin(unproxied, shop.id, from("192.0.99.1"))).toBe(429);
    expect(unproxied.log.filter((line) => line.includes("trustedProxies"))).toHaveLength(1);
    expect(unproxied.log.join()).not.toContain("192.0.");
  });

  test("a site has its share, however many networks ask, and other sites have theirs", async () => {
    const [shop, other] = [await bySite.shop(OPEN), await bySite.shop(OPEN)];
    for (const n of [1, 2, 3]) expect(await begin(bySite, shop.id), `${n}`).toBe(200);
    expect(await begin(bySite, shop.id)).toBe(429);
    expect(await begin(bySite, other.id)).toBe(200);
  });

  let networks = 0;
  test.each<[method: string, path: string]>([
    ...Object.values(ROUTES).map(({ method, path }): [string, string] => [method, path]),
    ["OPTIONS", ROUTES.send.path],
    ["GET", "/v1/files/one?until=1&sign=x"],
    ["GET", "/unsubscribe/one"],
    ["POST", "/unsubscribe/one"],
    ["POST", AGENT_ROUTES.requestLink.path],
    ["POST", AGENT_ROUTES.signIn.path],
  ])("a flood of %s %s is refused, whether anything of it is right or not", async (method, path) => {
    const shop = await byNetwork.shop(OPEN);
    const url = byNetwork.url + path.replace(":site", shop.id);
    // Nobody has come from there before.
    const headers = { ...from(`203.0.${networks++}.1`), "content-type": "application/json" };
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await fetch(url, { method, headers })).status);
    expect(statuses.slice(0, 3)).not.toContain(429);
    expect(statuses.slice(3)).toEqual([429, 429]);
  });
});

test("16 on two nodes of one database a flood ends at twice the numbers, and not later", async () => {
  const second = await createServer({ database: world.database.connection, port: 0, clock: world.now });
  try {
    const shop = await world.shop(OPEN);
    const visitor = await shop.visitor();
    const again = await newVisitor(second.url, shop.id, { kind: "stored", token: visitor.session.token });
    const here = await flooded(1_000, (n) => visitor.say(`here ${n}`));
    const there = await flooded(1_000, (n) => again.say(`there ${n}`));
    expect([here.refusal, there.refusal].map((refusal) => refusal && codeOf(refusal))).toEqual([
      "429 rate-limited",
      "429 rate-limited",
    ]);
    expect(here.taken + there.taken).toBeLessThan(LIMITS.say.visitor.burst * 3);
  } finally {
    await second.close();
  }
});

/** Only these numbers are small. */
function onlyOf(whose: "visitor" | "network" | "site", rate: { burst: number; perMinute: number }) {
  return Object.fromEntries(
    Object.entries(LIMITS).flatMap(([name, limit]) => (whose in limit ? [[name, { [whose]: rate }]] : [])),
  );
}
