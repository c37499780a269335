/** The finer settings of forwarding, folded: most sites never need them. */
import { useId } from "preact/hooks";
import type { ForwardingDefaults } from "../../protocol/index.js";
import { asText } from "../durations.js";
import type { Context, CountRule, EditedRules, WaitRule } from "../edited-rules.js";
import { words } from "../words.js";
import { BackToDefault, CountField, WaitField } from "./rule-fields.js";

const say = words.rules;
const CONTEXTS: readonly Context[] = ["all", "agent", "none"];

export interface ForwardingRulesProps {
  rules: EditedRules;
  /** Undefined until the server has told them. */
  defaults: ForwardingDefaults | undefined;
  culprits: ReadonlySet<string>;
  onRules(change: Partial<EditedRules>): void;
}

export function ForwardingRulesFields(props: ForwardingRulesProps) {
  const { rules, defaults, culprits, onRules } = props;
  const isWrong = (name: string) => culprits.has(`forwarding.rules.${name}`);
  const wait = (name: WaitRule) => (
    <WaitField
      key={name}
      name={name}
      text={rules[name]}
      byDefault={defaults && asText(defaults[name])}
      isWrong={isWrong(name)}
      onText={(text) => onRules({ [name]: text })}
    />
  );
  const count = (name: CountRule) => (
    <CountField
      key={name}
      name={name}
      text={rules[name]}
      byDefault={defaults && String(defaults[name])}
      isWrong={isWrong(name)}
      onText={(text) => onRules({ [name]: text })}
    />
  );
  return (
    <details class="finer">
      <summary>{say.title}</summary>
      <div class="fold">
        <p class="hint">{say.text}</p>
        <h2>{say.groups.when}</h2>
        {(["awayDelayMs", "presentDelayMs", "mailThreadDelayMs", "awayGraceMs", "awayCapMs", "presentCapMs"] as const).map(wait)}
        <h2>{say.groups.moves}</h2>
        {(["closeDelayMs", "closeDelayPresentMs", "typingTtlMs", "typingGraceMs", "gapMs", "maxAgeMs"] as const).map(wait)}
        <h2>{say.groups.transcript}</h2>
        {(["transcriptCloseDelayMs", "transcriptQuietMs"] as const).map(wait)}
        <h2>{say.groups.content}</h2>
        {(["contextCount", "shortCount"] as const).map(count)}
        <h2>{say.groups.unconfirmed}</h2>
        {count("unverifiedDailyCount")}
        <UnverifiedContext {...props} />
      </div>
    </details>
  );
}

function UnverifiedContext({ rules, defaults, onRules }: ForwardingRulesProps) {
  const id = useId();
  const chosen = rules.unverifiedContext || defaults?.unverifiedContext;
  return (
    <fieldset class="rule">
      <legend>{say.context.label}</legend>
      <div class="segments">
        {CONTEXTS.map((context) => (
          <label key={context}>
            <input
              type="radio"
              name={id}
              checked={chosen === context}
              aria-describedby={`${id}-means`}
              onChange={() => onRules({ unverifiedContext: context === defaults?.unverifiedContext ? "" : context })}
            />
            <span>{say.context.names[context]}</span>
          </label>
        ))}
      </div>
      <p class="hint" id={`${id}-means`}>
        {chosen === undefined ? null : say.context.means[chosen]}
      </p>
      {rules.unverifiedContext === "" ? null : (
        <BackToDefault
          label={say.context.label}
          byDefault={defaults && say.context.names[defaults.unverifiedContext]}
          onDefault={() => onRules({ unverifiedContext: "" })}
        />
      )}
    </fieldset>
  );
}
