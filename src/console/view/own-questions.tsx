/** The owner's own questions: what is asked, and what an answer may be. */

import { replaced } from "../edited-hours.js";
import { type EditedQuestion, newQuestion, QUESTION_TYPES } from "../own-questions.js";
import { words } from "../words.js";
import { Cross } from "./icons.js";
import type { SettingsPart } from "./settings-part.js";

const say = words.question;

export function OwnQuestions({ edited: { own }, culprits, onEdit }: SettingsPart) {
  return (
    <fieldset class="questions">
      <legend>{say.title}</legend>
      <p class="hint">{say.hint}</p>
      {own.map((question, n) => {
        const change = (part: Partial<EditedQuestion>) => onEdit({ own: replaced(own, n, { ...question, ...part }) });
        const isWrong = (of: string) => [...culprits].some((path) => path.startsWith(`contactForm.own.${n}.${of}`));
        const called = question.label || say.unnamed;
        return (
          <fieldset key={question.name} class="question" aria-label={called}>
            <input
              type="text"
              aria-label={say.label}
              placeholder={say.label}
              aria-invalid={isWrong("label")}
              value={question.label}
              onInput={({ currentTarget }) => change({ label: currentTarget.value })}
            />
            <select
              aria-label={say.type(called)}
              value={question.type}
              onChange={({ currentTarget: { value } }) =>
                QUESTION_TYPES.filter((type) => type === value).forEach((type) => void change({ type }))
              }
            >
              {QUESTION_TYPES.map((type) => (
                <option key={type} value={type}>
                  {say.types[type]}
                </option>
              ))}
            </select>
            <button
              type="button"
              class="icon-button"
              aria-label={say.remove(called)}
              onClick={() => onEdit({ own: replaced(own, n, undefined) })}
            >
              <Cross />
            </button>
            {question.type === "select" ? (
              <textarea
                rows={3}
                aria-label={say.choices(called)}
                placeholder={say.choicesHint}
                aria-invalid={isWrong("options")}
                value={question.choices}
                onInput={({ currentTarget }) => change({ choices: currentTarget.value })}
              />
            ) : null}
            {isWrong("label") ? <p class="error">{say.wrongLabel}</p> : null}
            {isWrong("options") ? <p class="error">{say.wrongChoices}</p> : null}
          </fieldset>
        );
      })}
      <button type="button" class="quiet" onClick={() => onEdit({ own: [...own, newQuestion(own)] })}>
        {say.add}
      </button>
    </fieldset>
  );
}
