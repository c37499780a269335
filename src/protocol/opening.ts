/**
 * Whether a site is open at a moment, and until when that holds. Pure. Times are those of the clock on the site's wall: a span runs
 * from the first moment that clock has reached its start to the first moment it has reached its end, so that where clocks are
 * put forward or back nothing opens twice, and what begins in the hour that is left out begins after it.
 */
import type { Hours, Span } from "./hours.js";
import type { Instant } from "./message.js";

export interface Opening {
  readonly isOpen: boolean;
  /** Since when and until when; absent where that is further away than anybody asks. */
  readonly since?: Instant;
  readonly until?: Instant;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Looked back, and ahead while it is open. While it is closed a year ahead: somebody may open once a year. */
const NEAR_DAYS = 8;
const FAR_DAYS = 366;

/** Without hours it is always open. */
export function openingAt(hours: Hours | undefined, at: Instant): Opening {
  if (hours === undefined) return { isOpen: true };
  const today = dayOf(wallOf(hours.timeZone, at));
  let opened: Instant | undefined;
  let closed: Instant | undefined;
  for (let n = -NEAR_DAYS; n <= FAR_DAYS; n++) {
    for (const [start, end] of spansOf(hours, today + n * DAY_MS)) {
      // They come in the order of their starts; those that touch are one.
      if (opened !== undefined && closed !== undefined && start <= closed) closed = Math.max(closed, end);
      else if (closed !== undefined && closed > at) return open(opened, closed, at);
      else if (start > at) return { isOpen: false, ...(closed !== undefined && { since: closed }), until: start };
      else [opened, closed] = [start, end];
    }
    if (n === NEAR_DAYS && closed !== undefined && closed > at) return open(opened, closed, at);
  }
  return { isOpen: false, ...(closed !== undefined && { since: closed }) };
}

/** What is open from one end of the days looked at to the other began before them, and goes on behind them. */
function open(since: Instant | undefined, until: Instant, at: Instant): Opening {
  const isNear = (end: Instant) => Math.abs(end - at) < (NEAR_DAYS - 1) * DAY_MS;
  return { isOpen: true, ...(since !== undefined && isNear(since) && { since }), ...(isNear(until) && { until }) };
}

/** When the working day that `at` is in ends: with its last closing, also when that is past midnight; else with the wall's next midnight. */
export function dayEnd(hours: Hours, at: Instant): Instant {
  const today = dayOf(wallOf(hours.timeZone, at));
  const lastOf = (day: number) => Math.max(...spansOf(hours, day).map(([, end]) => end));
  return [lastOf(today - DAY_MS), lastOf(today)].find((end) => end > at) ?? instantOf(hours.timeZone, today + DAY_MS);
}

/** The spans that begin on a day, in order of their starts. A day is the UTC midnight that has its date. */
function spansOf({ timeZone, week, holidays }: Hours, day: number): [start: Instant, end: Instant][] {
  const date = new Date(day);
  const text = date.toISOString().slice(0, 10);
  const spans = holidays.find((holiday) => holiday.date === text)?.spans ?? week[(date.getUTCDay() + 6) % 7] ?? [];
  return spans
    .map((span): [Instant, Instant] => [
      instantOf(timeZone, day + msOf(span.from)),
      instantOf(timeZone, day + msOf(span.to) + (isOvernight(span) ? DAY_MS : 0)),
    ])
    .filter(([start, end]) => start < end)
    .sort(([one], [other]) => one - other);
}

/** "24:00" is later than every start. */
const isOvernight = ({ from, to }: Span): boolean => to <= from;

function msOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** The first moment at which the clock on the wall has reached `wall`; after the gap, where it jumps over it. */
function instantOf(timeZone: string, wall: number): Instant {
  // A day before and a day after, whatever is changed in between has both offsets.
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((guess) => wallOf(timeZone, guess) - guess);
  const [before = 0, after = 0] = offsets;
  const candidates = [wall - Math.max(before, after), wall - Math.min(before, after)];
  const found = candidates.find((instant) => wallOf(timeZone, instant) === wall);
  if (found !== undefined) return found;
  // The clock never shows it: it was put forward somewhere between the two.
  let [low = 0, high = 0] = candidates;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallOf(timeZone, middle) < wall) low = middle;
    else high = middle;
  }
  return high;
}

const dayOf = (wall: number): number => Math.floor(wall / DAY_MS) * DAY_MS;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows, written as if it were UTC. */
function wallOf(timeZone: string, at: Instant): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
    clock = new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", hourCycle: "h23", ...numeric, second: "numeric" });
    clocks.set(timeZone, clock);
  }
  const shown: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1_000) + 1_000) % 1_000);
}
