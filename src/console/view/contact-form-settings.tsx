/** When the bot asks for the contact, what for, and under which consent. */
import { useId } from "preact/hooks";
import { FormRule } from "../../protocol/index.js";
import { asking, requiring } from "../form-fields.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { errorOf, type SettingsPart } from "./settings-part.js";

export function ContactFormSettings({ edited, culprits, onEdit }: SettingsPart) {
  const id = useId();
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
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.email}</th>
            <td>{words.alwaysAsked}</td>
            <td>{words.alwaysAsked}</td>
          </tr>
          {(["name", "phone"] as const).map((name) => {
            const field = edited.fields.find((field) => field.name === name);
            return (
              <tr key={name}>
                <th scope="row">{words[name]}</th>
                <td>
                  <input
                    type="checkbox"
                    aria-label={words.fieldShown(words[name])}
                    checked={field !== undefined}
                    onChange={({ currentTarget }) => onEdit({ fields: asking(edited.fields, name, currentTarget.checked) })}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={words.fieldRequired(words[name])}
                    checked={field?.required === true}
                    disabled={field === undefined}
                    onChange={({ currentTarget }) => onEdit({ fields: requiring(edited.fields, name, currentTarget.checked) })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="hint" id={`${id}-fields`}>
        {words.fieldsHint}
      </p>
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
    </fieldset>
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
