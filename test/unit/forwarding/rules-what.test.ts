/** What a mail holds, how it is threaded, and what becomes of a claimed one. Sentences of the rules the vectors leave out. */
import { describe, expect, test } from "vitest";
import {
  ANA,
  address,
  agent,
  answers,
  BIA,
  bot,
  bounce,
  closes,
  deleted,
  edited,
  leaves,
  mode,
  play,
  read,
  smtp,
  unsubscribes,
  visitor,
} from "./play.js";

const away = [visitor(0, 1), leaves(10)];

describe("content", () => {
  test("what the visitor deleted is no context, and does not count towards a short conversation", async () => {
    const lines = Array.from({ length: 10 }, (_, nth) => visitor(nth, nth + 1));
    const { mails } = await play({ events: [...lines, deleted(20, 3), leaves(30), agent(100, 11)] });
    expect(mails).toMatchObject([{ whole: true, context: [1, 2, 4, 5, 6, 7, 8, 9, 10] }]);
  });

  test("inside an e-mail thread nothing is quoted but what stands between the new replies", async () => {
    const events = [
      ...away,
      agent(100, 2),
      answers(500, 3, "I1", "M1"),
      agent(600, 4),
      answers(605, 5, "I2", "M1"),
      agent(610, 6),
    ];
    expect((await play({ events })).mails[1]).toMatchObject({ t: 630, new: [4, 6], context: [], interleaved: [5], whole: false });
  });

  test("agents' context is the last five of theirs", async () => {
    const replies = Array.from({ length: 7 }, (_, nth) => agent(nth + 1, nth + 2));
    const story = { init: { addressState: "typed" as const }, cfg: { unverifiedContext: "agent" as const } };
    const events = [visitor(0, 1), ...replies, read(20, 8), bot(21, 9), leaves(30), agent(100, 10)];
    expect((await play({ ...story, events })).mails).toMatchObject([{ new: [10], context: [4, 5, 6, 7, 8], whole: false }]);
  });

  test("a whole mail shows what came after the last new reply too", async () => {
    const { mails, T } = await play({ events: [...away, agent(100, 2), visitor(110, 3, 0), bot(111, 4)] });
    expect([mails[0]?.interleaved, mails[0]?.whole, T]).toEqual([[3, 4], true, 4]);
  });

  test("context of nothing means none", async () => {
    const { mails } = await play({ cfg: { context: 0, short: 0 }, events: [...away, agent(100, 2)] });
    expect(mails).toMatchObject([{ context: [], whole: false }]);
  });
});

describe("thread", () => {
  test("References is the root and the last nine", async () => {
    const replies = Array.from({ length: 12 }, (_, nth) => agent(1_000 * (nth + 1), nth + 2));
    const { mails } = await play({ events: [...away, ...replies] });
    expect(mails.at(-1)?.references).toEqual(["C", ..."3456789".split("").map((n) => `M${n}`), "M10", "M11"]);
  });

  test("a mail that came in while ours was deferred stands before it", async () => {
    const events = [
      smtp(0, "250", "4xx"),
      ...away,
      agent(100, 2),
      agent(1_000, 3),
      answers(1_130, 4, "I1", "M1"),
      agent(2_000, 5),
    ];
    expect((await play({ events })).mails.at(-1)).toMatchObject({ inReplyTo: "M2", references: ["C", "M1", "I1", "M2"] });
  });

  test("so does one that came in at the very moment ours was accepted", async () => {
    const events = [...away, agent(100, 2), answers(220, 3, "I1"), agent(1_000, 4)];
    expect((await play({ events })).mails).toMatchObject([{ references: ["C", "I1"] }, { references: ["C", "I1", "M1"] }]);
  });

  test("a conversation begun by e-mail is answered with Re:", async () => {
    const { mails } = await play({ init: { channel: "email" }, events: [answers(0, 1, "I1"), agent(100, 2)] });
    expect(mails).toMatchObject([{ t: 120, subject: "Re: S", inReplyTo: "I1", references: ["C", "I1"] }]);
  });

  test("the same mail coming in twice is one link of the chain and one message", async () => {
    const events = [...away, agent(100, 2), answers(500, 3, "I1", "M1"), answers(501, 4, "I1", "M1"), agent(600, 5)];
    expect((await play({ events })).mails[1]).toMatchObject({ references: ["C", "M1", "I1"], interleaved: [] });
  });
});

describe("reading", () => {
  test("an answer reads the new replies of its mail, not what was written since", async () => {
    const { R } = await play({ events: [...away, agent(100, 2), agent(230, 3), answers(240, 4, "I1", "M1")], until: 250 });
    expect(R).toBe(2);
  });

  test("an answer to a transcript without new replies reads nothing", async () => {
    const events = [
      ...away,
      agent(100, 2),
      read(110, 2),
      agent(120, 3),
      deleted(121, 3),
      closes(130),
      agent(500, 4),
      answers(510, 5, "I1", "M1"),
    ];
    expect((await play({ init: { mode: "transcript" }, events, until: 511 })).R).toBe(2);
  });

  test("an answer to a mail for the former address does not confirm the present one", async () => {
    const events = [...away, agent(100, 2), address(300, BIA, "typed"), answers(400, 3, "I1", "M1")];
    expect(await play({ events })).toMatchObject({ address: BIA, addressState: "typed", R: 2 });
  });
});

describe("a claimed mail", () => {
  const deferred = [smtp(0, "4xx"), ...away, agent(100, 2)];

  test("is given back and mailed anew when a reply in it is edited", async () => {
    const { mails, cancelled } = await play({ events: [...deferred, edited(250, 2)] });
    expect([cancelled, mails.map((mail) => [mail.messageId, mail.t, mail.new, mail.subject])]).toEqual([
      ["M1"],
      [["M2", 280, [2], "S"]],
    ]);
  });

  test("is claimed with an edit of the very second it falls due, and not cancelled by it", async () => {
    const { mails, cancelled } = await play({ events: [...away, agent(100, 2), edited(220, 2)] });
    expect([cancelled, mails.map((mail) => mail.messageId)]).toEqual([[], ["M1"]]);
  });

  test("goes as it is when only its context changes", async () => {
    const { mails } = await play({ events: [...deferred, edited(250, 1), deleted(251, 1)] });
    expect(mails).toMatchObject([{ messageId: "M1", context: [1], attempts: 2 }]);
  });

  test("follows the visitor to a new, confirmed address under its own Message-ID", async () => {
    const { mails, cancelled } = await play({ events: [...deferred, address(250, BIA, "verified")] });
    expect([cancelled, mails.map((mail) => [mail.messageId, mail.to, mail.new])]).toEqual([["M1"], [["M2", BIA, [2]]]]);
  });

  test("leaves nothing when its reply was read meanwhile, also after a change of address", async () => {
    const { mails, cancelled } = await play({ events: [...deferred, address(250, BIA, "verified"), read(260, 2)] });
    expect([cancelled, mails]).toEqual([["M1"], []]);
  });

  test("is cancelled without a rest by a suppression, also where the address changed as well", async () => {
    const events = [...deferred, address(250, BIA, "verified"), unsubscribes(251), address(300, "cia@example.com", "verified")];
    expect(await play({ events })).toMatchObject({ cancelled: ["M1"], mails: [] });
  });

  test("of an old address that bounced goes to the new one", async () => {
    const events = [...deferred, bounce(240, "M1", "5.1.1"), address(250, BIA, "verified")];
    expect(await play({ events })).toMatchObject({ cancelled: ["M1"], mails: [{ to: BIA, new: [2] }] });
  });

  test("once cancelled by switching forwarding off stays unsent when it is switched on again", async () => {
    expect(await play({ events: [...deferred, mode(250, "nothing"), mode(400, "unread")] })).toMatchObject({
      mails: [],
      cancelled: ["M1"],
    });
  });

  test("waits for its next attempt where forwarding was off only in between", async () => {
    const { mails } = await play({ events: [...deferred, mode(250, "nothing"), mode(260, "unread")] });
    expect(mails).toMatchObject([{ messageId: "M1", attempts: 2 }]);
  });

  test("that is a transcript goes also when all of it was read", async () => {
    const { mails } = await play({ init: { mode: "transcript" }, events: [...deferred, read(250, 2)] });
    expect(mails).toMatchObject([{ messageId: "M1", kind: "transcript", attempts: 2 }]);
  });

  test("fails by a deferral later than four days after the claim, not at four days", async () => {
    const wait = (backoff: number) => ({
      cfg: { backoff: [backoff] },
      events: [smtp(0, "4xx", "4xx"), ...away, agent(100, 2)],
      until: 900_000,
    });
    expect(await play(wait(345_600))).toMatchObject({ failed: [], mails: [{ attempts: 3 }] });
    expect(await play(wait(345_601))).toMatchObject({ failed: ["M1"], mails: [] });
  });

  test("taken but not recorded, then read: it is not sent again, and not in the chain", async () => {
    const events = [smtp(0, "lost"), ...away, agent(100, 2), read(300, 2), agent(1_000, 3)];
    const { mails, deliveries, cancelled } = await play({ events });
    expect(deliveries).toEqual([
      ["M1", 220],
      ["M2", 1_120],
    ]);
    expect([cancelled, mails[0]?.references, mails[0]?.subject]).toEqual([["M1"], ["C"], "S"]);
  });
});

describe("addresses", () => {
  test("a bounce of a cancelled mail counts: it may have been taken unseen", async () => {
    const events = [smtp(0, "lost"), ...away, agent(100, 2), read(300, 2), bounce(400, "M1", "5.1.1"), agent(1_000, 3)];
    expect(await play({ events })).toMatchObject({ cancelled: ["M1"], addressState: "suppressed", mails: [] });
  });

  test("a complaint ends it like an unsubscription", async () => {
    const events = [...away, agent(100, 2), { t: 500, type: "complaint" } as const, agent(600, 3)];
    expect(await play({ events })).toMatchObject({ addressState: "suppressed", mails: [{ new: [2] }] });
  });

  test("without an address there is nothing to unsubscribe or confirm", async () => {
    const init = { address: null, addressState: "none" as const };
    const events = [...away, unsubscribes(20), { t: 30, type: "verify" } as const, agent(100, 2), address(300, ANA, "typed")];
    expect(await play({ init, events })).toMatchObject({ addressState: "typed", mails: [{ t: 300 }] });
  });

  test("the first address ever takes over all that was said", async () => {
    const init = { address: null, addressState: "none" as const };
    expect((await play({ init, events: [...away, agent(100, 2), address(300, ANA, "typed")] })).mails).toMatchObject([
      { context: [1] },
    ]);
  });

  test("one in the place of a suppressed one is withheld what came before", async () => {
    const events = [...away, agent(100, 2), unsubscribes(150), address(200, BIA, "typed"), agent(500, 3)];
    expect((await play({ events })).mails).toMatchObject([{ to: BIA, new: [3], context: [] }]);
  });

  test("what is withheld is missing from the count of a short conversation and from a transcript", async () => {
    const before = Array.from({ length: 11 }, (_, nth) => visitor(nth, nth + 1));
    const events = [...before, agent(20, 12), address(30, BIA, "typed"), leaves(40), visitor(90, 13), agent(100, 14)];
    expect((await play({ events })).mails).toMatchObject([{ new: [14], context: [13], whole: true }]);
    const transcript = await play({
      init: { mode: "transcript" },
      events: [visitor(0, 1), agent(20, 2), read(21, 2), address(30, BIA, "typed")],
    });
    expect(transcript.mails).toEqual([]);
  });

  test("the same address in capitals is the same address", async () => {
    const events = [...away, address(20, "Ana@Example.com", "typed"), agent(100, 2)];
    expect(await play({ events })).toMatchObject({ address: ANA, addressState: "verified", mails: [{ context: [1] }] });
  });
});
