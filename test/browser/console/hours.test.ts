import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { until } from "../../until.js";
import { SETTINGS } from "./scene.js";
import { type Seat, sit } from "./sit.js";

let seat: Seat;
beforeEach(() => page.viewport(1280, 800));
afterEach(() => seat.leave());

const save = page.getByRole("button", { name: "Save" });
const day = (name: string) => page.getByRole("group", { name, exact: true });
const saved = async () => {
  await save.click();
  await expect.element(page.getByText("Saved.", { exact: true })).toBeVisible();
  return seat.server.settings.hours;
};
const OFFICE = [{ from: "09:00", to: "18:00" }];

async function keepHours(): Promise<void> {
  seat = sit({ at: "#/settings" });
  await page.getByRole("radio", { name: "By the clock" }).click();
}

test("hours begin as an office has them, in the owner's zone, and are none until they are wanted", async () => {
  await keepHours();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await expect.element(page.getByLabelText("Time zone")).toHaveValue(timeZone);
  expect(await saved()).toEqual({ timeZone, week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []], holidays: [] });
  await page.getByRole("radio", { name: "Always open" }).click();
  expect(await saved()).toBeUndefined();
});

test("a lunch break, a night, a Saturday; Monday's hours are copied to all workdays", async () => {
  await keepHours();
  await page.getByLabelText("Time zone").fill("Europe/Lisbon");
  await page.getByLabelText("Monday: to").fill("12:30");
  await day("Monday").getByRole("button", { name: "Add hours" }).click();
  expect(document.querySelectorAll<HTMLInputElement>("[aria-label='Monday: from']")[1]?.value).toBe("13:00");
  await page.getByRole("button", { name: "Copy to all workdays" }).click();
  await day("Saturday").getByRole("button", { name: "Add hours" }).click();
  await page.getByLabelText("Saturday: from").fill("20:00");
  await page.getByLabelText("Saturday: to").fill("02:00");
  await expect.element(day("Saturday").getByText("the next day")).toBeVisible();
  await day("Sunday").getByRole("button", { name: "Add hours" }).click();
  await page.getByLabelText("Sunday: from").fill("00:00");
  await page.getByLabelText("Sunday: to").fill("00:00");
  const split = [
    { from: "09:00", to: "12:30" },
    { from: "13:00", to: "16:00" },
  ];
  const weekend = [[{ from: "20:00", to: "02:00" }], [{ from: "00:00", to: "24:00" }]];
  expect(await saved()).toEqual({
    timeZone: "Europe/Lisbon",
    week: [split, split, split, split, split, ...weekend],
    holidays: [],
  });
  await day("Sunday").getByRole("button", { name: "Remove" }).click();
  await expect.element(day("Sunday").getByText("Closed")).toBeVisible();
});

test("what holds right now is said by the site's own clock, and follows what is typed", async () => {
  const always = [{ from: "00:00", to: "24:00" } as const];
  seat = sit({ at: "#/settings" });
  seat.server.settings = {
    ...SETTINGS,
    hours: { timeZone: "Asia/Tokyo", week: [always, always, always, always, always, always, always], holidays: [] },
  };
  seat.server.emit({ type: "site" });
  await expect.element(page.getByText("Now: open", { exact: true })).toBeVisible();
  const tokyo = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Tokyo" }).format(Date.now());
  await page.getByRole("button", { name: "Add a day" }).click();
  await page.getByLabelText("Date", { exact: true }).fill(tokyo);
  await page.getByLabelText("Name", { exact: true }).fill("Inventory");
  await expect.element(page.getByText(/^Now: closed, opens (Mon|Tue|Wed|Thu|Fri|Sat|Sun) 00:00$/)).toBeVisible();
  await save.click();
  await until(() => seat.server.settings.hours?.holidays.length === 1);
  expect(seat.server.settings.hours?.holidays).toEqual([{ date: tokyo, name: "Inventory", spans: [] }]);
});

test("what cannot be is marked where it stands, in words, and nothing is saved", async () => {
  await keepHours();
  await page.getByLabelText("Time zone").fill("Europe/Atlantis");
  await page.getByLabelText("Tuesday: to").fill("09:00");
  await page.getByRole("button", { name: "Add a day" }).click();
  await save.click();
  for (const said of [
    "A time zone has a name like Europe/Lisbon.",
    "From when to when, please: two times that differ.",
    "Which day, please?",
  ])
    await expect.element(page.getByText(said)).toBeVisible();
  expect(seat.server.calls.filter(({ route }) => route === "saveSettings")).toEqual([]);
  await expect.element(page.getByLabelText("Time zone")).toHaveFocus();
});

test("the same day twice is refused, and an absence shorter than two minutes", async () => {
  await keepHours();
  for (const n of [0, 1]) {
    await page.getByRole("button", { name: "Add a day" }).click();
    await page.getByLabelText("Date", { exact: true }).nth(n).fill("2026-12-25");
  }
  await page.getByLabelText("Console closed", { exact: true }).fill("1");
  await save.click();
  await expect.element(page.getByText("Each day once, please.").first()).toBeVisible();
  await expect.element(page.getByText("A time from 2 minutes to 1 day, please.")).toBeVisible();
});

test("the end of the day is wished for once, and kept when going online again", async () => {
  seat = sit();
  const dayEndsAt = Math.floor(Date.now() / 60_000) * 60_000 + 2 * 3_600_000;
  seat.server.me = { ...seat.server.me, status: "online", dayEndsAt };
  seat.server.emit({ type: "site" });
  const status = page.getByRole("button", { name: /^Status:/ });
  await expect.element(status).toHaveTextContent("Online");
  await status.click();
  const wish = page.getByRole("menuitemcheckbox", { name: "Go offline at the end of the day" });
  await expect.element(wish).toHaveAttribute("aria-checked", "false");
  await wish.click();
  await until(() => seat.server.me.offlineAt === dayEndsAt);
  await expect.element(status).toHaveTextContent(/until (\w+ )?\d\d:\d\d/);
  // The day is over.
  const { offlineAt: _, ...over } = seat.server.me;
  seat.server.me = { ...over, status: "offline" };
  seat.server.emit({ type: "site" });
  await expect.element(status).toHaveTextContent("Offline");
  await status.click();
  await page.getByRole("menuitemradio", { name: "Online" }).click();
  await until(() => seat.server.me.status === "online");
  expect(seat.server.me.offlineAt).toBe(dayEndsAt);
});

test("out of hours the desk says what visitors see, also to those who are online", async () => {
  seat = sit();
  seat.server.me = { ...seat.server.me, status: "online", availability: "away", opensAt: Date.now() + 60_000 };
  seat.server.emit({ type: "site" });
  await expect.element(page.getByText(/^Out of hours: visitors see “away” until/)).toBeVisible();
});
