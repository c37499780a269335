/** Days that are not like their weekday: closed, or with hours of their own. */
import { type EditedHoliday, replaced } from "../edited-hours.js";
import { words } from "../words.js";
import { Cross } from "./icons.js";
import { numbersIn } from "./settings-part.js";
import { SpanFields } from "./span-fields.js";

const say = words.businessHours;

export interface HolidayListProps {
  holidays: readonly EditedHoliday[];
  culprits: ReadonlySet<string>;
  onHolidays(holidays: readonly EditedHoliday[]): void;
}

export function HolidayList({ holidays, culprits, onHolidays }: HolidayListProps) {
  // The same day twice is the whole list's fault.
  const isTwice = culprits.has("hours.holidays");
  return (
    <fieldset class="holidays">
      <legend>{say.holidays}</legend>
      <p class="hint">{say.holidaysHint}</p>
      {holidays.map((holiday, n) => {
        const change = (part: Partial<EditedHoliday>) => onHolidays(replaced(holidays, n, { ...holiday, ...part }));
        const path = `hours.holidays.${n}`;
        const isWrong = culprits.has(`${path}.date`) || isTwice;
        const called = holiday.name === "" ? holiday.date : holiday.name;
        return (
          <fieldset key={n} class="open-day" aria-label={called}>
            <span class="holiday">
              <input
                type="date"
                aria-label={say.date}
                aria-invalid={isWrong}
                value={holiday.date}
                onInput={({ currentTarget }) => change({ date: currentTarget.value })}
              />
              <input
                type="text"
                aria-label={say.holidayName}
                placeholder={say.holidayName}
                maxLength={100}
                value={holiday.name}
                onInput={({ currentTarget }) => change({ name: currentTarget.value })}
              />
            </span>
            <SpanFields
              day={called}
              spans={holiday.spans}
              wrong={numbersIn(culprits, `${path}.spans.`)}
              onSpans={(spans) => change({ spans })}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={say.removeHoliday(called)}
              onClick={() => onHolidays(replaced(holidays, n, undefined))}
            >
              <Cross />
            </button>
            {isWrong ? <p class="error">{isTwice ? say.wrongTwice : say.wrongDate}</p> : null}
          </fieldset>
        );
      })}
      <button type="button" class="quiet" onClick={() => onHolidays([...holidays, { date: "", name: "", spans: [] }])}>
        {say.addHoliday}
      </button>
    </fieldset>
  );
}
