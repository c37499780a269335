/** Row 17 of the security checklist: whoever comes to a contact form (bots.ts) meets what is due to them, on a real server. */

import * as v from "valibot";
import { expect, test } from "vitest";
import { answerTask } from "../../src/adapters/http-challenge.js";
import { ROUTES, TaskGiven } from "../../src/protocol/index.js";
import { BOTS, type Caller, type Fate, PEOPLE } from "./bots.js";
import { type Answer, ask, draft, newVisitor, type VisitorInTest } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const SOONEST_MS = 400;
const HOUR_MS = 3_600_000;
/** So many conversations begun are no people's, here. */
const BEGUN = 40;
const CONTACT = { email: "ana@example.com" };
const world = await createWorld({ spam: { soonestMs: SOONEST_MS, begun: BEGUN } });
/** With the numbers that every server has. */
const usual = await createWorld({ spam: { soonestMs: SOONEST_MS } });

const identify = (visitor: VisitorInTest, body: object) => visitor.ask("identify", { body });
const stored = async (visitor: VisitorInTest) => (await visitor.ask("pull")).body.latest;
const given = async (visitor: VisitorInTest, answer: string | undefined) =>
  v.parse(TaskGiven, (await visitor.ask("challenge", { body: { answer } })).body);

/** As the widget does it; returns what it answered. */
async function solve(visitor: VisitorInTest): Promise<string> {
  let last = "";
  await answerTask(async (answer) => {
    last = answer ?? last;
    return given(visitor, answer);
  }, undefined);
  return last;
}

async function signs(shop: Shop): Promise<void> {
  const all = { ...CONTACT, own: [{ name: "Website", value: "https://spam.example" }] };
  for (let n = 0; n < 5; n++) await identify(await shop.visitor(), { contact: all, held: [draft()] });
}

/** A hundred at a time, each a conversation with its first message: who waits keeps nobody else from it. */
async function begin(shop: Shop, count: number): Promise<Answer[]> {
  const left = Array.from({ length: count }, (_, n) => n);
  const answers: Answer[] = [];
  const lane = async () => {
    for (let n = left.pop(); n !== undefined; n = left.pop()) {
      const { session, ask } = await shop.visitor();
      const contact = { email: `person-${n}@example.com` };
      answers.push(await ask("identify", { body: { contact, held: [draft("Buy now")], stamp: session.stamp } }));
    }
  };
  await Promise.all(Array.from({ length: 100 }, lane));
  return answers;
}

async function stampFor({ stamp: kind, contact }: Caller, visitor: VisitorInTest, shop: Shop): Promise<string | undefined> {
  const { stamp = "", token } = visitor.session;
  const [at, id, sign] = stamp.split(".");
  switch (kind) {
    case "none":
      return undefined;
    case "forged":
      return `${at}.${id}.${"A".repeat(sign?.length ?? 0)}`;
    case "older":
      return `${Number(at) - HOUR_MS}.${id}.${sign}`;
    case "another's":
      return (await shop.visitor()).session.stamp;
    case "renewed":
      return (await newVisitor(world.url, shop.id, { kind: "stored", token })).session.stamp;
    case "spent":
      await identify(visitor, { contact: { email: `before.${contact?.email ?? CONTACT.email}` }, held: [], stamp });
      return stamp;
    case undefined:
      return stamp;
  }
}

/** Its last answer. */
async function come(caller: Caller, visitor: VisitorInTest, shop: Shop): Promise<Answer> {
  if (caller.by === "post") {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return ask(world.url, ROUTES.identify, { body: "email=ana%40example.com&text=Hello", headers }, { site: shop.id });
  }
  if (caller.by === "say") return visitor.say("Buy now");
  const contact = {
    ...(caller.contact ?? CONTACT),
    ...(caller.fillsAll && { own: [{ name: "Website", value: "https://spam.example" }] }),
  };
  const held = (caller.says ?? ["Where is my order?"]).map((text) => draft(text));
  const body = { contact, held, stamp: await stampFor(caller, visitor, shop) };
  const first = await identify(visitor, body);
  if (caller.by === "flood") {
    for (let n = 0; ; n++) {
      const answer = await visitor.say(`Buy now, number ${n}`);
      if (answer.status !== 201) return answer;
    }
  }
  if (caller.task === undefined || caller.task === "left") return first;
  if (caller.task === "solved") await solve(visitor);
  else {
    const task = (await given(visitor, undefined)).task;
    const answer = caller.task === "guessed" ? `${task?.data}:${Array(16).fill(0)}` : await solve(await shop.visitor());
    expect((await given(visitor, answer)).task).toBeDefined();
  }
  return identify(visitor, body);
}

/** From the session to what was stored, by the server's clock alone: what a busy machine takes on the way is in neither. */
async function tookMs({ id }: VisitorInTest): Promise<number> {
  const [row] = await world.database.query(
    "select min(at) - (select min(created_at) from visitor_sessions where visitor_id = $1) as took from messages where conversation_id = $1",
    [id],
  );
  return Number(row?.took);
}

async function fateOf(answer: Answer, visitor: VisitorInTest): Promise<Fate> {
  // Node's timers end up to a millisecond before the clock that says when.
  if (answer.status < 300) return (await tookMs(visitor)) >= SOONEST_MS - 1 ? "slowed" : "taken";
  if (answer.status !== 429) return "refused";
  return (answer.body as { error: { field?: string } }).error.field === "challenge" ? "asked" : "limited";
}

async function meets(caller: Caller): Promise<void> {
  const shop = await world.shop();
  if (caller.underAttack === "by its numbers") await begin(shop, BEGUN);
  const visitor = await shop.visitor();
  world.advance(caller.waitsMs ?? 0);
  if (caller.underAttack === "by signs") await signs(shop);
  const answer = await come(caller, visitor, shop);
  const fate = await fateOf(answer, visitor);
  // A machine may be slow with anybody; what matters is that whoever is too quick is.
  expect(caller.fate === "taken" && fate === "slowed" ? "taken" : fate).toBe(caller.fate);
  if (caller.fate === "asked" || caller.fate === "refused") expect(await stored(visitor)).toBe(0);
  // The conversation's own line may be there as well (that of the bot, for one).
  else expect(Number(await stored(visitor))).toBeGreaterThanOrEqual(caller.says?.length ?? 1);
}

const rows = (callers: readonly Caller[]) => callers.map((caller) => [caller.who, caller.fate, caller] as const);
test.each(rows(BOTS))("17 a program that %s is %s", (_who, _fate, caller) => meets(caller));
test.each(rows(PEOPLE))("17 a person who %s is %s", (_who, _fate, caller) => meets(caller));

test("17 two hundred people behind one address, all within a minute, are taken", async () => {
  const answers = await begin(await usual.shop(), 200);
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
});
