/** One number of forwarding: its sentence, its field with the default shown while it is empty, and the way back to that default. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { joined, parts, UNITS } from "../durations.js";
import type { CountRule, WaitRule } from "../edited-rules.js";
import type { AgentDelay } from "../edited-settings.js";
import { words } from "../words.js";

const say = words.rules;

export interface RuleFieldProps<Name> {
  name: Name;
  /** As it stands in the field; "" is the default. */
  text: string;
  /** The default in words of the field, once it is known. */
  byDefault: string | undefined;
  isWrong: boolean;
  onText(text: string): void;
}

export function WaitField({ name, text, byDefault, isWrong, onText }: RuleFieldProps<WaitRule | AgentDelay | "absentAfterMs">) {
  const id = useId();
  const shown = parts(text === "" ? (byDefault ?? "") : text);
  const amount = text === "" ? "" : shown.amount;
  return (
    <Rule id={id} name={name} isSet={text !== ""} byDefault={byDefault} isWrong={isWrong} onDefault={() => onText("")}>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={amount}
        placeholder={byDefault === undefined ? "" : parts(byDefault).amount}
        aria-describedby={`${id}-error ${id}-means`}
        aria-invalid={isWrong}
        onInput={({ currentTarget: { value } }) => onText(value === "" ? "" : joined({ amount: value, unit: shown.unit }))}
      />
      <select
        aria-label={say.unitOf(say.of[name].label)}
        value={shown.unit}
        onChange={({ currentTarget: { value } }) => {
          const unit = UNITS.find((unit) => unit === value);
          const kept = amount === "" && byDefault !== undefined ? parts(byDefault).amount : amount;
          if (unit !== undefined) onText(joined({ amount: kept, unit }));
        }}
      >
        {UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {say.unit[unit]}
          </option>
        ))}
      </select>
    </Rule>
  );
}

export function CountField({ name, text, byDefault, isWrong, onText }: RuleFieldProps<CountRule>) {
  const id = useId();
  return (
    <Rule id={id} name={name} isSet={text !== ""} byDefault={byDefault} isWrong={isWrong} onDefault={() => onText("")}>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={text}
        placeholder={byDefault}
        aria-describedby={`${id}-error ${id}-means`}
        aria-invalid={isWrong}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
    </Rule>
  );
}

interface RuleProps {
  id: string;
  name: WaitRule | CountRule | AgentDelay | "absentAfterMs";
  isSet: boolean;
  byDefault: string | undefined;
  isWrong: boolean;
  onDefault(): void;
  children: ComponentChildren;
}

function Rule({ id, name, isSet, byDefault, isWrong, onDefault, children }: RuleProps) {
  const { label, means } = say.of[name];
  return (
    <div class="number-rule">
      <label for={id}>{label}</label>
      <div class="number">{children}</div>
      <p class="hint" id={`${id}-means`}>
        {means}
        {byDefault === undefined ? null : ` ${isSet ? "" : say.isDefault(byDefault)}`}
      </p>
      <p class="error" id={`${id}-error`}>
        {isWrong ? say.wrong[wrongOf(name)] : null}
      </p>
      {isSet ? <BackToDefault label={label} byDefault={byDefault} onDefault={onDefault} /> : null}
    </div>
  );
}

function wrongOf(name: RuleProps["name"]): keyof typeof say.wrong {
  if (name === "maxAgeMs") return "age";
  if (name === "absentAfterMs") return "absence";
  return name.endsWith("Ms") ? "wait" : "count";
}

export function BackToDefault({
  label,
  byDefault,
  onDefault,
}: {
  label: string;
  byDefault: string | undefined;
  onDefault(): void;
}) {
  return (
    <button type="button" class="link" onClick={onDefault}>
      {say.backTo(byDefault)}
      <span class="only-read"> ({label})</span>
    </button>
  );
}
