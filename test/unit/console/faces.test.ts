import { expect, test } from "vitest";
import { initialsOf, nameOf } from "../../../src/console/faces.js";

test("somebody is called by their name, else by their address, else a visitor", () => {
  expect(nameOf({ name: "Ana", email: "ana@example.com" })).toBe("Ana");
  expect(nameOf({ email: "ana@example.com" })).toBe("ana@example.com");
  expect(nameOf(undefined)).toBe("Visitor");
});

test("no name passes for another by characters nobody sees", () => {
  expect(nameOf({ name: "A\u202en\u200ba" })).toBe("Ana");
  expect(nameOf({ name: "\u200b\u2060", email: "ana@example.com" })).toBe("ana@example.com");
});

test("initials are those of the first and last name, in any script", () => {
  expect(initialsOf("João Pedro")).toBe("JP");
  expect(initialsOf("Ana")).toBe("AN");
  expect(initialsOf("maria del carmen ruiz")).toBe("MR");
  expect(initialsOf("李 明")).toBe("李明");
  expect(initialsOf("ana.lopez@example.com")).toBe("AL");
  expect(initialsOf("👋")).toBe("");
  expect(initialsOf(undefined)).toBe("");
});
