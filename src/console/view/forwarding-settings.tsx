/** Forwarding: the one setting as three cards that say honestly what each means, a way to try it, and the numbers folded away. */
import { useEffect, useId } from "preact/hooks";
import { ForwardingMode } from "../../protocol/index.js";
import type { Defaults } from "../desk.js";
import type { Fresh } from "../fresh.js";
import type { Testing } from "../settings-draft.js";
import { words } from "../words.js";
import { ForwardingRulesFields } from "./forwarding-rules.js";
import type { SettingsPart } from "./settings-part.js";

export interface ForwardingSettingsProps extends SettingsPart {
  defaults: Fresh<Defaults>;
  testing: Testing;
  onTest(): void;
}

export function ForwardingSettings({ edited, culprits, onEdit, defaults, testing, onTest }: ForwardingSettingsProps) {
  const id = useId();
  useEffect(() => defaults.ask(), [defaults]);
  const known = defaults.shown.value.at === "here" ? defaults.shown.value.value : undefined;
  return (
    <fieldset class="part" aria-describedby={`${id}-text`}>
      <legend>{words.forwarding}</legend>
      <p class="part-text" id={`${id}-text`}>
        {words.forwardingText}
      </p>
      <div class="cards">
        {ForwardingMode.options.map((mode) => (
          <label key={mode} class="choice">
            <input
              type="radio"
              name={`${id}-mode`}
              checked={edited.mode === mode}
              aria-labelledby={`${id}-${mode}`}
              aria-describedby={`${id}-${mode}-means`}
              onChange={() => onEdit({ mode })}
            />
            <span class="choice-name" id={`${id}-${mode}`}>
              {words.mode[mode]}
            </span>
            <span class="choice-means" id={`${id}-${mode}-means`}>
              {words.modeMeans[mode]}
            </span>
          </label>
        ))}
      </div>
      <Test hindrance={hindrance(edited.mode, known)} testing={testing} onTest={onTest} />
      <ForwardingRulesFields
        rules={edited.rules}
        defaults={known?.rules}
        culprits={culprits}
        onRules={(change) => onEdit({ rules: { ...edited.rules, ...change } })}
      />
    </fieldset>
  );
}

/** Why there is nothing to try, if so. */
function hindrance(mode: ForwardingMode, known: Defaults | undefined): string | undefined {
  if (known?.canMail === false) return words.plan.noMailer;
  return mode === "nothing" ? words.test.off : undefined;
}

interface TestProps {
  hindrance: string | undefined;
  testing: Testing;
  onTest(): void;
}

function Test({ hindrance, testing, onTest }: TestProps) {
  const id = useId();
  const isIdle = hindrance === undefined && testing.at !== "asking";
  return (
    <div class="try">
      <button type="button" class="quiet" aria-disabled={!isIdle} aria-describedby={id} onClick={() => isIdle && onTest()}>
        {words.test.button}
      </button>
      <p class="hint" id={id}>
        {hindrance ?? words.test.hint}
      </p>
      <p role="status" class={testing.at === "failed" ? "error" : "is-good"}>
        {outcome(testing)}
      </p>
    </div>
  );
}

function outcome(testing: Testing): string | null {
  switch (testing.at) {
    case "idle":
      return null;
    case "asking":
      return words.test.sending;
    case "sent":
      return words.test.sent(testing.to);
    case "failed":
      return testing.said === undefined ? words.test.wrong : words.test.failed(testing.said);
  }
}
