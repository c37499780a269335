/** When the site is open: always, or by the clock on its wall, with what that means right now. */
import type { ReadonlySignal } from "@preact/signals";
import { useId } from "preact/hooks";
import * as v from "valibot";
import { Hours } from "../../protocol/index.js";
import { openingAt } from "../../protocol/opening.js";
import { asHours, type EditedHours, replaced } from "../edited-hours.js";
import { momentIn, weekdays } from "../times.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { HolidayList } from "./holiday-list.js";
import { WaitField } from "./rule-fields.js";
import { numbersIn, type SettingsPart } from "./settings-part.js";
import { SpanFields } from "./span-fields.js";

const say = words.businessHours;
const DAYS = weekdays();
const WORKDAYS = 5;
/** What holds where the owner says nothing: the server's own. */
const ABSENCE = "10 min";

export function HoursSettings({ edited, culprits, onEdit, now }: SettingsPart & { now: ReadonlySignal<number> }) {
  const id = useId();
  const { hours } = edited;
  const edit = (change: Partial<EditedHours>) => onEdit({ hours: { ...hours, ...change } });
  return (
    <fieldset class="part" aria-describedby={`${id}-text`}>
      <legend>{say.title}</legend>
      <p class="part-text" id={`${id}-text`}>
        {say.text}
      </p>
      <div class="cards is-pair">
        {(["always", "kept"] as const).map((kind) => (
          <label key={kind} class="choice">
            <input
              type="radio"
              name={id}
              checked={hours.isKept === (kind === "kept")}
              aria-labelledby={`${id}-${kind}`}
              aria-describedby={`${id}-${kind}-means`}
              onChange={() => edit({ isKept: kind === "kept" })}
            />
            <span class="choice-name" id={`${id}-${kind}`}>
              {say.kind[kind]}
            </span>
            <span class="choice-means" id={`${id}-${kind}-means`}>
              {say.means[kind]}
            </span>
          </label>
        ))}
      </div>
      {hours.isKept ? (
        <>
          <p class="now" role="status">
            {standing(hours, now.value)}
          </p>
          <Field label={say.timeZone} hint={say.timeZoneHint} error={culprits.has("hours.timeZone") ? say.wrongZone : undefined}>
            {(named) => (
              <>
                <input
                  {...named}
                  type="text"
                  list={`${id}-zones`}
                  autocomplete="off"
                  spellcheck={false}
                  value={hours.timeZone}
                  onInput={({ currentTarget }) => edit({ timeZone: currentTarget.value })}
                />
                <datalist id={`${id}-zones`}>
                  {Intl.supportedValuesOf("timeZone").map((zone) => (
                    <option key={zone} value={zone} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <div class="days">
            {DAYS.map((day, n) => (
              <fieldset key={day} class="open-day" aria-label={day}>
                <span class="open-day-name">{day}</span>
                <SpanFields
                  day={day}
                  spans={hours.week[n] ?? []}
                  wrong={numbersIn(culprits, `hours.week.${n}.`)}
                  onSpans={(spans) => edit({ week: replaced(hours.week, n, spans) })}
                />
                {n === 0 ? (
                  <button type="button" class="link" onClick={() => edit({ week: withMondays(hours.week) })}>
                    {say.copy}
                  </button>
                ) : null}
              </fieldset>
            ))}
          </div>
          <HolidayList holidays={hours.holidays} culprits={culprits} onHolidays={(holidays) => edit({ holidays })} />
        </>
      ) : null}
      <WaitField
        name="absentAfterMs"
        text={edited.absentAfter}
        byDefault={ABSENCE}
        isWrong={culprits.has("absentAfterMs")}
        onText={(absentAfter) => onEdit({ absentAfter })}
      />
    </fieldset>
  );
}

/** "Now: open until 18:00", by the site's own clock; nothing while the fields make no sense. */
function standing(edited: EditedHours, now: number): string | null {
  const sound = v.safeParse(Hours, asHours(edited));
  if (!sound.success) return null;
  const { isOpen, until } = openingAt(sound.output, now);
  const when = until === undefined ? undefined : momentIn(sound.output.timeZone, until, now);
  return isOpen ? say.isOpen(when) : say.isClosed(when);
}

const withMondays = (week: EditedHours["week"]) => week.map((spans, n) => (n < WORKDAYS ? (week[0] ?? []) : spans));
