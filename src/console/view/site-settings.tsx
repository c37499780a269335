/** What visitors see of the site in the chat: its name, its greeting, its colour. */
import { useId } from "preact/hooks";
import { ReplyTime } from "../../protocol/index.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { errorOf, type SettingsPart } from "./settings-part.js";

/** Recado's own, where a site has none; an `<input type=color>` must show some. */
const OWN_ACCENT = "#5b5bd6";

const REPLY_TIMES = ["", ...ReplyTime.options] as const;

export function SiteSettingsFields({ edited, culprits, onEdit }: SettingsPart) {
  const id = useId();
  const accent = /^#[0-9a-f]{6}$/i.test(edited.accent) ? edited.accent : OWN_ACCENT;
  return (
    <fieldset class="part" aria-describedby={`${id}-text`}>
      <legend>{words.site}</legend>
      <p class="part-text" id={`${id}-text`}>
        {words.siteText}
      </p>
      <Field label={words.siteName} hint={words.siteNameHint} error={errorOf(culprits, "name")}>
        {(named) => (
          <input
            {...named}
            type="text"
            value={edited.name}
            onInput={({ currentTarget }) => onEdit({ name: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={words.greeting} hint={words.greetingHint} error={errorOf(culprits, "greeting")}>
        {(named) => (
          <textarea
            {...named}
            rows={2}
            value={edited.greeting}
            onInput={({ currentTarget }) => onEdit({ greeting: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={words.replyTime} hint={words.replyTimeHint} error={undefined}>
        {(named) => (
          <select
            {...named}
            value={edited.replyTime}
            onChange={({ currentTarget }) =>
              onEdit({ replyTime: REPLY_TIMES.find((time) => time === currentTarget.value) ?? "" })
            }
          >
            {REPLY_TIMES.map((time) => (
              <option key={time} value={time}>
                {words.replyTimes[time]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.accent} hint={words.accentHint} error={errorOf(culprits, "accent")}>
        {(named) => (
          <div class="accent">
            <input
              type="color"
              aria-label={words.pickAccent}
              value={accent}
              onInput={({ currentTarget }) => onEdit({ accent: currentTarget.value })}
            />
            <input
              {...named}
              type="text"
              spellcheck={false}
              autocomplete="off"
              value={edited.accent}
              placeholder={OWN_ACCENT}
              onInput={({ currentTarget }) => onEdit({ accent: currentTarget.value })}
            />
          </div>
        )}
      </Field>
    </fieldset>
  );
}
