/** Row 17 of the security checklist on a real server: what programs do with the contact form is refused or slowed, and no person loses a message by it. */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { answerTask } from "../../src/adapters/http-challenge.js";
import { type Contact, type Task, TaskGiven } from "../../src/protocol/index.js";
import { createServer } from "../../src/server/index.js";
import { type Answer, codeOf, draft, newVisitor, type VisitorInTest } from "./people.js";
import { createWorld, type Shop } from "./world.js";

const world = await createWorld({ spam: { soonestMs: 400 } });
const HOUR_MS = 3_600_000;
const contact: Contact = { email: "ana@example.com" };
/** As a program fills in a form: all of it. */
const FILLED = { contact: { ...contact, own: [{ name: "Website", value: "https://spam.example" }] } };

const give = (visitor: VisitorInTest, more: object = {}, held = [draft()]) =>
  visitor.ask("identify", { body: { contact, held, stamp: visitor.session.stamp, ...more } });
const isAsked = (answer: Answer) =>
  answer.status === 429 && (answer.body as { error: { field?: string } }).error.field === "challenge";
const stored = async (visitor: VisitorInTest) => (await visitor.ask("pull")).body.latest;
/** As the widget does it. */
const prove = (visitor: VisitorInTest) =>
  answerTask(async (answer) => v.parse(TaskGiven, (await visitor.ask("challenge", { body: { answer } })).body), undefined);
const attacked = async (shop: Shop) => {
  for (let n = 0; n < 5; n++) await give(await shop.visitor(), FILLED);
};

test("17 a person's form is taken, without a task and without a trace, also when its answer was lost and it comes again", async () => {
  const visitor = await (await world.shop()).visitor();
  const held = [draft("one"), draft("two")];
  const [first, again] = [await give(visitor, {}, held), await give(visitor, {}, held)];
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(first.body.messages).toEqual(again.body.messages);
  // Corrected later, with the stamp of the answer; and with a message more than before.
  const change = { contact: { email: "anna@example.com" }, stamp: again.body.stamp };
  expect((await give(visitor, change, [draft("three")])).status).toBe(200);
  expect(await world.database.query("select * from spam_signs")).toEqual([]);
});

test("17 a client older than stamps, and a page that knows its user, are heard as before", async () => {
  const old = await (await world.shop()).visitor();
  expect((await give(old, { stamp: undefined })).status).toBe(200);
  const took: number[] = [];
  for (let n = 0; n < 5; n++) {
    const known = await (await world.shop()).visitor();
    const since = performance.now();
    expect((await give(known, {}, [])).status).toBe(200);
    took.push(performance.now() - since);
  }
  // The machine may keep some of them waiting; we, none.
  expect(Math.min(...took)).toBeLessThan(300);
});

describe("17 a program that", () => {
  test("fills in what nobody sees is asked for work first; done, its form is taken, and that field is kept nowhere", async () => {
    const visitor = await (await world.shop()).visitor();
    expect(isAsked(await give(visitor, FILLED))).toBe(true);
    expect(await stored(visitor)).toBe(0);
    await prove(visitor);
    const taken = await give(visitor, FILLED);
    expect([taken.status, taken.body.contact]).toEqual([200, contact]);
    expect(await world.database.query("select contact from visitors where id = $1", [visitor.id])).toEqual([{ contact }]);
  });

  test.each([undefined, "stamped"])("is too fast waits as long as a person would have taken, %s or not", async (stamped) => {
    const shop = await world.shop();
    const since = performance.now();
    const visitor = await shop.visitor();
    expect((await give(visitor, stamped === undefined ? { stamp: undefined } : {})).status).toBe(200);
    expect(performance.now() - since).toBeGreaterThan(390);
  });

  test("sends many forms at once waits with each of them", async () => {
    const shop = await world.shop();
    const since = performance.now();
    const visitors = await Promise.all(Array.from({ length: 20 }, () => shop.visitor()));
    const answers = await Promise.all(visitors.map((visitor) => give(visitor)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(performance.now() - since).toBeGreaterThan(390);
  });

  test("shows a stamp for another contact is asked, also when both come at once", async () => {
    const shop = await world.shop();
    const visitor = await shop.visitor();
    expect((await give(visitor)).status).toBe(200);
    expect(isAsked(await give(visitor, { contact: { email: "bob@example.com" } }))).toBe(true);
    const other = await shop.visitor();
    const emails = Array.from({ length: 8 }, (_, n) => `parallel${n}@example.com`);
    const answers = await Promise.all(emails.map((email) => give(other, { contact: { email } })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(isAsked)).toHaveLength(7);
    expect(await stored(other)).toBe(2);
  });

  test("shows another visitor's stamp, one of its own making, or a stale one, is asked", async () => {
    const shop = await world.shop();
    const [one, two, three] = [await shop.visitor(), await shop.visitor(), await shop.visitor()];
    const { stamp = "" } = one.session;
    const [at, id, sign] = stamp.split(".");
    for (const wrong of [two.session.stamp, `${Number(at) - HOUR_MS}.${id}.${sign}`, `${at}.${id}.`, `${at}.${id}`, "x", ""])
      expect(isAsked(await give(one, { stamp: wrong })), `${wrong}`).toBe(true);
    expect(await stored(one)).toBe(0);
    world.advance(25 * HOUR_MS);
    expect(isAsked(await give(three))).toBe(true);
    // Whoever comes back to an old tab has a new stamp with the next session, and nothing was lost.
    const back = await newVisitor(world.url, shop.id, { kind: "stored", token: three.session.token });
    expect((await give(back)).status).toBe(200);
  });
});

describe("17 a site under attack", () => {
  test("asks everybody who begins a conversation, with a form or without; whoever is in one goes on", async () => {
    const never = {
      whenOnline: "never" as const,
      whenAway: "never" as const,
      fields: [{ name: "email" as const, required: true }],
    };
    const shop = await world.shop({ settings: { contactForm: never } });
    const regular = await shop.visitor();
    await regular.say("I was here before");
    await attacked(shop);
    const [one, two] = [await shop.visitor(), await shop.visitor()];
    expect(isAsked(await one.say("Hello"))).toBe(true);
    expect(isAsked(await give(two))).toBe(true);
    expect([await stored(one), await stored(two)]).toEqual([0, 0]);
    expect((await regular.say("And I go on")).status).toBe(201);
    await prove(one);
    expect((await one.say("Hello")).status).toBe(201);
    await prove(two);
    expect((await give(two)).status).toBe(200);
    // Another site knows nothing of it, and ten minutes later it is over.
    expect((await give(await (await world.shop()).visitor())).status).toBe(200);
    world.advance(11 * 60_000);
    expect((await (await shop.visitor()).say("Hello")).status).toBe(201);
  });

  test("is one where far more is begun than an office begins, on every node, and not one where 200 people begin", async () => {
    const few = await createServer({
      database: world.database.connection,
      port: 0,
      clock: world.now,
      spam: { begun: 30, soonestMs: 0 },
    });
    try {
      const shop = await world.shop();
      const at = async (url: string) => give(await newVisitor(url, shop.id));
      for (let n = 0; n < 30; n++) expect((await at(few.url)).status).toBe(200);
      world.advance(6_000);
      expect(isAsked(await at(few.url))).toBe(true);
      // 300 are needed here.
      expect((await at(world.url)).status).toBe(200);
    } finally {
      await few.close();
    }
  });

  test("takes an answer once, from whom it was asked, and nothing that is none", async () => {
    const shop = await world.shop();
    await attacked(shop);
    const [one, two] = [await shop.visitor(), await shop.visitor()];
    const answers: (string | undefined)[] = [];
    const answered = async (visitor: VisitorInTest, answer: string | undefined) =>
      v.parse(TaskGiven, (await visitor.ask("challenge", { body: { answer } })).body).task === undefined;
    await answerTask(async (answer) => {
      answers.push(answer);
      return v.parse(TaskGiven, (await one.ask("challenge", { body: { answer } })).body);
    }, undefined);
    const right = answers.at(-1) ?? "";
    expect(await answered(two, right)).toBe(false);
    const again = await newVisitor(world.url, shop.id, { kind: "stored", token: one.session.token });
    expect(await answered(again, right)).toBe(true); // The same session's: a repeat, whose answer was lost.
    // Two's own task: signed for two, and still to be solved.
    const asked = v.parse(TaskGiven, (await two.ask("challenge", { body: {} })).body).task;
    const data = asked?.data ?? "";
    const zeros = Array.from({ length: 16 }, () => 0);
    const few = solved({ kind: "work", data }).split(",").slice(1).join();
    for (const wrong of ["", "x", data, `${data}:`, `${data}:${zeros}`, `${data}:${few}`, `${data}:${"1e9,".repeat(16)}`])
      expect(await answered(two, wrong), wrong).toBe(false);
    // Made easier by whoever is asked.
    const easy = { kind: "work", data: data.replace(/^16\.12\./, "1.1.") };
    expect(await answered(two, solved(easy))).toBe(false);
    expect(isAsked(await give(two))).toBe(true);
    // A minute of work is not kept for tomorrow.
    const task = v.parse(TaskGiven, (await two.ask("challenge", { body: {} })).body).task as Task;
    world.advance(11 * 60_000);
    expect(await answered(two, solved(task))).toBe(false);
  });
});

test("17 an owner's own challenge stands in the same place: asked of the browser, judged by the owner, and its answers spent once", async () => {
  const judged: string[] = [];
  const own = await createServer({
    database: world.database.connection,
    port: 0,
    clock: world.now,
    spam: {
      soonestMs: 0,
      challenge: {
        task: () => ({ kind: "turnstile", data: "site-key" }),
        async accepts(answer) {
          judged.push(answer);
          return answer.startsWith("good") ? answer : undefined;
        },
      },
    },
  });
  try {
    const shop = await world.shop();
    await attacked(shop);
    const [one, two] = [await newVisitor(own.url, shop.id), await newVisitor(own.url, shop.id)];
    const provenBy = (visitor: VisitorInTest, answer: string) =>
      answerTask(
        async (given) => v.parse(TaskGiven, (await visitor.ask("challenge", { body: { answer: given } })).body),
        async ({ kind, data }) => {
          expect([kind, data]).toEqual(["turnstile", "site-key"]);
          return answer;
        },
      );
    await expect(provenBy(one, "bad")).rejects.toThrow("No answer");
    expect(isAsked(await give(one))).toBe(true);
    await provenBy(one, "good-1");
    expect((await give(one)).status).toBe(200);
    await expect(provenBy(two, "good-1")).rejects.toThrow("No answer");
    expect(isAsked(await give(two))).toBe(true);
    expect(judged).toContain("good-1");
  } finally {
    await own.close();
  }
});

test("17 without JavaScript nothing gets past a challenge: every other call is as it was, and the form is not", async () => {
  const shop = await world.shop();
  await attacked(shop);
  const bot = await shop.visitor();
  for (let n = 0; n < 5; n++) expect(isAsked(await give(bot))).toBe(true);
  expect(codeOf(await bot.say("Buy now"))).toMatch(/^4/);
  expect(await stored(bot)).toBe(0);
  const refused = await give(bot);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.body).toMatchObject({ error: { code: "rate-limited", message: expect.stringContaining("not lost") } });
});

/** Node's own way to the same answer. */
function solved({ data }: Task): string {
  const [pieces = 0, bits = 0] = data.split(".").map(Number);
  const hash = (text: string) => Math.clz32(createHash("sha256").update(text).digest().readUInt32BE(0));
  const search = (piece: number) => {
    for (let n = 0; ; n++) if (hash(`${data}:${piece}:${n}`) >= bits) return n;
  };
  return `${data}:${Array.from({ length: pieces }, (_, piece) => search(piece))}`;
}
