import { expect, test } from "vitest";
import { hashOf, placeOf } from "../../../src/console/place.js";

const SECRET = "aB3_-".repeat(8).padEnd(43, "x");

test("a sign-in link carries its secret behind the #, where no server sees it", () => {
  expect(placeOf(`#sign-in=${SECRET}`)).toEqual({ at: "sign-in", secret: SECRET });
});

test("what cannot be a secret is none", () => {
  expect(placeOf("#sign-in=")).toEqual({ at: "sign-in", secret: undefined });
  expect(placeOf(`#sign-in=${SECRET}x`)).toEqual({ at: "sign-in", secret: undefined });
});

test("every place finds back from its address", () => {
  for (const place of [{ at: "inbox" }, { at: "settings" }, { at: "conversation", id: "7/ä #%" }] as const) {
    expect(placeOf(hashOf(place))).toEqual(place);
  }
});

test("an address of nowhere, or a mangled one, leads somewhere", () => {
  expect(placeOf("")).toEqual({ at: "inbox" });
  expect(placeOf("#/elsewhere")).toEqual({ at: "inbox" });
  expect(placeOf("#/conversation/%E0%A4%A")).toEqual({ at: "conversation", id: "%E0%A4%A" });
});
