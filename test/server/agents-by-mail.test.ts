/** What a visitor wrote and nobody saw, mailed to the agents, and their answers: real database, worker, listener and signatures. */
import { afterAll, describe, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import type { Hours, MailMe, SiteSettings } from "../../src/protocol/index.js";
import { notice, resolverOf, signed, type Written, written } from "../mails.js";
import { until } from "../until.js";
import { lengthen } from "./grown.js";
import { parsed, quick } from "./letters.js";
import type { AgentInTest, VisitorInTest } from "./people.js";
import { post } from "./post-office.js";
import { createWorld } from "./world.js";

const mailer = memoryMailer();
const world = await createWorld({
  mail: {
    mailer,
    from: "chat@flora.example",
    replyHost: "reply.flora.example",
    inbound: { smtp: { port: 0 }, resolver: resolverOf({ "flora.example": {}, "example.com": {}, "evil.example": {} }) },
  },
  heartbeatMs: 1_000,
});
const isTrouble = (line: string) => line.includes('"level":"error"') && !line.includes("ScriptedCrash");
afterAll(() => expect(world.log.filter(isTrouble)).toEqual([]));

/** The long way from here: past every delay but the one of somebody online. */
const AWHILE_MS = 15_000;
const ORIGIN = "https://shop.example";

interface Team {
  readonly visitor: VisitorInTest;
  readonly visitorsEmail: string;
  readonly amelie: Member;
  readonly tom: Member;
  /** In the order they came in. */
  texts(): Promise<readonly string[]>;
  view(): Promise<Record<string, unknown>>;
  /** Past the delays, and until no side of the conversation is due any more. */
  awhile(ms?: number): Promise<void>;
  /** Until nothing is due in any conversation, now or later: the mailer's next answers are for this one. */
  quiet(): Promise<void>;
}

interface Member {
  readonly email: string;
  readonly desk: AgentInTest;
  mails(): typeof mailer.taken;
  /** The n-th mail to them, once it is there. */
  mail(n?: number): Promise<Awaited<ReturnType<typeof parsed>>>;
  wants(mailMe: MailMe): Promise<unknown>;
  reads(upTo: number): Promise<unknown>;
  is(status: "online" | "invisible" | "offline"): Promise<unknown>;
  /** Answers the last mail to them, as their own provider would send it on. */
  answers(mail?: Omit<Written, "to">, domain?: string): Promise<string>;
}

let teams = 0;
type OfTeam = Pick<SiteSettings, "agentMail" | "hours"> & { rules?: object };
async function team({ rules = {}, ...settings }: OfTeam = {}): Promise<Team> {
  teams += 1;
  const emails = [`amelie${teams}@flora.example`, `tom${teams}@flora.example`] as const;
  const shop = await world.shop({
    origins: [ORIGIN],
    rules: { ...quick, awayDelayMs: 12_000, mailThreadDelayMs: 1_000, leaseMs: 5_000, presentDelayMs: 60_000, ...rules },
    settings,
    agents: [
      { name: "Amélie", email: emails[0] },
      { name: "Tom", email: emails[1], locale: "pt-PT" },
    ],
  });
  const visitorsEmail = `ana${teams}@example.com`;
  const visitor = await shop.knownVisitor(visitorsEmail);
  const port = () => world.server.smtpPort ?? 0;
  const member = async (email: string): Promise<Member> => {
    const desk = await shop.agent(email);
    const mails = () => mailer.taken.filter(({ envelope }) => envelope.to === email);
    return {
      email,
      desk,
      mails,
      mail: async (n = 0) => parsed(await until(() => mails()[n])),
      wants: (mailMe) => desk.ask("mailMe", { body: { mailMe } }),
      reads: (upTo) => desk.ask("agentRead", { id: visitor.id, body: { upTo } }),
      is: (status) => desk.ask("status", { body: { status } }),
      async answers(mail = {}, domain = "flora.example") {
        const last = mails().at(-1);
        if (last === undefined) throw new Error(`Nothing was mailed to ${email}`);
        const to = (await parsed(last)).replyTo?.[0]?.address ?? "";
        return post(port(), { from: email, to, raw: await signed(written({ from: email, to, ...mail }), domain) });
      },
    };
  };
  const [amelie, tom] = [await member(emails[0]), await member(emails[1])];
  // The worker's timers do not follow the clock: what happens, happens to wake it. Nobody was typing, so nothing else comes of it.
  const wake = () => amelie.desk.ask("agentTyping", { id: visitor.id, body: { on: false } });
  const view = async () => (await amelie.desk.ask("conversation", { id: visitor.id })).body;
  return {
    visitor,
    visitorsEmail,
    amelie,
    tom,
    view,
    texts: async () => ((await view()).messages as { text: string }[]).map(({ text }) => text).filter((text) => text !== ""),
    async awhile(ms = AWHILE_MS) {
      world.advance(ms);
      await wake();
      const due = "select 1 from agent_threads where conversation_id = $1 and due_at <= $2";
      await until(async () => (await world.database.query(due, [visitor.id, world.now()])).length === 0);
    },
    async quiet() {
      const due =
        "select due_at from agent_threads where due_at <= $1 union all select due_at from conversations where due_at <= $1";
      // Each mail makes the next one possible; the longest wait of all is an hour.
      for (let round = 0; round < 3; round += 1) {
        world.advance(3_600_000);
        await wake();
        await until(async () => (await world.database.query(due, [world.now()])).length === 0);
      }
    },
  };
}

describe("a visitor's message that nobody saw", () => {
  test("is mailed to every agent: who wrote, from which page, what, and that one may simply answer", async () => {
    const { visitor, visitorsEmail, amelie, tom } = await team();
    await visitor.say("My order arrived with a broken pot", { page: `${ORIGIN}/olive-tree` });
    await visitor.say("It is number 4711");
    world.advance(AWHILE_MS);
    const mail = await amelie.mail();
    expect(mail.from).toEqual({ name: "A visitor via Flora Garden Shop", address: "chat@flora.example" });
    expect(mail.subject).toMatch(/^A visitor wrote to Flora Garden Shop \([0-9A-F]{6}\)$/);
    expect(mail.replyTo?.[0]?.address).toMatch(/^r-[a-z2-7]{26}@reply\.flora\.example$/);
    expect(mail.text).toMatch(/broken pot\n+It is number 4711/);
    for (const told of [visitorsEmail, `${ORIGIN}/olive-tree`, "You can simply reply to this e-mail"])
      expect(mail.text).toContain(told);
    expect(mail.text).toContain(`${world.url}/console/#/conversation/${visitor.id}`);
    expect(mail.headers.map(({ key }) => key)).not.toContain("list-unsubscribe");
    expect((await tom.mail()).subject).toMatch(/^Um visitante escreveu a Flora Garden Shop/);
    await amelie.mail();
    expect([amelie.mails().length, tom.mails().length]).toEqual([1, 1]);
  });

  test("is not mailed to whoever read it in the console first, and to the others all the same", async () => {
    const { visitor, amelie, tom, awhile } = await team();
    await visitor.say("Hello?");
    await amelie.reads(1);
    await awhile();
    await tom.mail();
    expect(amelie.mails()).toEqual([]);
  });

  test("is mailed to nobody when somebody online has read it, or answered it", async () => {
    const [read, answered] = [await team(), await team()];
    await read.visitor.say("Hello?");
    await read.amelie.is("online");
    await read.amelie.reads(1);
    await read.amelie.is("offline");
    await answered.visitor.say("Hello?");
    await answered.amelie.reads(1);
    await answered.amelie.desk.reply(answered.visitor.id, "Hello!");
    for (const { awhile, amelie, tom } of [read, answered]) {
      await awhile(120_000);
      expect([amelie.mails(), tom.mails()]).toEqual([[], []]);
    }
  });

  test("waits while somebody is online, but not for ever: an agent who forgot to leave loses nothing", async () => {
    const { visitor, amelie, tom, awhile } = await team();
    await amelie.is("online");
    await visitor.say("Hello?");
    await awhile(30_000);
    expect([amelie.mails(), tom.mails()]).toEqual([[], []]);
    await awhile(40_000);
    await Promise.all([amelie.mail(), tom.mail()]);
  });

  test("goes when the last one online leaves, and invisible is away", async () => {
    const { visitor, amelie, tom, awhile } = await team({ rules: { presentDelayMs: 3_600_000, presentCapMs: 3_600_000 } });
    await amelie.is("online");
    await visitor.say("Hello?");
    await awhile();
    await amelie.is("invisible");
    await awhile(40_000);
    await Promise.all([amelie.mail(), tom.mail()]);
  });

  test("goes out of hours also while somebody is online, as visitors are told", async () => {
    const hours: Hours = { timeZone: "UTC", week: [[], [], [], [], [], [], []], holidays: [] };
    const slow = { presentDelayMs: 3_600_000, presentCapMs: 3_600_000 };
    const closed = await team({ hours, rules: slow });
    const open = await team({ rules: slow });
    for (const { amelie, visitor } of [closed, open]) {
      await amelie.is("online");
      await visitor.say("Hello?");
    }
    await closed.awhile();
    await open.awhile();
    await Promise.all([closed.amelie.mail(), closed.tom.mail()]);
    expect(open.amelie.mails()).toEqual([]);
  });

  test("goes when the one online has left their console", async () => {
    const { visitor, tom, amelie, awhile } = await team({ rules: { presentDelayMs: 3_600_000, presentCapMs: 3_600_000 } });
    await tom.is("online");
    await visitor.say("Hello?");
    await awhile();
    expect(amelie.mails()).toEqual([]);
    // It is Amélie's desk that the world is woken from; Tom's is not heard of.
    await awhile(11 * 60_000);
    await awhile();
    await amelie.mail();
  });

  test("goes at once, also while somebody is online, to the agent who wants that; and never to the one who wants none", async () => {
    const { visitor, amelie, tom, awhile } = await team();
    await amelie.is("online");
    expect((await tom.desk.ask("me")).body).toMatchObject({ mailMe: "missed" });
    expect(await tom.wants("always")).toMatchObject({ body: { mailMe: "always" } });
    await amelie.wants("never");
    await visitor.say("Hello?");
    await awhile();
    await tom.mail();
    await awhile(120_000);
    expect([amelie.mails().length, tom.mails().length]).toEqual([0, 1]);
  });

  test("is mailed to nobody where the owner has switched it off, and after the owner's own delay where not", async () => {
    const off = await team({ agentMail: { isOn: false } });
    const slow = await team({ agentMail: { isOn: true, delayMs: 3_600_000 } });
    for (const { visitor } of [off, slow]) await visitor.say("Hello?");
    await off.awhile(120_000);
    await slow.awhile(3_000_000);
    expect([off.amelie.mails(), slow.amelie.mails()]).toEqual([[], []]);
    await slow.awhile(600_000);
    await slow.amelie.mail();
    expect(off.amelie.mails()).toEqual([]);
  });

  test("is mailed by its end where it is a flood: how many more there are, the letter says", async () => {
    // Nothing is decided on before all of it is there.
    const { visitor, amelie, awhile } = await team({ rules: { awayDelayMs: 600_000 } });
    await visitor.say("Hello?");
    await lengthen(world.database, visitor.id, 70_000);
    await world.database.query("update agent_threads set read_cursor = 0 where conversation_id = $1", [visitor.id]);
    await awhile(700_000);
    const { text = "" } = await amelie.mail();
    expect(text).toMatch(/And then/);
    expect(text).toMatch(/6\d,\d{3} more messages/);
    const claimed = "select jsonb_array_length(delivery -> 'new') as n from deliveries where conversation_id = $1 limit 1";
    expect(await world.database.query(claimed, [visitor.id])).toEqual([{ n: 70_000 }]);
    expect(await amelie.answers({ text: "Please stop" })).toMatch(/^250 /);
  });

  test("names no page that is not the site's own", async () => {
    const { visitor, amelie } = await team();
    await visitor.say("Hello?", { page: "https://evil.example/login" });
    world.advance(AWHILE_MS);
    await amelie.mail();
    expect(Buffer.from(amelie.mails()[0]?.raw ?? []).toString()).not.toContain("evil");
  });

  test("is mailed once although the server dies right before or right after the mail server takes it", async () => {
    for (const [death, copies] of [
      ["crash", 1],
      ["lost", 2],
    ] as const) {
      const { visitor, amelie, tom, awhile, quiet } = await team();
      await visitor.say("Hello?");
      await Promise.all([amelie.reads(1), tom.wants("never")]);
      await quiet();
      mailer.script([death]);
      await visitor.say("Hello?");
      await awhile();
      await awhile();
      const raws = await until(() => (amelie.mails().length === copies ? amelie.mails() : undefined));
      expect(new Set(raws.map(({ raw }) => Buffer.from(raw).toString())).size).toBe(1);
      await awhile(120_000);
      expect(amelie.mails()).toHaveLength(copies);
    }
  });

  test("stays in the inbox, and with the other agents, when one agent's address is no more", async () => {
    const { visitor, amelie, tom, awhile } = await team();
    await visitor.say("Hello?");
    await awhile();
    await Promise.all([amelie.mail(), tom.mail()]);
    const bounceTo = amelie.mails()[0]?.envelope.from ?? "";
    expect(await post(world.server.smtpPort ?? 0, { from: "", to: bounceTo, raw: notice(bounceTo) })).toMatch(/^250 /);
    await visitor.say("Is anybody there?");
    await awhile();
    expect((await tom.mail(1)).text).toContain("Is anybody there?");
    expect(amelie.mails()).toHaveLength(1);
    expect((await amelie.desk.ask("suppressions")).body).toMatchObject({ suppressions: [{ email: amelie.email }] });
    expect((await amelie.desk.ask("inbox")).body).toMatchObject({ conversations: [{ id: visitor.id, unread: 2 }] });
  });
});

describe("an agent's answer by mail", () => {
  test("is a reply in their name, once however often it comes, and goes to the visitor by the ordinary rules", async () => {
    const { visitor, visitorsEmail, amelie, tom, awhile } = await team();
    await visitor.say("Do you have blue pots?");
    await awhile();
    const mail = await amelie.mail();
    const quoted = `Yes, in three sizes.\n\nOn Monday, A visitor wrote:\n${(mail.text ?? "").replace(/^/gm, "> ")}`;
    const id = "<answer@mail.flora.example>";
    for (let n = 0; n < 2; n += 1) expect(await amelie.answers({ id, text: quoted })).toMatch(/^250 /);
    const { body } = await visitor.ask("pull");
    expect(body).toMatchObject({
      latest: 2,
      messages: [{}, { by: "agent", from: { name: "Amélie" }, channel: "email", text: "Yes, in three sizes." }],
    });
    await awhile();
    const letter = await until(() => mailer.taken.find(({ envelope }) => envelope.to === visitorsEmail));
    const forwarded = await parsed(letter);
    expect(forwarded.text).toContain("Yes, in three sizes.");
    expect(forwarded.from?.name).toBe("Amélie at Flora Garden Shop");
    // Nothing of the agents' own mails is in the visitor's.
    expect(Buffer.from(letter.raw).toString()).not.toContain("answer@mail.flora.example");
    expect([amelie.mails().length, tom.mails().length]).toEqual([1, 1]);
  });

  test("takes back what was still on its way to the others", async () => {
    const { visitor, amelie, tom, awhile, quiet } = await team({ rules: { backoffMs: [60_000] } });
    await visitor.say("Hello?");
    await Promise.all([amelie.reads(1), tom.reads(1)]);
    await quiet();
    mailer.script([{ was: "deferred", reason: "451 later" }]);
    await visitor.say("Are you there?");
    await awhile();
    await until(() => amelie.mails().length + tom.mails().length === 1);
    const [first, other] = amelie.mails().length === 1 ? [amelie, tom] : [tom, amelie];
    expect(await first.answers({ text: "Hello!" })).toMatch(/^250 /);
    await awhile(120_000);
    expect(other.mails()).toEqual([]);
    const taken = "select delivery ->> 'because' as because from deliveries where state = 'cancelled' and conversation_id = $1";
    expect(await world.database.query(taken, [visitor.id])).toEqual([{ because: "all-read" }]);
  });

  test("leaves what crossed it unanswered: it is mailed, quickly and alone to whoever sits in the mailbox", async () => {
    const { visitor, amelie, tom, awhile } = await team({ rules: { awayDelayMs: 30_000 } });
    await visitor.say("Do you have blue pots?");
    await awhile(40_000);
    await amelie.mail();
    await visitor.say("Or green ones?");
    await amelie.answers({ text: "Blue ones, yes." });
    await visitor.say("Hello?");
    await awhile(5_000);
    const next = await amelie.mail(1);
    expect(next.text).toContain("Or green ones?");
    expect(next.subject).toMatch(/^Re: A visitor wrote/);
    expect(next.text).not.toContain("You wrote");
    expect(tom.mails()).toHaveLength(1);
    await awhile(40_000);
    expect((await tom.mail(1)).text).toContain("Blue ones, yes.");
  });

  test("threads: the next mail answers theirs", async () => {
    const { visitor, amelie, awhile } = await team();
    await visitor.say("Do you have blue pots?");
    await awhile();
    const first = await amelie.mail();
    await amelie.answers({ id: "<theirs@mail.flora.example>" });
    await visitor.say("Good.");
    await awhile();
    const next = await amelie.mail(1);
    expect(next.inReplyTo).toBe("<theirs@mail.flora.example>");
    expect(next.references).toContain(first.messageId);
    expect(next.subject).toBe(`Re: ${first.subject}`);
  });

  test("by somebody else, or proven by nobody, is no reply: it waits for a colleague's word, and is then the agent's", async () => {
    const { visitor, amelie, tom, texts, view, awhile } = await team();
    await visitor.say("Where do I pay?");
    await awhile();
    await amelie.mail();
    const said = "To this account: DE89 3704";
    // Mallory signs for Mallory; Tom answers a mail that was forwarded to him.
    expect(await amelie.answers({ text: said }, "evil.example")).toMatch(/^250 /);
    expect(await amelie.answers({ from: tom.email, text: "In cash" })).toMatch(/^250 /);
    expect(await texts()).toEqual(["Where do I pay?"]);
    expect((await visitor.ask("pull")).body).toMatchObject({ latest: 1 });
    const mails = (await view()).mails as { id: string }[];
    expect(mails).toMatchObject([
      { standing: "unconfirmed", because: "not-authentic", agent: { name: "Amélie" } },
      { standing: "unconfirmed", because: "other-sender", agent: { name: "Amélie" } },
    ]);
    await tom.desk.ask("vouch", { id: visitor.id, mail: mails[0]?.id ?? "", body: {} });
    expect((await visitor.ask("pull")).body).toMatchObject({
      messages: [{}, { by: "agent", from: { name: "Amélie" }, channel: "email", text: said }],
    });
  });

  test("by a machine is none: two that answer each other end after one step", async () => {
    const { visitor, amelie, tom, texts, awhile } = await team();
    await visitor.say("Hello?");
    await awhile();
    await amelie.mail();
    expect(await amelie.answers({ text: "I am on holiday", headers: ["Auto-Submitted: auto-replied"] })).toMatch(/^250 /);
    await awhile(120_000);
    expect(await texts()).toEqual(["Hello?"]);
    expect([amelie.mails().length, tom.mails().length]).toEqual([1, 1]);
  });

  test("to an address of somebody's own making is refused", async () => {
    const to = `r-${"a".repeat(26)}@reply.flora.example`;
    expect(await post(world.server.smtpPort ?? 0, { to, raw: written({ to }) })).toMatch(/^550 5\.1\.1 /);
  });
});
