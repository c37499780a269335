import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { LINK, serverFake } from "./server-fake.js";
import { type Seat, SIGN_IN, sit } from "./sit.js";

let seat: Seat;
afterEach(() => seat.leave());

const calls = () => seat.server.calls.map(({ route }) => route);
const button = page.getByRole("button", { name: "Sign in" });
const email = page.getByLabelText("Your e-mail address");

test("a link is used up by a click, not by being opened, and its secret leaves the address bar at once", async () => {
  seat = sit({ at: SIGN_IN, signedIn: false });
  await expect.element(button).toBeVisible();
  expect(location.href).not.toContain(LINK);
  expect(calls()).toEqual([]);

  await button.click();
  await expect.element(page.getByRole("link", { name: "Inbox" })).toBeVisible();
  expect(seat.server.calls[0]).toEqual({ route: "signIn", id: undefined, body: { link: LINK } });
});

test("a link that was used says so and offers a new one", async () => {
  seat = sit({ at: SIGN_IN, signedIn: false });
  await button.click();
  await expect.element(page.getByRole("link", { name: "Inbox" })).toBeVisible();
  seat.leave();

  seat = sit({ at: SIGN_IN, signedIn: false, server: seat.server });
  await button.click();
  await expect.element(page.getByText(/has been used or has expired/)).toBeVisible();
  await expect.element(email).toBeVisible();
});

test("what cannot be a link's secret is never sent", async () => {
  seat = sit({ at: "#sign-in=nonsense", signedIn: false });
  await expect.element(page.getByText(/has been used or has expired/)).toBeVisible();
  expect(calls()).not.toContain("signIn");
});

test("an old link in the hands of somebody who is signed in opens the desk", async () => {
  seat = sit({ at: SIGN_IN, signedIn: true });
  seat.server.obstruct("signIn", { refuse: "gone", message: "This link has been used" });
  await button.click();
  await expect.element(page.getByRole("link", { name: "Inbox" })).toBeVisible();
});

test("a server that cannot be reached leaves the link whole, and the next click uses it", async () => {
  seat = sit({ at: SIGN_IN, signedIn: false });
  seat.server.obstruct("signIn", "offline");
  await button.click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/the link is still good/);
  seat.server.obstruct("signIn", undefined);
  await button.click();
  await expect.element(page.getByRole("link", { name: "Inbox" })).toBeVisible();
});

test("without a session a link is asked for; the answer tells nobody who is an agent here", async () => {
  seat = sit({ signedIn: false });
  await email.fill("  Somebody@Example.COM ");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect.element(page.getByText("If Somebody@example.com belongs to an agent here, a link is on its way.")).toBeVisible();
  expect(seat.server.calls.at(-1)).toEqual({ route: "requestLink", id: undefined, body: { email: "Somebody@example.com" } });
});

test("a slip in the address is said beside its field, and nothing is sent", async () => {
  seat = sit({ signedIn: false });
  await email.fill("amelie@flora");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect.element(email).toHaveAccessibleDescription(/not an e-mail address/);
  await expect.element(email).toHaveFocus();
  expect(calls()).not.toContain("requestLink");
});

test("a link that could not be requested says why and keeps the address", async () => {
  seat = sit({ signedIn: false });
  seat.server.obstruct("requestLink", { refuse: "rate-limited", message: "Please wait a minute." });
  await email.fill("amelie@flora.example");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect.element(email).toHaveAccessibleDescription(/Please wait a minute/);
  await expect.element(email).toHaveValue("amelie@flora.example");
});

test("while the server cannot be reached, the page says so and finds its session by itself", async () => {
  const server = serverFake();
  server.obstruct("me", "offline");
  seat = sit({ server });
  await expect.element(page.getByText(/No connection to the server/)).toBeVisible();
  server.obstruct("me", undefined);
  await expect.element(page.getByRole("link", { name: "Inbox" })).toBeVisible();
});
