/** Messages that come at the same moment in many conversations: each is stored once, numbered in its own, and nobody waits for another. */
import { expect, test } from "vitest";
import { draft, type VisitorInTest } from "./people.js";
import { createWorld } from "./world.js";

const world = await createWorld();
const shop = await world.shop();

async function visitors(count: number): Promise<VisitorInTest[]> {
  const all = await Promise.all(Array.from({ length: count }, (_, n) => shop.knownVisitor(`ana${n}@example.com`)));
  for (const visitor of all) await visitor.say("Hello");
  return all;
}
const seqs = (answers: readonly { body: Record<string, unknown> }[]) => answers.map(({ body }) => body.seq);
const textsOf = async (visitor: VisitorInTest) =>
  ((await visitor.ask("pull")).body.messages as { seq: number; text: string }[]).map(({ seq, text }) => `${seq} ${text}`);

test("forty at once are stored in few statements, each with its own text and the next number of its conversation", async () => {
  const all = await visitors(40);
  // Nothing is stored before all have come, however slowly they do: each is followed by a request that is answered.
  const lock = await world.database.hold("lock table messages in share mode", []);
  const said = all.map((visitor, n) => visitor.say(`Message ${n}`));
  await world.database.queued(1);
  await Promise.all(all.map((visitor) => visitor.ask("typing", { body: { on: true } })));
  await lock.release();
  const answers = await Promise.all(said);
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
  expect(answers.map(({ body }) => `${body.seq} ${body.text}`)).toEqual(all.map((_, n) => `2 Message ${n}`));
  for (const [n, visitor] of all.entries()) expect(await textsOf(visitor)).toEqual(["1 Hello", `2 Message ${n}`]);
  const rows = await world.database.query(
    "select count(distinct xmin::text) as n from messages where seq = 2 and text like 'Message %'",
  );
  expect(Number(rows[0]?.n)).toBeLessThan(30);
});

test("several of one conversation among them are numbered one after the other, and a repeat is the same message", async () => {
  const [ana, bea] = await visitors(2);
  if (ana === undefined || bea === undefined) throw new Error("Nobody is there");
  const twice = draft("Once");
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, (_, n) => ana.say(`Part ${n}`)),
    ana.ask("send", { body: twice }),
    ana.ask("send", { body: twice }),
    bea.say("Me, too"),
  ]);
  expect(new Set(seqs(answers.slice(0, 7)))).toEqual(new Set([2, 3, 4, 5, 6, 7]));
  expect(answers[5]?.body).toEqual(answers[6]?.body);
  expect(await textsOf(ana)).toHaveLength(7);
  expect(await textsOf(bea)).toEqual(["1 Hello", "2 Me, too"]);
});

test("one whose conversation is held waits alone, and the others do not", async () => {
  const all = await visitors(10);
  const [held, ...free] = all;
  if (held === undefined) throw new Error("Nobody is there");
  const lock = await world.database.hold("select from conversations where id = $1 for update", [held.id]);
  const waiting = held.say("I wait");
  expect(seqs(await Promise.all(free.map((visitor) => visitor.say("I do not"))))).toEqual(Array(9).fill(2));
  await world.database.queued(1);
  await lock.release();
  expect((await waiting).body).toMatchObject({ seq: 2, text: "I wait" });
});

test("a first message among them begins its conversation; one that nobody can store spoils none", async () => {
  const [ana, gone] = await visitors(2);
  const fresh = await shop.knownVisitor("fresh@example.com");
  if (ana === undefined || gone === undefined) throw new Error("Nobody is there");
  const used = draft("Mine");
  await gone.ask("send", { body: used });
  const answers = await Promise.all([
    fresh.say("The first"),
    ana.say("The second"),
    gone.ask("send", { body: { ...used, text: "Other words" } }),
    gone.say("Still here"),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 409, 201]);
  expect(answers[0]?.body).toMatchObject({ seq: 1, text: "The first" });
});
