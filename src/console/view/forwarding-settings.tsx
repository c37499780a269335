/** The one setting of forwarding, as three cards that say honestly what each means. */
import { useId } from "preact/hooks";
import { ForwardingMode } from "../../protocol/index.js";
import { words } from "../words.js";
import type { SettingsPart } from "./settings-part.js";

export function ForwardingSettings({ edited, onEdit }: SettingsPart) {
  const id = useId();
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
    </fieldset>
  );
}
