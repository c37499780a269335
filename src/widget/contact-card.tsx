/** The contact form as the bot speaks it: a sentence, then a card with one column, or one line while it is folded. */
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Form, Sheet } from "../contact-form/form.js";
import type { FieldName } from "../contact-form/rule.js";
import { suggestEmail } from "../contact-form/suggest.js";
import type { ContactForm } from "../protocol/index.js";
import { Avatar } from "./avatar.js";
import type { ContactDesk } from "./contact-desk.js";
import { phrase } from "./phrase.js";
import type { Words } from "./words.js";

interface Props {
  readonly form: Form;
  readonly asked: ContactForm;
  readonly held: number;
  readonly answersByEmail: boolean;
  readonly words: Words;
  readonly desk: ContactDesk;
  /** The form is gone and with it what had the focus. */
  readonly onLeft: () => void;
}

const TYPES: { readonly [name in FieldName]: object } = {
  // A text field: type=email rewrites international addresses while they are typed.
  email: { inputMode: "email", autocomplete: "email", autocapitalize: "none", spellcheck: false },
  name: { autocomplete: "name" },
  phone: { inputMode: "tel", autocomplete: "tel" },
};

export function ContactCard({ form, asked, held, answersByEmail, words, desk, onLeft }: Props) {
  if (form.at === "quiet") return null;
  if (form.at === "folded") {
    return (
      <div class="aside">
        <button type="button" class="link" onClick={desk.reopen}>
          {answersByEmail ? words.form.folded : words.form.foldedHere}
        </button>
      </div>
    );
  }
  const isChange = form.at === "changing" || (form.at === "giving" && form.from === "changing");
  return (
    <div class="asking">
      <div class="row bot">
        <Avatar face={undefined} />
        <div class="bubble">{isChange ? words.form.change : question(form.sheet, answersByEmail, words)}</div>
      </div>
      <Card sheet={form.sheet} isChange={isChange} isGiving={form.at === "giving"} {...{ asked, held, words, desk, onLeft }} />
    </div>
  );
}

interface CardProps extends Omit<Props, "form" | "answersByEmail"> {
  readonly sheet: Sheet;
  readonly isChange: boolean;
  readonly isGiving: boolean;
}

function Card({ sheet, isChange, isGiving, asked, held, words, desk, onLeft }: CardProps) {
  const element = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    // Opened by the visitor's own hand, the next key is for its first field; one that appears by itself takes no focus away.
    if (isChange) element.current?.querySelector("input")?.focus();
  }, [isChange]);
  const submit = async () => {
    const isTaken = await desk.submit();
    if (isTaken) onLeft();
    else element.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  };
  const isRequired = sheet.rule === "required";
  const go = isRequired ? (held > 1 ? words.form.sendAll : words.form.send) : words.form.save;
  return (
    <form
      ref={element}
      class="card"
      part="form"
      noValidate
      aria-label={words.form.name}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {asked.fields.map(({ name, required }) => (
        <Field key={name} name={name} isRequired={required} sheet={sheet} words={words} desk={desk} />
      ))}
      {sheet.trouble && (
        <p class="fault" role="alert">
          {words.form.trouble[sheet.trouble]}
        </p>
      )}
      <button type="submit" class="go" aria-disabled={isGiving} onMouseDown={stay}>
        {isGiving ? words.form.sending : go}
      </button>
      {!isRequired && (
        <button
          type="button"
          class="link skip"
          onMouseDown={stay}
          onClick={() => {
            if (isChange) desk.cancel();
            else desk.skip();
            onLeft();
          }}
        >
          {isChange ? words.form.cancel : words.form.skip}
        </button>
      )}
      {asked.consent && (
        <p class="consent" dir="auto">
          {asked.consent.text}{" "}
          {asked.consent.link && (
            <a href={asked.consent.link} target="_blank" rel="noopener noreferrer">
              {words.form.privacy}
            </a>
          )}
        </p>
      )}
    </form>
  );
}

interface FieldProps {
  readonly name: FieldName;
  readonly isRequired: boolean;
  readonly sheet: Sheet;
  readonly words: Words;
  readonly desk: ContactDesk;
}

function Field({ name, isRequired, sheet, words, desk }: FieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const value = sheet.answers[name];
  const fault = sheet.faults[name];
  const meant = name === "email" && !fault ? suggestEmail(value) : undefined;
  const accept = () => {
    if (meant) desk.type(name, meant);
    input.current?.focus();
  };
  return (
    <div class="field">
      <label for={id}>
        {words.form.fields[name]} {!isRequired && <small>{words.form.optional}</small>}
      </label>
      <input
        {...TYPES[name]}
        ref={input}
        id={id}
        name={name}
        type="text"
        value={value}
        required={isRequired}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-hint`}
        onInput={(event) => desk.type(name, event.currentTarget.value)}
        onBlur={() => desk.leave(name)}
      />
      <p id={`${id}-hint`} class={fault ? "hint fault" : "hint"} aria-live="polite">
        {fault && words.form.fault[name][fault]}
        {meant &&
          phrase(words.form.didYouMean, {
            email: (
              <button type="button" class="link" onMouseDown={stay} onClick={accept}>
                {meant}
              </button>
            ),
          })}
      </p>
    </div>
  );
}

/** The press alone leaves no field: a fault that appears below it would move the button away from under the click. */
const stay = (event: MouseEvent) => event.preventDefault();

/** By what was promised when the form was opened, so that the sentence does not change under the reader's eyes. */
function question({ rule, promised }: Sheet, answersByEmail: boolean, { form }: Words): string {
  const wordings = answersByEmail ? form.ask : form.askHere;
  if (promised === "online") return rule === "required" ? wordings.onlineRequired : wordings.onlineOptional;
  return rule === "required" ? wordings.awayRequired : wordings.awayOptional;
}
