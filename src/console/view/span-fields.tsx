/** The hours of one day: from, to, as often as it opens. None: closed. */
import type { Span } from "../../protocol/index.js";
import { OFFICE_HOURS, replaced } from "../edited-hours.js";
import { words } from "../words.js";
import { Cross } from "./icons.js";

const say = words.businessHours;

export interface SpanFieldsProps {
  /** Whose hours, for those who only hear them. */
  day: string;
  spans: readonly Span[];
  /** The numbers of those that were refused. */
  wrong: ReadonlySet<number>;
  onSpans(spans: readonly Span[]): void;
}

export function SpanFields({ day, spans, wrong, onSpans }: SpanFieldsProps) {
  return (
    <div class="spans">
      {spans.length === 0 ? <span class="closed">{say.closed}</span> : null}
      {spans.map((span, n) => (
        <span key={n} class="span">
          <input
            type="time"
            aria-label={say.from(day)}
            aria-invalid={wrong.has(n)}
            value={span.from}
            onInput={({ currentTarget }) => onSpans(replaced(spans, n, { ...span, from: currentTarget.value }))}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            aria-label={say.to(day)}
            aria-invalid={wrong.has(n)}
            value={span.to}
            onInput={({ currentTarget }) => onSpans(replaced(spans, n, { ...span, to: currentTarget.value }))}
          />
          {span.to !== "" && span.to <= span.from ? <span class="hint">{say.nextDay(span.to)}</span> : null}
          <button
            type="button"
            class="icon-button"
            aria-label={say.remove(day, span.from, span.to)}
            onClick={() => onSpans(replaced(spans, n, undefined))}
          >
            <Cross />
          </button>
          {wrong.has(n) ? <span class="error">{say.wrongSpan}</span> : null}
        </span>
      ))}
      <button type="button" class="link" onClick={() => onSpans([...spans, next(spans)])}>
        {say.add}
        <span class="only-read"> ({day})</span>
      </button>
    </div>
  );
}

/** After the last one's end there is most often a break of an hour. */
function next(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  if (last === undefined) return OFFICE_HOURS;
  const hour = Number(last.to.slice(0, 2));
  return { from: clock(hour + 1), to: clock(hour + 4) };
}

const clock = (hour: number): string => `${String(hour % 24).padStart(2, "0")}:00`;
