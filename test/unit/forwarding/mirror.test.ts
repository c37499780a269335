/** A conversation from an agent's side: the rules for visitors hold with the sides changed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AgentSide,
  type Author,
  attempt,
  claim,
  decide,
  type Line,
  mirrored,
  mirroredRules,
  RULES,
} from "../../../src/forwarding/index.js";

const S = 1_000;
const DAY = 86_400 * S;

const line = (seq: number, by: Author, at = seq * S): Line => ({ seq, by, at, deleted: false, edits: 0 });
const side = (known: Partial<AgentSide> = {}): AgentSide => ({
  id: "c/a",
  email: "amelie@flora.example",
  isSuppressed: false,
  isWanted: true,
  lines: [line(1, "visitor"), line(2, "visitor")],
  readCursor: 0,
  seenCursor: 0,
  forwardedCursor: 0,
  team: { state: "away", since: 0 },
  inMailThread: false,
  deliveries: [],
  inbound: [],
  budget: { acceptedForAddress: [], openForAddress: 0 },
  ...known,
});
const at = (now: number, known?: Partial<AgentSide>) => decide(mirrored(side(known)), RULES, now);

describe("decided with the rules for visitors", () => {
  test.each([
    ["two messages are one mail, two minutes after the last", {}, { do: "wait", until: 122 * S, because: "away" }],
    ["read by this agent, there is nothing to mail", { readCursor: 2 }, { do: "nothing", because: "nothing-unread" }],
    ["seen by somebody on duty, neither", { seenCursor: 2 }, { do: "nothing", because: "nothing-unread" }],
    [
      "while somebody is online it waits for them",
      { team: { state: "present" } },
      { do: "wait", until: 902 * S, because: "present" },
    ],
    [
      "and after the last one left for a moment more",
      { team: { state: "away", since: 100 * S } },
      { do: "wait", until: 160 * S, because: "away" },
    ],
    [
      "whoever answered by mail has the next one soon",
      { inMailThread: true },
      { do: "wait", until: 22 * S, because: "mail-thread" },
    ],
    [
      "but not before a colleague who is online",
      { inMailThread: true, team: { state: "present" } },
      { do: "wait", until: 902 * S, because: "present" },
    ],
    ["an agent who wants no mail gets none", { isWanted: false }, { do: "nothing", because: "mode-nothing" }],
    ["nor does an address that is no more", { isSuppressed: true }, { do: "nothing", because: "address-suppressed" }],
    [
      "what agents and the bot say mails nobody",
      { lines: [line(1, "agent"), line(2, "bot"), line(3, "system")] },
      { do: "nothing", because: "nothing-unread" },
    ],
  ] as const)("%s", (_, known, verdict) => {
    expect(at(10 * S, known)).toEqual(verdict);
  });

  test("an answer that crossed a message leaves it to be mailed, with the answer before it", () => {
    const lines = [line(1, "visitor"), line(2, "visitor"), line(3, "agent")];
    const verdict = at(DAY, { lines, seenCursor: 1 });
    expect(verdict).toMatchObject({ do: "send", mail: { new: [2], context: [1], interleaved: [3] } });
  });

  test("a claimed mail is withdrawn when somebody else has seen to all of it", () => {
    const verdict = at(DAY);
    if (verdict.do !== "send") throw new Error("Nothing is mailed");
    const { delivery } = claim(mirrored(side()), verdict.mail, "flora.example", RULES, DAY);
    const look = (known: Partial<AgentSide>) => attempt(mirrored(side({ deliveries: [delivery], ...known })), RULES, DAY);
    expect(look({})).toMatchObject({ state: "claimed", attempts: 1 });
    expect(look({ seenCursor: 1 })).toMatchObject({ state: "claimed" });
    expect(look({ seenCursor: 2 })).toMatchObject({ state: "cancelled", because: "all-read" });
  });

  test("for any conversation: mailed is what the visitor said and neither this agent nor anybody on duty has seen", () => {
    const author = fc.constantFrom<Author>("visitor", "agent", "bot", "system", "note");
    fc.assert(
      fc.property(
        fc.array(author, { maxLength: 30 }),
        fc.nat(30),
        fc.nat(30),
        fc.nat(30),
        (authors, readCursor, seenCursor, m) => {
          const lines = authors.map((by, nth) => line(nth + 1, by));
          const verdict = at(DAY, { lines, readCursor, seenCursor, forwardedCursor: m });
          const missed = lines.filter(({ by, seq }) => by === "visitor" && seq > Math.max(readCursor, seenCursor, m));
          expect(verdict.do === "send" ? verdict.mail.new : []).toEqual(missed.map(({ seq }) => seq));
        },
      ),
    );
  });
});

test("no letter to an agent has the id of one to the visitor", () => {
  const verdict = at(DAY);
  if (verdict.do !== "send") throw new Error("Nothing is mailed");
  const { delivery } = claim(mirrored(side({ id: "c/a" })), verdict.mail, "flora.example", RULES, DAY);
  expect([delivery.messageId, delivery.inReplyTo]).toEqual([
    "<recado.c_2f_a.1.1-2@flora.example>",
    "<recado.c_2f_a@flora.example>",
  ]);
});

describe("the delays for agents", () => {
  test("are the operator's, and the owner's where there are any", () => {
    const operators = { awayDelayMs: 7 * S, contextCount: 2 };
    expect(mirroredRules(operators, {})).toMatchObject({ awayDelayMs: 7 * S, presentDelayMs: 900 * S, contextCount: 2 });
    expect(mirroredRules(operators, { delayMs: 0, onlineDelayMs: 60 * S })).toMatchObject({
      awayDelayMs: 0,
      presentDelayMs: 60 * S,
    });
  });

  test("are never cut short by a cap that was made for shorter ones", () => {
    const rules = mirroredRules({}, { delayMs: DAY, onlineDelayMs: DAY });
    const verdict = (team: AgentSide["team"]) => decide(mirrored(side({ team })), rules, 10 * S);
    for (const team of [{ state: "present" }, { state: "away", since: 0 }] as const)
      expect(verdict(team)).toMatchObject({ do: "wait", until: DAY + S });
  });
});
