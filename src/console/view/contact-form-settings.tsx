/** When the bot asks for the contact, what for, and under which consent. */
import { useId } from "preact/hooks";
import { FormRule } from "../../protocol/index.js";
import { asking, requiring } from "../form-fields.js";
import { movedBy } from "../own-questions.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { FormPreview } from "./form-preview.js";
import { OwnQuestions } from "./own-questions.js";
import { PhraseFields } from "./phrase-fields.js";
import { errorOf, type SettingsPart } from "./settings-part.js";

export function ContactFormSettings({ edited, culprits, onEdit }: SettingsPart) {
  const id = useId();
  // What is not shown has its place all the same: behind the others, until it is.
  const order = [...new Set([...edited.order, "email", "name", "phone", ...edited.own.map(({ name }) => name)])];
  return (
    <fieldset class="part" aria-describedby={`${id}-text`}>
      <legend>{words.contactForm}</legend>
      <p class="part-text" id={`${id}-text`}>
        {words.contactFormText}
      </p>
      <div class="pair">
        <Rule label={words.whenOnline} rule={edited.whenOnline} onRule={(whenOnline) => onEdit({ whenOnline })} />
        <Rule label={words.whenAway} rule={edited.whenAway} onRule={(whenAway) => onEdit({ whenAway })} />
      </div>
      <table class="asked" aria-describedby={`${id}-fields`}>
        <caption>{words.fields}</caption>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.shown}</th>
            <th scope="col">{words.required}</th>
            <th scope="col">{words.order}</th>
          </tr>
        </thead>
        <tbody>
          {order.map((name, n) => (
            <AskedRow
              key={name}
              {...{ name, edited, onEdit }}
              onMove={(by) => onEdit({ order: movedBy(order, name, by) })}
              isFirst={n === 0}
              isLast={n === order.length - 1}
            />
          ))}
        </tbody>
      </table>
      <p class="hint" id={`${id}-fields`}>
        {words.fieldsHint}
      </p>
      <OwnQuestions {...{ edited, culprits, onEdit }} />
      <Field label={words.consentText} hint={words.consentHint} error={errorOf(culprits, "contactForm.consent.text")}>
        {(named) => (
          <textarea
            {...named}
            rows={3}
            value={edited.consent}
            onInput={({ currentTarget }) => onEdit({ consent: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={words.consentLink} hint={words.consentLinkHint} error={errorOf(culprits, "contactForm.consent.link")}>
        {(named) => (
          <input
            {...named}
            type="url"
            inputMode="url"
            placeholder="https://"
            value={edited.consentLink}
            onInput={({ currentTarget }) => onEdit({ consentLink: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={words.marketing} hint={words.marketingHint} error={errorOf(culprits, "contactForm.marketing")}>
        {(named) => (
          <input
            {...named}
            type="text"
            value={edited.marketing}
            onInput={({ currentTarget }) => onEdit({ marketing: currentTarget.value })}
          />
        )}
      </Field>
      <PhraseFields {...{ edited, culprits, onEdit }} />
      <FormPreview edited={edited} />
    </fieldset>
  );
}

interface AskedRowProps extends Pick<SettingsPart, "edited" | "onEdit"> {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove(by: 1 | -1): void;
}

/** One field, or one of the owner's questions: shown or not, required or not, and its place. The e-mail is always both. */
function AskedRow({ name, edited, onEdit, isFirst, isLast, onMove }: AskedRowProps) {
  const question = edited.own.find((one) => one.name === name);
  const known = (["name", "phone"] as const).find((one) => one === name);
  const field = edited.fields.find((one) => one.name === name);
  const called = question ? question.label || words.question.unnamed : known ? words[known] : words.email;
  const own = (required: boolean) => edited.own.map((one) => (one.name === name ? { ...one, required } : one));
  return (
    <tr>
      <th scope="row" dir="auto">
        {called}
      </th>
      <td>
        {known ? (
          <input
            type="checkbox"
            aria-label={words.fieldShown(called)}
            checked={field !== undefined}
            onChange={({ currentTarget }) => onEdit({ fields: asking(edited.fields, known, currentTarget.checked) })}
          />
        ) : (
          words.alwaysAsked
        )}
      </td>
      <td>
        {known || question ? (
          <input
            type="checkbox"
            aria-label={words.fieldRequired(called)}
            checked={(question ?? field)?.required === true}
            disabled={known && field === undefined}
            onChange={({ currentTarget: { checked } }) =>
              onEdit(known ? { fields: requiring(edited.fields, known, checked) } : { own: own(checked) })
            }
          />
        ) : (
          words.alwaysAsked
        )}
      </td>
      <td class="moves">
        <button type="button" class="icon-button" aria-label={words.moveUp(called)} disabled={isFirst} onClick={() => onMove(-1)}>
          ↑
        </button>
        <button type="button" class="icon-button" aria-label={words.moveDown(called)} disabled={isLast} onClick={() => onMove(1)}>
          ↓
        </button>
      </td>
    </tr>
  );
}

function Rule({ label, rule, onRule }: { label: string; rule: FormRule; onRule(rule: FormRule): void }) {
  const id = useId();
  return (
    <fieldset class="rule">
      <legend>{label}</legend>
      <div class="segments">
        {FormRule.options.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name={id}
              checked={rule === option}
              aria-describedby={`${id}-means`}
              onChange={() => onRule(option)}
            />
            <span>{words.rule[option]}</span>
          </label>
        ))}
      </div>
      <p class="hint" id={`${id}-means`}>
        {words.ruleMeans[rule]}
      </p>
    </fieldset>
  );
}
