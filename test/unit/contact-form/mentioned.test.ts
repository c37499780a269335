/** An address written into the chat instead of into the form. */
import { expect, test } from "vitest";
import { addressIn } from "../../../src/contact-form/mentioned.js";
import { parseEmail } from "../../../src/protocol/email.js";

test.each([
  ["You can write to ana@example.com.", "ana@example.com"],
  ["ana@example.com?", "ana@example.com"],
  ["(ana@example.com)", "ana@example.com"],
  ["Ana <Ana.Lima+shop@Example.COM>, thanks!", "Ana.Lima+shop@example.com"],
  ["first@example.com, no: second@example.com", "second@example.com"],
  ["メールは 用户@例子.广告 です", "用户@例子.广告"],
  ["follow us @florashop", undefined],
  ["3 pots @ 5 euros each", undefined],
  ["no address at all", undefined],
])("%s → %s", (text, address) => {
  expect(addressIn([text], parseEmail)).toBe(address);
});

test("the last message counts first", () => {
  expect(addressIn(["old@example.com", "nothing here", "new@example.com"], parseEmail)).toBe("new@example.com");
});

test("19 an address is found in 100,000 characters, or not, in linear time", () => {
  const began = process.cpuUsage();
  for (const text of ["a@".repeat(50_000), "@".repeat(100_000), `${"a.".repeat(50_000)}@b.c`, "x ".repeat(50_000)])
    addressIn([text], parseEmail);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(1_000);
});
