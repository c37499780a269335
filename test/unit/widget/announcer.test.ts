import { expect, onTestFinished, test, vi } from "vitest";
import { createAnnouncer } from "../../../src/widget/announcer.js";
import { cleanName, initials } from "../../../src/widget/visible-text.js";

function voice() {
  const timers: (() => void)[] = [];
  const announcer = createAnnouncer(
    (n) => `${n} new messages`,
    (_, call) => {
      timers.push(call);
      return () => {};
    },
    new AbortController().signal,
  );
  return { announcer, pass: () => timers.splice(0).forEach((call) => void call()) };
}

test("the first message is said at once, those on its heels together", () => {
  const { announcer, pass } = voice();
  announcer.message("Ana: one");
  expect(announcer.spoken.value).toBe("Ana: one");
  announcer.message("Ana: two");
  announcer.message("Ana: three");
  expect(announcer.spoken.value).toBe("Ana: one");
  pass();
  expect(announcer.spoken.value).toBe("Ana: two\nAna: three");
});

test("more than three in two seconds are counted", () => {
  const { announcer, pass } = voice();
  for (const text of ["1", "2", "3", "4", "5"]) announcer.message(text);
  pass();
  expect(announcer.spoken.value).toBe("4 new messages");
});

test("the same words twice are a change, or nobody would hear them", () => {
  const { announcer } = voice();
  announcer.say("Message sent");
  const before = announcer.spoken.value;
  announcer.say("Message sent");
  expect(announcer.spoken.value).not.toBe(before);
  expect(announcer.spoken.value.trim()).toBe("Message sent");
});

test("typing is mentioned once in thirty seconds", () => {
  const { announcer, pass } = voice();
  announcer.typing("Ana is writing");
  announcer.say("something else");
  announcer.typing("Ana is writing");
  expect(announcer.spoken.value).toBe("something else");
  pass();
  announcer.typing("Ana is writing");
  expect(announcer.spoken.value).toBe("Ana is writing");
});

test("row 4 of the security checklist: a name shows what it is: no overrides, no invisible letters", () => {
  expect(cleanName("\u202eana\u200b\u2066\u0007 silva\u3164")).toBe("ana silva");
});

test.each([
  ["Amélie Martin", "AM"],
  ["tiago", "T"],
  ["Ana Maria da Silva", "AS"],
  ["👩‍🌾 Flora", "👩F"],
  ["E\u0301lan Kim", "E\u0301K"],
  ["", ""],
])("the initials of %j are %j", (name, expected) => {
  expect(initials(name)).toBe(expected);
});

test("of Latin letters they are found without a segmenter, which is slow to make", () => {
  const made = vi.spyOn(Intl, "Segmenter");
  onTestFinished(() => made.mockRestore());
  expect(initials("Amélie Martin")).toBe("AM");
  expect(made).not.toHaveBeenCalled();
});
