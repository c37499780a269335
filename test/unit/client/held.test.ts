/** Held messages, whatever happens around the form: released once, in order, or not at all. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ChatError } from "../../../src/client/index.js";
import { contactGate } from "../../../src/contact-form/gate.js";
import { settled } from "./fake-clock.js";
import { ASKS_WHEN_AWAY, stage } from "./stage.js";

type Step = "write" | "leave" | "come back" | "submit" | "submit, answer lost" | "submit, refused" | "submit, offline" | "reload";
const STEPS: readonly Step[] = [
  "write",
  "leave",
  "come back",
  "submit",
  "submit, answer lost",
  "submit, refused",
  "submit, offline",
  "reload",
];
const ANA = { email: "ana@example.com" };
const FORMS = [
  ASKS_WHEN_AWAY,
  { ...ASKS_WHEN_AWAY, whenOnline: "required" },
  { ...ASKS_WHEN_AWAY, whenAway: "optional" },
] as const;

async function play(form: (typeof FORMS)[number], steps: readonly Step[]): Promise<void> {
  let now = stage({ site: { availability: "away", contactForm: form }, gate: contactGate });
  await now.chat.start();
  const written: string[] = [];
  /** Those that were held when the server knew nobody. */
  const held = new Set<string>();
  const stored = () =>
    now.agent
      .messages()
      .filter(({ by }) => by === "visitor")
      .map(({ text }) => text);
  const submit = () => now.chat.identify(ANA).catch((error: unknown) => expect(error).toBeInstanceOf(ChatError));

  for (const step of steps) {
    if (step === "write") {
      written.push(`message ${written.length + 1}`);
      now.chat.send(written.at(-1) ?? "");
    } else if (step === "leave") now.world.desk.setAvailability("away");
    else if (step === "come back") now.world.desk.setAvailability("online");
    else if (step === "reload") {
      await settled();
      now.chat.destroy();
      now = now.again();
      await now.chat.start();
    } else {
      if (step === "submit, answer lost") now.net.loseAnswer("identify");
      if (step === "submit, refused")
        now.net.refuse("identify", new ChatError("invalid-contact", "No", { field: "contact.email" }));
      if (step === "submit, offline") now.net.refuse("identify", new ChatError("offline", "No network"));
      await submit();
    }
    await settled();
    // Before there is a conversation nobody is known.
    if (now.agent.messages().length === 0 || now.agent.contact()?.email === undefined) {
      for (const entry of now.chat.timeline.value)
        if (entry.kind === "draft" && entry.state.at === "held") held.add(entry.draft.text);
      // Not at all, before the contact is given.
      expect(stored().filter((text) => held.has(text))).toEqual([]);
    }
    // Once and in order: never one without those before it, never one twice.
    expect(stored()).toEqual(written.slice(0, stored().length));
  }
  // A refusal planned before there was anything to refuse still stands in the way: a visitor tries again.
  for (let n = 0; n <= steps.length; n++) {
    await submit();
    await settled();
    await now.clock.advance(60_000);
  }
  await settled();
  expect(stored()).toEqual(written);
  now.chat.destroy();
}

test("whatever agents, network and form do, what is held is released once, in order, or not at all", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FORMS),
      fc.array(
        fc.oneof({ weight: 3, arbitrary: fc.constant<Step>("write") }, { weight: 5, arbitrary: fc.constantFrom(...STEPS) }),
        {
          maxLength: 14,
        },
      ),
      play,
    ),
    { numRuns: 150 },
  );
}, 60_000);
