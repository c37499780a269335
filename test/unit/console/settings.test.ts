import * as v from "valibot";
import { expect, test } from "vitest";
import { asEdited, asSettings } from "../../../src/console/edited-settings.js";
import { asking, requiring } from "../../../src/console/form-fields.js";
import { SiteSettings } from "../../../src/protocol/index.js";

const settings: SiteSettings = {
  name: "Flora Garden Shop",
  forwarding: { mode: "unread", rules: { awayDelayMs: 90_000, contextCount: 0, unverifiedContext: "agent" } },
  contactForm: {
    whenOnline: "optional",
    whenAway: "required",
    fields: [
      { name: "phone", required: true },
      { name: "email", required: true },
    ],
    consent: { text: "You may answer me.", link: "https://flora.example/privacy" },
  },
  greeting: "Hello!",
  accent: "#2a7549",
  uploads: { kinds: ["picture"], largestMegabytes: 5 },
};
const culprits = (change: Partial<ReturnType<typeof asEdited>>) => {
  const parsed = v.safeParse(SiteSettings, asSettings({ ...asEdited(settings), ...change }));
  return parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue));
};

test("what is shown and not changed is saved as it was", () => {
  expect(asSettings(asEdited(settings))).toEqual(settings);
});

test("an emptied field is no field", () => {
  const { greeting: _, accent: __, ...rest } = settings;
  const { consent: ___, ...contactForm } = settings.contactForm;
  expect(asSettings({ ...asEdited(settings), greeting: " ", accent: "", consent: "", consentLink: "" })).toEqual({
    ...rest,
    contactForm,
  });
});

test("each field that cannot be saved is found by its name", () => {
  expect(culprits({})).toEqual([]);
  expect(culprits({ name: " " })).toEqual(["name"]);
  expect(culprits({ accent: "blue" })).toEqual(["accent"]);
  expect(culprits({ greeting: "x".repeat(501) })).toEqual(["greeting"]);
  expect(culprits({ consent: "" })).toEqual(["contactForm.consent.text"]);
  expect(culprits({ consentLink: "flora.example" })).toEqual(["contactForm.consent.link"]);
});

test("an emptied number is the default, and nothing is saved of it", () => {
  const edited = asEdited(settings);
  const rules = { ...edited.rules, awayDelayMs: "", contextCount: " ", unverifiedContext: "" } as const;
  expect(asSettings({ ...edited, rules }).forwarding).toEqual({ mode: "unread" });
  expect(asSettings({ ...edited, rules: { ...rules, gapMs: "1.5 min" } }).forwarding).toEqual({
    mode: "unread",
    rules: { gapMs: 90_000 },
  });
});

test("a number that is none is found by its name", () => {
  const { rules } = asEdited(settings);
  expect(culprits({ rules: { ...rules, gapMs: "soon min", shortCount: "few" } })).toEqual([
    "forwarding.rules.gapMs",
    "forwarding.rules.shortCount",
  ]);
});

test("the form's fields keep the owner's order", () => {
  const fields = settings.contactForm.fields;
  expect(asking(fields, "name", true).map(({ name }) => name)).toEqual(["phone", "email", "name"]);
  expect(asking(fields, "phone", false)).toEqual([{ name: "email", required: true }]);
  expect(asking(fields, "phone", true)).toEqual(fields);
  expect(requiring(fields, "phone", false)).toEqual([
    { name: "phone", required: false },
    { name: "email", required: true },
  ]);
});

test("mail to agents is saved where it differs from what is without saying, and a delay that is none is found by its name", () => {
  const edited = asEdited(settings);
  const saved = (change: Partial<(typeof edited)["agentMail"]>) =>
    asSettings({ ...edited, agentMail: { ...edited.agentMail, ...change } });
  expect(saved({})).not.toHaveProperty("agentMail");
  expect(saved({ isOn: false })).toMatchObject({ agentMail: { isOn: false } });
  expect(saved({ delayMs: "5 min", onlineDelayMs: "1 h" }).agentMail).toEqual({
    isOn: true,
    delayMs: 300_000,
    onlineDelayMs: 3_600_000,
  });
  const own: SiteSettings = { ...settings, agentMail: { isOn: false, delayMs: 0 } };
  expect(asSettings(asEdited(own))).toEqual(own);
  expect(culprits({ agentMail: { ...edited.agentMail, onlineDelayMs: "soon min" } })).toEqual(["agentMail.onlineDelayMs"]);
});
