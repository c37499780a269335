/** Business hours as they stand in their fields, and back. A time field knows no 24:00: midnight stands in it as 00:00, at whichever end. */
import type { Hours, Span } from "../protocol/index.js";

export interface EditedHours {
  /** False: always open; what was typed stays until it is saved. */
  readonly isKept: boolean;
  readonly timeZone: string;
  readonly week: readonly (readonly Span[])[];
  readonly holidays: readonly EditedHoliday[];
}

export interface EditedHoliday {
  readonly date: string;
  readonly name: string;
  readonly spans: readonly Span[];
}

export const OFFICE_HOURS: Span = { from: "09:00", to: "18:00" };

/** What an owner who has none begins with. */
const OFFICE_WEEK = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [OFFICE_HOURS] : []));

export function asEditedHours(hours: Hours | undefined): EditedHours {
  if (hours === undefined) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { isKept: false, timeZone, week: OFFICE_WEEK, holidays: [] };
  }
  return {
    isKept: true,
    timeZone: hours.timeZone,
    week: hours.week.map(inFields),
    holidays: hours.holidays.map(({ date, name = "", spans }) => ({ date, name, spans: inFields(spans) })),
  };
}

/** May still be unsound: the schema says where. Undefined where the site is always open. */
export function asHours({ isKept, timeZone, week, holidays }: EditedHours) {
  if (!isKept) return undefined;
  return {
    timeZone: timeZone.trim(),
    week: week.map(onWire),
    holidays: holidays.map(({ date, name, spans }) => ({
      date,
      ...(name.trim() === "" ? {} : { name: name.trim() }),
      spans: onWire(spans),
    })),
  };
}

const inFields = (spans: readonly Span[]): Span[] => spans.map(({ from, to }) => ({ from, to: to === "24:00" ? "00:00" : to }));
const onWire = (spans: readonly Span[]): Span[] => spans.map(({ from, to }) => ({ from, to: to === "00:00" ? "24:00" : to }));

/** One of several in place of what it was; undefined takes it away. */
export function replaced<T>(all: readonly T[], index: number, one: T | undefined): T[] {
  return one === undefined ? all.filter((_, n) => n !== index) : all.map((old, n) => (n === index ? one : old));
}
