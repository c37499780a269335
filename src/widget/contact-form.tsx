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
import { cancel, type Form, leave, type Outcome, reopen, type Sheet, settle, skip, submit, type } from "../contact-form/form.js";
import type { ReadAnswer } from "../contact-form/read.js";
import type { FieldName } from "../contact-form/rule.js";
import { suggestEmail } from "../contact-form/suggest.js";
import type { ContactForm } from "../protocol/index.js";
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
  readonly desk: ContactDesk;
  readonly read: ReadAnswer;
  /** The bot's face. */
  readonly face: ComponentChildren;
  /** The form is gone and with it what had the focus. */
  readonly onLeft: () => void;
}

type Draw = typeof h;

const TYPES: { readonly [name in FieldName]: object } = {
  // A text field: type=email rewrites international addresses while they are typed.
  email: { inputMode: "email", autocomplete: "email", autocapitalize: "none", spellcheck: false, dir: "ltr" },
  name: { autocomplete: "name" },
  phone: { inputMode: "tel", autocomplete: "tel", dir: "ltr" },
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
      </div>
    );
  }
  const isChange = form.at === "changing" || (form.at === "giving" && form.from === "changing");
  return (
    <div class="asking">
      <div class="row bot">
        {face}
        <div class="bubble">{isChange ? words.change : question(form.sheet, answersByEmail, words)}</div>
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
      {asked.fields.map((field, index) => drawField(h, drawn, sheet, field, isChange && index === 0))}
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

function drawField(
  // biome-ignore lint/correctness/noUnusedFunctionParameters: what JSX becomes calls it.
  h: Draw,
  { words, desk, read }: FormDrawn,
  sheet: Sheet,
  { name, required }: ContactForm["fields"][number],
  isWanted: boolean,
): VNode {
  const id = `contact-${name}`;
  const value = sheet.answers[name];
  const fault = sheet.faults[name];
  const address = name === "email" && !fault ? read(name, value) : undefined;
  const write = (text: string) => desk.step((form, facts) => type(form, facts, name, text));
  const meant = address && suggestEmail(address);
  const [before, after] = words.didYouMean.split("{email}");
  return (
    <div key={name} class="field">
      <label for={id}>
        {words.fields[name]} {!required && <small>{words.optional}</small>}
      </label>
      <input
        {...TYPES[name]}
        ref={isWanted ? takeFocus : null}
        id={id}
        name={name}
        type="text"
        value={value}
        required={required}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-hint`}
        onInput={(event) => write(event.currentTarget.value)}
        onBlur={() => desk.step((form, facts) => leave(form, facts, name))}
      />
      <p id={`${id}-hint`} class={fault ? "hint fault" : "hint"} aria-live="polite">
        {fault && words.fault[name][fault]}
        {meant && [
          before,
          <button
            type="button"
            class="link"
            onMouseDown={stay}
            onClick={(event) => {
              write(meant);
              event.currentTarget.form?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();
            }}
          >
            {meant}
          </button>,
          after,
        ]}
      </p>
    </div>
  );
}

/** Gives what was filled in; what went wrong then stands in the form, and the focus at the first fault. */
async function hand({ asked, desk, onLeft }: FormDrawn, card: HTMLFormElement): Promise<void> {
  let given: Promise<ChatError | undefined> | undefined;
  desk.step((form, facts) => {
    const { form: next, give } = submit(form, facts);
    given = give && desk.give(give);
    return next;
  });
  const trouble = await given;
  if (given) desk.step((form, facts) => settle(form, facts, trouble ? outcomeOf(trouble, asked) : { taken: true }));
  if (given && !trouble) return onLeft();
  // Drawn by then: the step above asked for it earlier than this turn.
  await undefined;
  card.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
}

function outcomeOf({ isTransient, field: path }: ChatError, { fields }: ContactForm): Outcome {
  if (isTransient) return { taken: false, trouble: "no-answer" };
  const field = fields.find(({ name }) => path === `contact.${name}`)?.name;
  return { taken: false, trouble: "refused", ...(field && { field }) };
}

/** Opened by the visitor's own hand, the next key is for its first field; one that appears by itself takes no focus away. */
const takeFocus = (input: HTMLInputElement | null) => input?.focus();

/** The press alone leaves no field: a fault that appears below it would move the button away from under the click. */
const stay = (event: MouseEvent) => event.preventDefault();

/** By what was promised when the form was opened, so that the sentence does not change under the reader's eyes. */
function question({ rule, promised }: Sheet, answersByEmail: boolean, words: FormWords): string {
  const wordings = answersByEmail ? words.ask : words.askHere;
  if (promised === "online") return rule === "required" ? wordings.onlineRequired : wordings.onlineOptional;
  return rule === "required" ? wordings.awayRequired : wordings.awayOptional;
}
