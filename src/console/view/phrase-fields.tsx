/** The bot's phrases in the owner's own words, language by language. What stays empty is said in ours. */
import { useSignal } from "@preact/signals";
import { LANGUAGES } from "../../protocol/index.js";
import { PHRASES, type PhraseName } from "../own-questions.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import type { SettingsPart } from "./settings-part.js";

const say = words.phrases;
const names = new Intl.DisplayNames("en", { type: "language" });

export function PhraseFields({ edited: { phrases }, culprits, onEdit }: SettingsPart) {
  const language = useSignal<(typeof LANGUAGES)[number]>(phrases[0]?.language ?? "en");
  const textOf = (of: PhraseName) => phrases.find((one) => one.of === of && one.language === language.value)?.text ?? "";
  const write = (of: PhraseName, text: string) => {
    const others = phrases.filter((one) => one.of !== of || one.language !== language.value);
    onEdit({ phrases: text === "" ? others : [...others, { language: language.value, of, text }] });
  };
  const isWrong = [...culprits].some((path) => path.startsWith("contactForm.phrases"));
  return (
    <details class="finer" open={isWrong}>
      <summary>{say.title}</summary>
      <div class="fold">
        <p class="hint">{say.hint}</p>
        {isWrong ? <p class="error">{say.wrong}</p> : null}
        <Field label={say.language} error={undefined}>
          {(named) => (
            <select
              {...named}
              value={language.value}
              onChange={({ currentTarget: { value } }) => {
                language.value = LANGUAGES.find((one) => one === value) ?? "en";
              }}
            >
              {LANGUAGES.map((one) => (
                <option key={one} value={one}>
                  {names.of(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {PHRASES.map((of) => (
          <Field key={of} label={say.of[of]} error={undefined}>
            {(named) => (
              <textarea
                {...named}
                rows={2}
                maxLength={300}
                value={textOf(of)}
                onInput={({ currentTarget }) => write(of, currentTarget.value)}
              />
            )}
          </Field>
        ))}
      </div>
    </details>
  );
}
