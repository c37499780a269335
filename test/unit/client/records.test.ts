/** Whose records a device keeps, where several tabs write them: decided in the moment of writing, by what is there. */
import { expect, test } from "vitest";
import { memoryCache } from "../../../src/client/index.js";
import { records } from "../../../src/client/records.js";

const [OLD, FRESH, STRANGER] = ["o", "f", "s"].map((letter) => letter.repeat(43)) as [string, string, string];

const session = (token: string, conversation = "c1") =>
  ({ token, conversation, mine: 0, told: 0, agentsReadUpTo: 0, isVouched: true }) as const;

test("a fresher token takes the place of the one it was given for, and neither that one nor a stranger's takes it back", async () => {
  const device = records(memoryCache(), "shop");
  const kept = async () => (await device.load()).session?.token;
  await device.saveSession(session(OLD), "strict");
  await device.saveSession(session(FRESH), "strict", OLD);
  expect(await kept()).toBe(FRESH);
  // A tab that has not heard of it yet; and one that has begun a conversation of its own.
  await device.saveSession(session(OLD), "strict", OLD);
  await device.saveSession(session(STRANGER, "c2"), "strict");
  expect(await kept()).toBe(FRESH);
});

test.each([
  ["by its name: everything", undefined, false, 0],
  ["because this token ended: that one, and no draft", OLD, false, 1],
  ["because this token ended: not a fresher one", STRANGER, true, 1],
  ["because all its tokens ended: whichever there is, and no draft", true, false, 1],
] as const)("a conversation is forgotten %s", async (_, worthless, isSession, drafts) => {
  const device = records(memoryCache(), "shop");
  await device.saveSession(session(OLD), "strict");
  const draft = { id: "0198c1f0-5c1e-7b3a-8d4e-111111111111", text: "Hello", seen: 0 };
  await device.saveDrafts([{ draft, files: [], conversation: "c1", writtenAt: 1, state: { at: "queued" } }], undefined);
  await device.forget("c2", worthless);
  await device.forget("c1", worthless);
  const left = await device.load();
  expect([left.session !== undefined, left.drafts.length]).toEqual([isSession, drafts]);
});
