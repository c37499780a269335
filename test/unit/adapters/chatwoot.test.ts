/** The pure parts of the Chatwoot adapter, and its line's patience. What it says to a server is tried in test/server/chatwoot.test.ts. */
import { afterEach, expect, test, vi } from "vitest";
import { cable } from "../../../src/adapters/chatwoot-cable.js";
import { type Inbox, isWithinHours } from "../../../src/adapters/chatwoot-hours.js";
import { entered, lastBefore, ledger, type Told } from "../../../src/adapters/chatwoot-ledger.js";

const told = (key: number, more: Partial<Told["message"]> = {}): Told => ({
  key,
  message: { id: `${key}`, by: "agent", channel: "widget", text: `text ${key}`, at: key * 1_000, ...more },
});
const numbers = (book: ReturnType<typeof ledger>) => book.entries.map(({ key, message }) => [key, message.seq]);

test("messages are numbered in the order of their ids, however they are told", () => {
  const book = entered(entered(ledger("c"), [told(12), told(10)]), [told(12), told(40)]);
  expect(numbers(book)).toEqual([
    [10, 1],
    [12, 2],
    [40, 3],
  ]);
  expect(book.epoch).toBe("c");
});

test("a message that belongs before one already numbered makes another epoch", () => {
  const book = entered(entered(ledger("c"), [told(10), told(12)]), [told(11)]);
  expect(numbers(book)).toEqual([
    [10, 1],
    [11, 2],
    [12, 3],
  ]);
  expect(book.epoch).not.toBe("c");
});

test("what was deleted does not come back with a page that was on its way", () => {
  const deleted = entered(entered(ledger("c"), [told(10)]), [told(10, { text: "", deletedAt: 10_000 })]);
  expect(entered(deleted, [told(10)]).entries[0]?.message).toMatchObject({ text: "", deletedAt: 10_000 });
});

test("whoever looked within the second in which a message came may have looked before it", () => {
  const book = entered(ledger("c"), [told(10), told(11), told(12)]);
  expect([0, 10, 11, 12, 13].map((seconds) => lastBefore(book, seconds))).toEqual([0, 0, 1, 2, 3]);
  expect(lastBefore(book, null)).toBe(0);
});

const NINE_TO_SIX: Inbox = {
  timezone: "America/Sao_Paulo", // UTC-3 all year.
  working_hours_enabled: true,
  working_hours: [
    { day_of_week: 0, closed_all_day: true },
    { day_of_week: 1, open_hour: 9, open_minutes: 0, close_hour: 18, close_minutes: 30 },
    { day_of_week: 2, open_all_day: true },
  ],
};

test.each([
  ["Monday before nine", "2026-11-23T11:59:00Z", false],
  ["Monday at nine", "2026-11-23T12:00:00Z", true],
  ["Monday, the last minute", "2026-11-23T21:29:00Z", true],
  ["Monday at half past six", "2026-11-23T21:30:00Z", false],
  ["Monday in UTC and still Sunday there", "2026-11-23T02:00:00Z", false],
  ["Tuesday, all day", "2026-11-24T03:00:00Z", true],
  ["Wednesday, of which nothing is said", "2026-11-25T15:00:00Z", false],
])("working hours: %s", (_, at, isOpen) => {
  expect(isWithinHours(NINE_TO_SIX, Date.parse(at))).toBe(isOpen);
});

test("an inbox without working hours is always open", () => {
  expect(isWithinHours({ ...NINE_TO_SIX, working_hours_enabled: false }, Date.parse("2026-11-22T15:00:00Z"))).toBe(true);
});

afterEach(() => void vi.useRealTimers());

/** As much of a WebSocket as the line asks of one. */
function socket() {
  const target = new EventTarget();
  const said: string[] = [];
  const made = Object.assign(target, {
    send: (frame: string) => said.push(frame),
    close: () => target.dispatchEvent(new Event("close")),
  });
  const tell = (frame: object) => target.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  return { socket: made as unknown as WebSocket, said, tell };
}

test("a line on which not even pings come is given up", async () => {
  vi.useFakeTimers();
  const { socket: open, said, tell } = socket();
  const up = vi.fn();
  const nothing = () => {};
  const parts = { onUp: up, onEvent: nothing, onBeat: nothing, onTime: nothing };
  const line = cable(
    { url: "https://c.example", pubsubToken: "p", open: () => open, beatMs: 60_000, ...parts },
    new AbortController().signal,
  );
  const ended = line.catch((error: { code: string }) => error.code);
  tell({ type: "welcome" });
  tell({ type: "confirm_subscription" });
  expect(said.map((frame) => JSON.parse(frame).command)).toEqual(["subscribe"]);
  expect(up).toHaveBeenCalledOnce();
  for (let second = 0; second < 60; second += 3) {
    vi.advanceTimersByTime(3_000);
    tell({ type: "ping", message: second });
  }
  const before = Date.now();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await ended).toBe("timeout");
  expect(Date.now() - before).toBe(60_000);
});
