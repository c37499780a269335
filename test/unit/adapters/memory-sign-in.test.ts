/** Keys to a conversation that becomes a user's, as the reference server has it. */
import { expect, test } from "vitest";
import { memoryWorld } from "../../../src/adapters/memory.js";

test("the token of before goes on until the signed-in one is used, and no other key to the conversation does", () => {
  const { counter, desk } = memoryWorld();
  const own = counter.open({ kind: "new" });
  counter.send(own.token, { id: "019b8d62-7a80-7008-bfbf-7479cb86dfe7", text: "Begun here", seen: 0 });
  const link = desk.resumeSecret(own.conversation);
  const elsewhere = counter.open({ kind: "resume", secret: link });
  const user = counter.open({ kind: "signed", jwt: desk.sign("ana"), token: own.token });
  expect(user.conversation).toBe(own.conversation);
  expect(counter.latest(own.token)).toBe(1);
  expect(() => counter.latest(elsewhere.token)).toThrow("The session is over");
  expect(() => counter.open({ kind: "resume", secret: link })).toThrow("This link has ended");
  expect(counter.latest(user.token)).toBe(1);
  expect(() => counter.latest(own.token)).toThrow("The session is over");
});
