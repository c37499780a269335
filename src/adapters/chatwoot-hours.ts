/** Whether an inbox is open by its working hours; an inbox without any is always open. */
import * as v from "valibot";
import { object } from "../protocol/object.js";

const Day = object({
  /** 0 is Sunday. */
  day_of_week: v.number(),
  closed_all_day: v.nullish(v.boolean()),
  open_all_day: v.nullish(v.boolean()),
  open_hour: v.nullish(v.number()),
  open_minutes: v.nullish(v.number()),
  close_hour: v.nullish(v.number()),
  close_minutes: v.nullish(v.number()),
});

export const Inbox = object({
  name: v.nullish(v.string()),
  timezone: v.nullish(v.string()),
  working_hours_enabled: v.nullish(v.boolean()),
  working_hours: v.nullish(v.array(Day)),
});
export type Inbox = v.InferOutput<typeof Inbox>;

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

export function isWithinHours({ working_hours_enabled, working_hours, timezone }: Inbox, now: number): boolean {
  if (!working_hours_enabled) return true;
  const { day, minutes } = wallClock(now, timezone ?? "UTC");
  const today = working_hours?.find(({ day_of_week }) => day_of_week === day);
  if (!today || today.closed_all_day) return false;
  if (today.open_all_day) return true;
  const opens = (today.open_hour ?? 0) * 60 + (today.open_minutes ?? 0);
  const closes = (today.close_hour ?? 0) * 60 + (today.close_minutes ?? 0);
  return opens <= minutes && minutes < closes;
}

function wallClock(now: number, timeZone: string): { readonly day: number; readonly minutes: number } {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return { day: DAYS.indexOf(parts.get("weekday") ?? ""), minutes: Number(parts.get("hour")) * 60 + Number(parts.get("minute")) };
}
