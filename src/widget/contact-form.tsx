/**
 * The contact form as the bot speaks it: a sentence, then a card with one column, or one line while it is folded. A file of its
 * own for the browser, with its rules, words and looks; contact-desk.ts fetches it when it is first due. So that it may be
 * asked for again under another address, it shares no module with the panel: what it draws with is handed to it.
 *
 * @jsxRuntime classic
 * @jsx h
 */
import type { ComponentChildren, h, VNode } from "preact";
import type { ChatError } from "../client/errors.js";
import { type AnswerFault, MARKETING } from "../contact-form/answers.js";
import { cancel, type Form, leave, type Outcome, reopen, type Sheet, settle, skip, submit, type } from "../contact-form/form.js";
import { addressIn } from "../contact-form/mentioned.js";
import type { ReadAnswer } from "../contact-form/read.js";
import { suggestEmail } from "../contact-form/suggest.js";
import { type AskedField, askedOf } from "../protocol/asked.js";
import type { ContactForm } from "../protocol/index.js";
import { TICKED } from "../protocol/own-answer.js";
import type { ContactDesk } from "./contact-desk.js";
import type { FormWords } from "./words/form-en.js";

export { change, notice, UNASKED } from "../contact-form/form.js";
export { default as css } from "./contact-form.css?inline";
export { formEn } from "./words/form-en.js";

export interface FormDrawn {
  readonly form: Form;
  readonly asked: ContactForm;
  readonly held: number;
  readonly answersByEmail: boolean;
  readonly words: FormWords;
  readonly desk: Pick<ContactDesk, "step" | "give">;
  readonly read: ReadAnswer;
  /** The owner's own wording of a phrase, if there is one. */
  readonly phrase: (of: string) => string | undefined;
  /** What the visitor has written so far. */
  readonly said: readonly string[];
  /** The bot's face. */
  readonly face: ComponentChildren;
  /** The form is gone and with it what had the focus. */
  readonly onLeft: () => void;
}

type Draw = typeof h;

const TYPES: { readonly [kind: string]: object } = {
  // A text field: type=email rewrites international addresses while they are typed.
  email: { inputMode: "email", autocomplete: "email", autocapitalize: "none", spellcheck: false, dir: "ltr" },
  name: { autocomplete: "name" },
  phone: { inputMode: "tel", autocomplete: "tel", dir: "ltr" },
  // Text fields as well, so that what is no answer can be said in words of ours.
  url: { inputMode: "url", autocapitalize: "none", spellcheck: false, dir: "ltr" },
  number: { inputMode: "decimal", dir: "ltr" },
  date: { type: "date" },
  checkbox: { type: "checkbox" },
};

export function drawForm(h: Draw, drawn: FormDrawn): VNode | null {
  const { form, answersByEmail, words, desk, face } = drawn;
  if (form.at === "quiet") return null;
  if (form.at === "folded") {
    return (
      <div class="aside">
        <button type="button" class="link" onClick={() => desk.step(reopen)}>
          {answersByEmail ? words.folded : words.foldedHere}
        </button>
        {drawOffer(h, drawn, form.sheet)}
      </div>
    );
  }
  const isChange = form.at === "changing" || (form.at === "giving" && form.from === "changing");
  return (
    <div class="asking">
      <div class="row bot">
        {face}
        <div class="bubble" dir="auto">
          {isChange ? words.change : question(form.sheet, drawn)}
        </div>
      </div>
      {drawCard(h, drawn, form.sheet, isChange)}
    </div>
  );
}

function drawCard(h: Draw, drawn: FormDrawn, sheet: Sheet, isChange: boolean): VNode {
  const { form, asked, held, words, desk, onLeft } = drawn;
  const isRequired = sheet.rule === "required";
  const go = isRequired ? (held > 1 ? words.sendAll : words.send) : words.save;
  return (
    <form
      class="card"
      part="form"
      noValidate
      aria-label={words.name}
      onSubmit={(event) => {
        event.preventDefault();
        void hand(drawn, event.currentTarget);
      }}
    >
      {askedOf(asked).map((field, index) => drawField(h, drawn, sheet, field, isChange && index === 0))}
      {drawBait(h)}
      {asked.marketing && drawBox(h, drawn, sheet, { name: MARKETING, label: asked.marketing })}
      {sheet.trouble && (
        <p class="fault" role="alert">
          {words.trouble[sheet.trouble]}
        </p>
      )}
      <button type="submit" class="go" aria-disabled={form.at === "giving"} onMouseDown={stay}>
        {form.at === "giving" ? words.sending : go}
      </button>
      {!isRequired && (
        <button
          type="button"
          class="link skip"
          onMouseDown={stay}
          onClick={() => {
            desk.step(isChange ? cancel : skip);
            onLeft();
          }}
        >
          {isChange ? words.cancel : words.skip}
        </button>
      )}
      {asked.consent && (
        <p class="consent" dir="auto">
          {asked.consent.text}{" "}
          {asked.consent.link?.startsWith("http") && (
            <a href={asked.consent.link} target="_blank" rel="noopener noreferrer">
              {words.privacy}
            </a>
          )}
        </p>
      )}
    </form>
  );
}

/** A name that no question of an owner's can have: theirs are in small letters. */
const BAIT = "Website";

/** For programs that fill in forms: no eye sees it, no key reaches it, no screen reader speaks of it. */
function drawBait(
  // biome-ignore lint/correctness/noUnusedFunctionParameters: what JSX becomes calls it.
  h: Draw,
): VNode {
  return (
    <div class="bait" aria-hidden="true">
      <label>
        {BAIT}
        <input type="text" name={BAIT} tabIndex={-1} autocomplete="off" />
      </label>
    </div>
  );
}

function drawField(h: Draw, drawn: FormDrawn, sheet: Sheet, field: AskedField, isWanted: boolean): VNode {
  const { words, desk } = drawn;
  const { name, required } = field;
  const id = `contact-${name}`;
  const kind = "type" in field ? field.type : name;
  const fault = sheet.faults[name];
  const hint = (
    <p id={`${id}-hint`} class={fault ? "hint fault" : "hint"} aria-live="polite">
      {fault
        ? faultWords(words, field, fault)
        : name === "email" && (drawSuggestion(h, drawn, sheet) ?? drawOffer(h, drawn, sheet))}
    </p>
  );
  if ("type" in field && kind === "checkbox") return drawBox(h, drawn, sheet, field, hint);
  const Control = kind === "textarea" || kind === "select" ? kind : "input";
  return (
    <div key={name} class="field">
      <label for={id} dir="auto">
        {"type" in field ? field.label : words.fields[field.name]} {!required && <small>{words.optional}</small>}
      </label>
      <Control
        {...(Control === "input" && { type: "text", ...TYPES[kind] })}
        ref={isWanted ? takeFocus : null}
        id={id}
        name={name}
        value={sheet.answers[name]}
        required={required}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-hint`}
        onInput={(event: Typed) => write(drawn, name, event.currentTarget.value)}
        onBlur={() => desk.step((form, facts) => leave(form, facts, name))}
      >
        {kind === "select" &&
          ["", ...(("type" in field && field.options) || [])].map((option) => (
            <option key={option} value={option}>
              {option || "–"}
            </option>
          ))}
      </Control>
      {hint}
    </div>
  );
}

type Typed = { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement };

/** A box with its sentence beside it; unticked until the visitor's own hand. */
function drawBox(
  // biome-ignore lint/correctness/noUnusedFunctionParameters: what JSX becomes calls it.
  h: Draw,
  drawn: FormDrawn,
  sheet: Sheet,
  { name, label, required = false }: { readonly name: string; readonly label: string; readonly required?: boolean },
  hint?: VNode,
): VNode {
  const id = `contact-${name}`;
  return (
    <div key={name} class="field">
      <label class="box" for={id} dir="auto">
        <input
          type="checkbox"
          id={id}
          name={name}
          checked={sheet.answers[name] === TICKED}
          required={required}
          aria-invalid={sheet.faults[name] !== undefined}
          aria-describedby={hint && `${id}-hint`}
          onInput={(event) => write(drawn, name, event.currentTarget.checked ? TICKED : "")}
        />
        <span>{label}</span>
      </label>
      {hint}
    </div>
  );
}

const write = ({ desk }: FormDrawn, name: string, text: string) => desk.step((form, facts) => type(form, facts, name, text));

/** "Did you mean gmail.com?" */
function drawSuggestion(
  // biome-ignore lint/correctness/noUnusedFunctionParameters: what JSX becomes calls it.
  h: Draw,
  drawn: FormDrawn,
  { answers }: Sheet,
): ComponentChildren {
  const address = drawn.read("email", answers.email ?? "");
  const meant = address && suggestEmail(address);
  if (!meant) return undefined;
  const [before, after] = drawn.words.didYouMean.split("{email}");
  return [
    before,
    <button
      type="button"
      class="link"
      onMouseDown={stay}
      onClick={(event) => {
        write(drawn, "email", meant);
        event.currentTarget.form?.querySelector<HTMLInputElement>("[name=email]")?.focus();
      }}
    >
      {meant}
    </button>,
    after,
  ];
}

/** An address written in the chat instead of into the form, offered in one tap; never taken silently. */
function drawOffer(
  // biome-ignore lint/correctness/noUnusedFunctionParameters: what JSX becomes calls it.
  h: Draw,
  drawn: FormDrawn,
  { answers }: Sheet,
): VNode | undefined {
  const { said, read, words, desk } = drawn;
  const address = answers.email ? undefined : addressIn(said, (text) => read("email", text));
  if (!address) return undefined;
  return (
    <button
      type="button"
      class="link offer"
      onMouseDown={stay}
      onClick={(event) => {
        const card = event.currentTarget.form;
        desk.step(reopen);
        write(drawn, "email", address);
        void hand(drawn, card);
      }}
    >
      {words.useAddress.replace("{email}", () => address)}
    </button>
  );
}

function faultWords(words: FormWords, field: AskedField, fault: AnswerFault): string {
  if (!("type" in field)) return words.fault[field.name][fault];
  if (fault === "empty") return words.own.empty;
  if (fault === "refused") return words.trouble.refused;
  return field.type === "number" || field.type === "url" ? words.own[field.type] : words.fault.name.malformed;
}

/** Gives what was filled in; what went wrong then stands in the form, and the focus at the first fault. */
async function hand({ asked, desk, onLeft }: FormDrawn, card: HTMLFormElement | null): Promise<void> {
  let given: Promise<ChatError | undefined> | undefined;
  desk.step((form, facts) => {
    const { form: next, give } = submit(form, facts);
    const value = card?.querySelector<HTMLInputElement>(`[name=${BAIT}]`)?.value;
    given = give && desk.give({ ...give, ...(value && { own: [...(give.own ?? []), { name: BAIT, value }] }) });
    return next;
  });
  const trouble = await given;
  if (given) desk.step((form, facts) => settle(form, facts, trouble ? outcomeOf(trouble, asked) : { taken: true }));
  if (given && !trouble) return onLeft();
  // Drawn by then: the step above asked for it earlier than this turn.
  await undefined;
  card?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
}

function outcomeOf({ code, isTransient, field: path }: ChatError, form: ContactForm): Outcome {
  if (isTransient) return { taken: false, trouble: code === "rate-limited" ? "busy" : "no-answer" };
  const field = askedOf(form).find(({ name }) => path === `contact.${name}` || path === `contact.own.${name}`)?.name;
  return { taken: false, trouble: "refused", ...(field && { field }) };
}

/** Opened by the visitor's own hand, the next key is for its first field; one that appears by itself takes no focus away. */
const takeFocus = (input: HTMLElement | null) => input?.focus();

/** The press alone leaves no field: a fault that appears below it would move the button away from under the click. */
const stay = (event: MouseEvent) => event.preventDefault();

/** By what was promised when the form was opened, so that the sentence does not change under the reader's eyes. */
function question({ rule, promised }: Sheet, { answersByEmail, words, phrase }: FormDrawn): string {
  const of = `${promised}${rule === "required" ? "Required" : "Optional"}` as const;
  return phrase(of) ?? (answersByEmail ? words.ask : words.askHere)[of];
}
