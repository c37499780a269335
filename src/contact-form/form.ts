/**
 * The contact form as a state machine: what the bot shows, from what is known. Pure; no clock, no network, no words. Whoever
 * draws it tells it the facts whenever they change, and what the visitor does. Comes to the browser when it is first due.
 *
 *   quiet ──first message──▶ asking ⇄ folded          quiet(known) ──change──▶ changing
 *     ▲                        │ submit                                           │ submit
 *     └────────── taken ──── giving ◀─────────────────────────────────────────────┘
 */
import type { Availability, Contact, FormRule } from "../protocol/index.js";
import { type Answers, answersFrom, type Faults, faultOf, type Judging, judge } from "./answers.js";
import type { FieldName } from "./rule.js";

export interface FormFacts extends Judging {
  /** The rule of the moment, and whether every required answer is known: as the gate sees it (rule.ts). */
  readonly rule: FormRule;
  readonly isKnown: boolean;
  readonly availability: Availability;
  readonly contact: Contact | undefined;
  /** Messages that wait on this device for the contact. */
  readonly held: number;
  /** Messages the visitor wrote in this visit, and whether there are some of an earlier one. */
  readonly written: number;
  readonly wroteEarlier: boolean;
  /** The seq of the last message in which an agent had the contact asked for, or 0. */
  readonly asked: number;
}

/** `busy`: too much comes in there, and this may come again in a moment. */
type Trouble = "no-answer" | "busy" | "refused";

/** `promised`: the availability the bot's words were chosen by; they do not change under the reader's eyes. */
export interface Sheet {
  readonly rule: "optional" | "required";
  readonly promised: Availability;
  readonly answers: Answers;
  readonly faults: Faults;
  /** Up to which message an agent's asking has been followed. */
  readonly asked: number;
  /** Why the last attempt failed as a whole; nothing of it was lost. */
  readonly trouble?: Trouble;
}

export type Form =
  /** `judged`: how many messages the rule has been applied to, so that a flip of availability alone asks nobody anything. */
  | { readonly at: "quiet"; readonly because: "nothing-written" | "never" | "nothing-held" | "known"; readonly judged: number }
  | { readonly at: "asking"; readonly sheet: Sheet }
  /** Skipped, or left open by an earlier visit: one line that opens it again. */
  | { readonly at: "folded"; readonly sheet: Sheet }
  | { readonly at: "changing"; readonly sheet: Sheet }
  | { readonly at: "giving"; readonly sheet: Sheet; readonly from: "asking" | "changing" };

export const UNASKED: Form = { at: "quiet", because: "nothing-written", judged: 0 };

/** The facts have changed, or are here for the first time. */
export function notice(form: Form, facts: FormFacts): Form {
  // An answer under way, or a correction under the visitor's hands, is theirs to end.
  if (form.at === "giving" || form.at === "changing") return form;
  if (facts.isKnown) return quiet(form, "known", facts.written);
  // What is held decides, not today's rule: the server may have refused, or the promise be older than the availability.
  if (facts.held > 0) return required(form, facts);
  if (form.at !== "asking" && facts.asked > (form.at === "folded" ? form.sheet.asked : 0)) {
    return { at: "asking", sheet: form.at === "folded" ? { ...form.sheet, asked: facts.asked } : newSheet("optional", facts) };
  }
  if (form.at === "folded") return form;
  if (form.at === "asking" && form.sheet.rule === "optional") return form;
  if (facts.written === 0 && !facts.wroteEarlier) return quiet(form, "nothing-written", 0);
  if (facts.rule === "never") return quiet(form, "never", facts.written);
  if (facts.rule === "required") return quiet(form, "nothing-held", facts.written);
  const sheet = newSheet("optional", facts);
  if (form.at === "quiet" && facts.written > form.judged) return { at: "asking", sheet };
  return facts.wroteEarlier ? { at: "folded", sheet } : form;
}

export function type(form: Form, facts: FormFacts, name: FieldName, text: string): Form {
  if (form.at !== "asking" && form.at !== "changing") return form;
  const answers = { ...form.sheet.answers, [name]: text };
  // A fault already shown goes the moment it is mended; a new one waits until the visitor leaves the field.
  const isMended = form.sheet.faults[name] !== undefined && faultOf(facts, name, text) === undefined;
  return { ...form, sheet: { ...form.sheet, answers, faults: isMended ? without(form.sheet.faults, name) : form.sheet.faults } };
}

/** The visitor left a field: what stands in it is judged, an empty one is not yet held against them. */
export function leave(form: Form, facts: FormFacts, name: FieldName): Form {
  if (form.at !== "asking" && form.at !== "changing") return form;
  const text = form.sheet.answers[name] ?? "";
  const fault = text.trim() === "" ? undefined : faultOf(facts, name, text);
  return fault ? { ...form, sheet: { ...form.sheet, faults: { ...form.sheet.faults, [name]: fault } } } : form;
}

/** Only what is optional can be skipped. */
export function skip(form: Form): Form {
  return form.at === "asking" && form.sheet.rule === "optional" ? { at: "folded", sheet: form.sheet } : form;
}

export function reopen(form: Form): Form {
  return form.at === "folded" ? { at: "asking", sheet: form.sheet } : form;
}

/** The answer given once can be corrected later. */
export function change(form: Form, facts: FormFacts): Form {
  return form.at === "quiet" && form.because === "known" ? { at: "changing", sheet: newSheet("optional", facts) } : form;
}

export function cancel(form: Form, facts: FormFacts): Form {
  return form.at === "changing" ? quiet(UNASKED, "known", facts.written) : form;
}

/** Either the faults to show, or the contact to give; the caller gives it and comes back with `settle`. */
export function submit(form: Form, facts: FormFacts): { readonly form: Form; readonly give?: Contact } {
  if (form.at !== "asking" && form.at !== "changing") return { form };
  const verdict = judge(facts, form.sheet.answers);
  if ("faults" in verdict) return { form: { ...form, sheet: calm({ ...form.sheet, faults: verdict.faults }) } };
  return { form: { at: "giving", from: form.at, sheet: calm({ ...form.sheet, faults: {} }) }, give: verdict.contact };
}

export type Outcome = { readonly taken: true } | { readonly taken: false; readonly trouble: Trouble; readonly field?: FieldName };

/** What became of the contact given. A refusal leaves every answer where it was. */
export function settle(form: Form, facts: FormFacts, outcome: Outcome): Form {
  if (form.at !== "giving") return form;
  if (outcome.taken) return notice(quiet(UNASKED, "known", facts.written), facts);
  const { sheet, from } = form;
  if (outcome.field) return { at: from, sheet: { ...sheet, faults: { [outcome.field]: "refused" } } };
  return { at: from, sheet: { ...sheet, trouble: outcome.trouble } };
}

function quiet(form: Form, because: "nothing-written" | "never" | "nothing-held" | "known", judged: number): Form {
  return form.at === "quiet" && form.because === because && form.judged === judged ? form : { at: "quiet", because, judged };
}

/** The stricter promise stays: a form once shown as required does not soften because an agent came online. */
function required(form: Form, facts: FormFacts): Form {
  if (form.at === "asking" && form.sheet.rule === "required") return form;
  const sheet = form.at === "asking" || form.at === "folded" ? form.sheet : newSheet("required", facts);
  return { at: "asking", sheet: { ...sheet, rule: "required", promised: facts.availability } };
}

function newSheet(rule: Sheet["rule"], facts: FormFacts): Sheet {
  const answers = answersFrom(facts.form, facts.contact);
  return { rule, promised: facts.availability, answers, faults: {}, asked: facts.asked };
}

function calm({ trouble: _, ...sheet }: Sheet): Sheet {
  return sheet;
}

function without(faults: Faults, name: FieldName): Faults {
  const { [name]: _, ...rest } = faults;
  return rest;
}
