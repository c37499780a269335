/** Mail to agents: whether what nobody saw is mailed to them, and how soon. What each wants for themselves is in their account menu. */
import { useId } from "preact/hooks";
import type { Defaults } from "../desk.js";
import { asText } from "../durations.js";
import { AGENT_DELAYS } from "../edited-settings.js";
import type { Fresh } from "../fresh.js";
import { words } from "../words.js";
import { WaitField } from "./rule-fields.js";
import type { SettingsPart } from "./settings-part.js";

const say = words.agentMail;

export function AgentMailSettings({ edited, culprits, onEdit, defaults }: SettingsPart & { defaults: Fresh<Defaults> }) {
  const id = useId();
  const { agentMail } = edited;
  const known = defaults.shown.value.at === "here" ? defaults.shown.value.value : undefined;
  const byDefault = { delayMs: known?.rules.awayDelayMs, onlineDelayMs: known?.rules.presentDelayMs };
  return (
    <fieldset class="part" aria-describedby={`${id}-text`}>
      <legend>{say.title}</legend>
      <p class="part-text" id={`${id}-text`}>
        {known?.canMail === false ? words.plan.noMailer : say.text}
      </p>
      <div class="cards">
        {(["on", "off"] as const).map((kind) => (
          <label key={kind} class="choice">
            <input
              type="radio"
              name={id}
              checked={agentMail.isOn === (kind === "on")}
              aria-labelledby={`${id}-${kind}`}
              aria-describedby={`${id}-${kind}-means`}
              onChange={() => onEdit({ agentMail: { ...agentMail, isOn: kind === "on" } })}
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
      {AGENT_DELAYS.map((name) => {
        const ms = byDefault[name];
        return (
          <WaitField
            key={name}
            name={name}
            text={agentMail[name]}
            byDefault={ms === undefined ? undefined : asText(ms)}
            isWrong={culprits.has(`agentMail.${name}`)}
            onText={(text) => onEdit({ agentMail: { ...agentMail, [name]: text } })}
          />
        );
      })}
    </fieldset>
  );
}
