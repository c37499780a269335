/** When a mail is due: rows 1–14 of the rules, sentence by sentence, where the vectors leave one out. All through the real worker. */
import { describe, expect, test } from "vitest";
import {
  ANA,
  address,
  agent,
  answers,
  bot,
  closes,
  comes,
  leaves,
  mode,
  note,
  play,
  read,
  smtp,
  typing,
  verifies,
  visitor,
} from "./play.js";

const DAY = 86_400;
const times = async (story: Parameters<typeof play>[0]) => (await play(story)).mails.map((mail) => mail.t);

describe("who is mailed at all", () => {
  test("a conversation that lives in e-mail is mailed like one of the widget", async () => {
    expect(await times({ init: { channel: "email" }, events: [visitor(0, 1), leaves(10), agent(100, 2)] })).toEqual([220]);
  });

  test("an Instagram conversation is not", async () => {
    expect(await times({ init: { channel: "instagram" }, events: [visitor(0, 1), leaves(10), agent(100, 2)] })).toEqual([]);
  });

  test("a reply exactly seven days old still goes when the address comes, a second later it does not", async () => {
    const story = (t: number) => ({
      init: { address: null, addressState: "none" as const },
      events: [visitor(0, 1), leaves(10), agent(100, 2), address(t, ANA, "typed")],
      until: 8 * DAY,
    });
    expect(await times(story(100 + 7 * DAY))).toEqual([100 + 7 * DAY]);
    expect(await times(story(101 + 7 * DAY))).toEqual([]);
  });

  test("switching forwarding off and on again leaves unclaimed replies where they were", async () => {
    const events = [visitor(0, 1), leaves(10), mode(50, "nothing"), agent(100, 2), mode(5_000, "unread")];
    expect(await times({ events })).toEqual([5_000]);
  });
});

describe("a visitor in their mailbox", () => {
  const inMailbox = [visitor(0, 1), leaves(10), agent(100, 2), answers(500, 3, "I1", "M1")];

  test("a stream of replies goes ten minutes after the first at the latest", async () => {
    const replies = Array.from({ length: 60 }, (_, nth) => agent(600 + nth * 15, 4 + nth));
    const mails = (await play({ events: [...inMailbox, ...replies] })).mails;
    expect(mails[1]).toMatchObject({ t: 1_200, new: Array.from({ length: 41 }, (_, nth) => 4 + nth) });
  });

  test("two answers twenty seconds apart are two mails: no gap is kept inside an e-mail thread", async () => {
    expect(await times({ events: [...inMailbox, agent(600, 4), agent(625, 5)] })).toEqual([220, 620, 645]);
  });

  test("being present changes nothing until a stream starts", async () => {
    const events = [visitor(0, 1), agent(100, 2), answers(2_000, 3, "I1", "M1"), agent(2_100, 4)];
    expect(await times({ events })).toEqual([1_000, 2_120]);
  });

  test("a message from the widget ends it", async () => {
    expect(await times({ events: [...inMailbox, visitor(550, 4), agent(600, 5)] })).toEqual([220, 720]);
  });

  test("the end of a stream does not", async () => {
    expect(await times({ events: [...inMailbox, leaves(550), agent(600, 4)] })).toEqual([220, 620]);
  });

  test("closing hurries the mail to ten seconds after it", async () => {
    expect(await times({ events: [...inMailbox, agent(600, 4), closes(602)] })).toEqual([220, 612]);
  });
});

describe("away and present", () => {
  test("leaving late never mails before a minute of absence, also past the cap", async () => {
    expect(await times({ events: [visitor(0, 1), agent(100, 2), leaves(990)] })).toEqual([1_050]);
  });

  test("a stream of replies to somebody present goes half an hour after the first", async () => {
    const replies = Array.from({ length: 40 }, (_, nth) => agent(100 + nth * 60, 2 + nth));
    expect((await times({ events: [visitor(0, 1), ...replies] }))[0]).toBe(1_900);
  });

  test("coming back restarts the long wait", async () => {
    expect(await times({ events: [visitor(0, 1), leaves(10), agent(100, 2), comes(200)] })).toEqual([1_000]);
  });
});

describe("closing", () => {
  test("closed while present, gone at once: ten seconds after closing", async () => {
    expect(await times({ events: [visitor(0, 1), agent(100, 2), closes(130), leaves(135)] })).toEqual([140]);
  });

  test("closed while present, gone a little later: not before they left", async () => {
    expect(await times({ events: [visitor(0, 1), agent(100, 2), closes(130), leaves(145)] })).toEqual([145]);
  });

  test("a bot's goodbye and a note after it keep it closed", async () => {
    expect(await times({ events: [visitor(0, 1), leaves(10), agent(100, 2), closes(110), bot(111, 3), note(112, 4)] })).toEqual([
      120,
    ]);
  });

  test("an agent's message reopens", async () => {
    expect(await times({ events: [visitor(0, 1), leaves(10), agent(100, 2), closes(110), agent(111, 3)] })).toEqual([231]);
  });

  test("an answer nobody vouched for does not", async () => {
    const events = [visitor(0, 1), leaves(10), agent(100, 2), closes(110)];
    const forged = { t: 115, type: "visitor", seq: 3, via: "email", mid: "I1", inReplyTo: "M1", auth: "fail" } as const;
    expect(await times({ events: [...events, forged] })).toEqual([120]);
  });
});

describe("typing", () => {
  const away = [visitor(0, 1), leaves(10), agent(100, 2)];

  test("that stops holds for five seconds more", async () => {
    expect(await times({ events: [...away, typing(218), typing(219, false)] })).toEqual([224]);
  });

  test("that stopped long ago holds nothing, and neither does stopping twice", async () => {
    expect(await times({ events: [...away, typing(110), typing(112, false), typing(219, false)] })).toEqual([220]);
  });

  test("that ended with the reply itself holds nothing, however long the grace", async () => {
    expect(await times({ cfg: { typingGrace: 300 }, events: [visitor(0, 1), leaves(10), typing(95), agent(100, 2)] })).toEqual([
      220,
    ]);
  });

  test("holds also what a closing hurried", async () => {
    expect(await times({ events: [...away, typing(115), closes(116)] })).toEqual([130]);
  });

  test("holds no transcript of what was read", async () => {
    const events = [visitor(0, 1), agent(50, 2), read(60, 2), closes(100), typing(155)];
    expect(await times({ init: { mode: "transcript" }, events })).toEqual([160]);
  });
});

describe("the budget of an unconfirmed address", () => {
  const cfg = { typedDailyMax: 1 };
  const events = [visitor(0, 1), leaves(10), agent(100, 2), agent(1_000, 3)];

  test("does not bind a confirmed one", async () => {
    expect(await times({ cfg, events, until: 3 * DAY })).toEqual([220, 1_120]);
  });

  test("frees the waiting mail when the address is confirmed", async () => {
    const story = { cfg, init: { addressState: "typed" as const }, events: [...events, verifies(5_000)] };
    expect(await times(story)).toEqual([220, 5_000]);
  });

  test("counts only what was accepted", async () => {
    const story = { cfg, init: { addressState: "typed" as const }, events: [smtp(0, "5.7.1"), ...events] };
    expect(await times(story)).toEqual([1_120]);
  });

  test("of nothing mails nothing", async () => {
    const story = { cfg: { typedDailyMax: 0 }, init: { addressState: "typed" as const }, events: [...events, verifies(9_000)] };
    expect(await times(story)).toEqual([9_000]);
  });
});

describe("the transcript that is owed", () => {
  const init = { mode: "transcript" as const };

  test("replaces the mail of the replies when it is due earlier, with them on top", async () => {
    const { mails } = await play({ init, events: [visitor(0, 1), agent(100, 2), visitor(110, 3), agent(120, 4), closes(121)] });
    expect(mails).toMatchObject([{ t: 181, kind: "transcript", whole: true, new: [2, 4], context: [1, 3], interleaved: [] }]);
  });

  test("leaves it to the mail of the replies at a tie", async () => {
    const events = [visitor(0, 1), agent(100, 2), visitor(110, 3), agent(120, 4), closes(121)];
    const { mails } = await play({ init, cfg: { transcriptCloseDelay: 120 }, events });
    expect(mails).toMatchObject([{ t: 241, kind: "transcript", new: [2, 4], context: [1], interleaved: [3] }]);
  });

  test("goes an hour after a bot line that followed the closing", async () => {
    const events = [visitor(0, 1), agent(50, 2), read(60, 2), closes(100), bot(101, 3)];
    expect(await times({ init, events })).toEqual([3_701]);
  });

  test("goes a minute after the closing where only a note followed it", async () => {
    expect(await times({ init, events: [visitor(0, 1), agent(50, 2), read(60, 2), closes(100), note(101, 3)] })).toEqual([160]);
  });

  test("knows no age: an address learned after eight days brings it, with nothing marked new", async () => {
    const events = [visitor(0, 1), leaves(10), agent(100, 2), address(8 * DAY, ANA, "verified")];
    const story = { init: { ...init, address: null, addressState: "none" as const }, events, until: 9 * DAY };
    expect((await play(story)).mails).toMatchObject([{ t: 8 * DAY, kind: "transcript", new: [], context: [1, 2] }]);
  });

  test("is not owed to an unconfirmed address that may not see it all", async () => {
    const story = { init: { ...init, addressState: "typed" as const }, cfg: { unverifiedContext: "agent" as const } };
    expect(await times({ ...story, events: [visitor(0, 1), agent(50, 2), read(60, 2), closes(100)] })).toEqual([]);
  });

  test("was already given by any whole mail, whatever the mode was then", async () => {
    const { mails, T } = await play({ events: [visitor(0, 1), leaves(10), agent(100, 2), mode(500, "transcript"), closes(600)] });
    expect([mails.map((mail) => mail.t), T]).toEqual([[220], 2]);
  });
});
