import { describe, expect, test } from "vitest";
import {
  cancel,
  change,
  type Form,
  leave,
  notice,
  reopen,
  settle,
  skip,
  submit,
  type,
  UNASKED,
} from "../../../src/contact-form/form.js";
import { facts, formOf } from "./facts.js";

const away = { availability: "away", held: 1 } as const;
const asked = (): Form => notice(UNASKED, facts(away));
const withEmail = (text: string): Form => type(asked(), facts(away), "email", text);

describe("what was promised", () => {
  test("a form shown as required stays so when an agent comes online", () => {
    const online = notice(asked(), facts({ ...away, availability: "online" }));
    expect(online).toMatchObject({ at: "asking", sheet: { rule: "required", promised: "away" } });
  });

  test("an optional form becomes required once a message is held for it, and keeps what was typed", () => {
    const optional = type(notice(UNASKED, facts()), facts(), "email", "ana@");
    const strict = notice(optional, facts({ ...away, written: 2 }));
    expect(strict).toMatchObject({ at: "asking", sheet: { rule: "required", promised: "away", answers: { email: "ana@" } } });
  });

  test("what the server sent back to held is asked for, whatever the settings on the device say", () => {
    const never = formOf("never", "never");
    expect(notice(UNASKED, facts({ form: never, held: 1 }))).toMatchObject({ at: "asking", sheet: { rule: "required" } });
  });

  test("a flip of availability alone asks nobody anything", () => {
    const form = formOf("optional", "never");
    const quiet = notice(UNASKED, facts({ form, availability: "away" }));
    expect(notice(quiet, facts({ form, availability: "online" }))).toMatchObject({ at: "quiet" });
    expect(notice(quiet, facts({ form, availability: "online", written: 2 }))).toMatchObject({ at: "asking" });
  });

  test("a step that changed nothing returns its input", () => {
    const form = asked();
    expect(notice(form, facts(away))).toBe(form);
    const quiet = notice(UNASKED, facts({ written: 0 }));
    expect(notice(quiet, facts({ written: 0 }))).toBe(quiet);
  });
});

describe("an optional form", () => {
  test("can be skipped and reopened with what was typed", () => {
    const typed = type(notice(UNASKED, facts()), facts(), "email", "ana@ex");
    const folded = skip(typed);
    expect(folded.at).toBe("folded");
    expect(reopen(folded)).toMatchObject({ at: "asking", sheet: { answers: { email: "ana@ex" } } });
  });

  test("once skipped does not come back with the next message", () => {
    const folded = skip(notice(UNASKED, facts()));
    expect(notice(folded, facts({ written: 2 })).at).toBe("folded");
  });

  test("left open by an earlier visit waits folded", () => {
    expect(notice(UNASKED, facts({ written: 0, wroteEarlier: true })).at).toBe("folded");
  });

  test("that is required cannot be skipped", () => {
    expect(skip(asked())).toEqual(asked());
  });
});

describe("answers", () => {
  test("a malformed address is refused by name and gives nothing", () => {
    const { form, give } = submit(withEmail("ana@gmial"), facts(away));
    expect(give).toBeUndefined();
    expect(form).toMatchObject({ at: "asking", sheet: { faults: { email: "malformed" } } });
  });

  test("an empty required field is only held against somebody who submits", () => {
    expect(leave(asked(), facts(away), "email")).toMatchObject({ sheet: { faults: {} } });
    expect(submit(asked(), facts(away)).form).toMatchObject({ sheet: { faults: { email: "empty" } } });
  });

  test("a shown fault goes the moment it is mended, and a new one waits until the field is left", () => {
    const faulty = submit(withEmail("ana@gmial"), facts(away)).form;
    expect(type(faulty, facts(away), "email", "ana@gmial.c")).toMatchObject({ sheet: { faults: {} } });
    expect(type(asked(), facts(away), "email", "ana@")).toMatchObject({ sheet: { faults: {} } });
    expect(leave(withEmail("ana@"), facts(away), "email")).toMatchObject({ sheet: { faults: { email: "malformed" } } });
  });

  test("are given as the wire takes them, with the consent text that was shown", () => {
    const form = formOf("never", "required", { consent: { text: "Only used to answer you." } });
    const { form: giving, give } = submit(withEmail(" Ana@Example.COM "), facts({ ...away, form }));
    expect(give).toEqual({ email: "Ana@example.com", consent: "Only used to answer you." });
    expect(giving.at).toBe("giving");
  });

  test("an optional field left empty is no answer, and one filled wrongly is a fault", () => {
    const form = formOf("never", "required", {
      fields: [
        { name: "email", required: true },
        { name: "phone", required: false },
      ],
    });
    const filled = type(notice(UNASKED, facts({ ...away, form })), facts({ ...away, form }), "email", "ana@example.com");
    expect(submit(filled, facts({ ...away, form })).give).toEqual({ email: "ana@example.com" });
    const wrong = type(filled, facts({ ...away, form }), "phone", "none");
    expect(submit(wrong, facts({ ...away, form })).form).toMatchObject({ sheet: { faults: { phone: "malformed" } } });
  });
});

describe("what became of it", () => {
  const giving = () => submit(withEmail("ana@example.com"), facts(away)).form;
  const known = facts({ ...away, held: 0, contact: { email: "ana@example.com" } });

  test("taken, the form is gone", () => {
    expect(settle(giving(), known, { taken: true })).toMatchObject({ at: "quiet", because: "known" });
  });

  test("without an answer every word stays, and can be given again", () => {
    const back = settle(giving(), facts(away), { taken: false, trouble: "no-answer" });
    expect(back).toMatchObject({ at: "asking", sheet: { trouble: "no-answer", answers: { email: "ana@example.com" } } });
    expect(submit(back, facts(away)).form).not.toHaveProperty("sheet.trouble");
  });

  test("refused for a field, the fault stands at that field", () => {
    const back = settle(giving(), facts(away), { taken: false, trouble: "refused", field: "email" });
    expect(back).toMatchObject({ at: "asking", sheet: { faults: { email: "refused" } } });
  });

  test("news in the meantime takes the form from nobody's hands", () => {
    expect(notice(giving(), facts({ availability: "online" })).at).toBe("giving");
  });

  test("a given answer can be changed, and the change taken back", () => {
    const quiet = notice(UNASKED, known);
    const changing = change(quiet, known);
    expect(changing).toMatchObject({ at: "changing", sheet: { answers: { email: "ana@example.com" } } });
    expect(cancel(changing, known)).toMatchObject({ at: "quiet", because: "known" });
    const again = submit(type(changing, known, "email", "ana@example.org"), known);
    expect(again.give).toEqual({ email: "ana@example.org" });
  });
});

describe("an agent's asking", () => {
  const never = { form: formOf("never", "never") };

  test("opens the form where the site never asks, as one that can be skipped; the next asking opens it again, the same one does not", () => {
    const asked = notice(UNASKED, facts({ ...never, asked: 3 }));
    expect(asked).toMatchObject({ at: "asking", sheet: { rule: "optional" } });
    const skipped = skip(asked);
    expect(notice(skipped, facts({ ...never, asked: 3 }))).toBe(skipped);
    expect(notice(skipped, facts({ ...never, asked: 5 }))).toMatchObject({ at: "asking" });
  });

  test("asks nobody who is known, and softens nothing that is held", () => {
    expect(notice(UNASKED, facts({ ...never, asked: 3, contact: { email: "ana@example.com" } }))).toMatchObject({ at: "quiet" });
    expect(notice(asked(), facts({ ...away, asked: 3 }))).toMatchObject({ at: "asking", sheet: { rule: "required" } });
  });
});

describe("the owner's own questions", () => {
  const form = formOf("optional", "required", {
    own: [
      { name: "order", type: "number", label: "Order", required: true },
      { name: "gift", type: "checkbox", label: "A gift", required: false },
    ],
    marketing: "News?",
    consent: { text: "You may write.", link: "https://flora.example/p" },
  });
  const world = facts({ ...away, form });

  test("hold like the others, begin with what is known, and are judged by the server's own reading", () => {
    const known = facts({ form, contact: { email: "ana@example.com" } });
    expect(known.isKnown).toBe(false);
    expect(facts({ form, contact: { email: "ana@example.com", own: [{ name: "order", value: "7" }] } }).isKnown).toBe(true);
    const typed = type(type(notice(UNASKED, world), world, "email", "ana@example.com"), world, "order", "seven");
    expect(submit(typed, world).form).toMatchObject({ at: "asking", sheet: { faults: { order: "malformed" } } });
    expect(submit(type(typed, world, "order", "7,5"), world).give).toEqual({
      email: "ana@example.com",
      own: [{ name: "order", value: "7.5" }],
      consent: "You may write.",
      consentLink: "https://flora.example/p",
      marketing: { text: "News?", agreed: false },
    });
  });

  test("a box of marketing stays unticked, also for somebody who has agreed before", () => {
    const contact = {
      email: "ana@example.com",
      own: [{ name: "order", value: "7" }],
      marketing: { text: "News?", agreed: true },
    };
    const again = facts({ form, contact });
    const changing = change(notice(UNASKED, again), again);
    expect(changing).toMatchObject({ at: "changing", sheet: { answers: { order: "7", marketing: "" } } });
    expect(submit(type(changing, again, "marketing", "yes"), again).give).toMatchObject({ marketing: { agreed: true } });
  });
});
