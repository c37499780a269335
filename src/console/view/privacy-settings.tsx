/** How long conversations are kept, and everything about one address. */
import { useId } from "preact/hooks";
import type { Addresses } from "../addresses.js";
import { words } from "../words.js";
import { AddressData } from "./address-data.js";
import { Field } from "./field.js";
import type { SettingsPart } from "./settings-part.js";

const say = words.privacy;
const DAYS = [30, 90, 180, 365, 730];

export function PrivacySettings({ edited: { retentionDays }, onEdit, addresses }: SettingsPart & { addresses: Addresses }) {
  const id = useId();
  // A number the operator has chosen stays among those to choose from.
  const days = [...new Set([...DAYS, ...(retentionDays === undefined ? [] : [retentionDays])])].sort((a, b) => a - b);
  return (
    <fieldset class="part" aria-describedby={`${id}-text`}>
      <legend>{say.title}</legend>
      <p class="part-text" id={`${id}-text`}>
        {say.text}
      </p>
      <Field label={say.keep} hint={retentionDays === undefined ? say.keepHint : say.keepDays(retentionDays)} error={undefined}>
        {(named) => (
          <select
            {...named}
            value={retentionDays ?? ""}
            onChange={({ currentTarget: { value } }) => onEdit({ retentionDays: value === "" ? undefined : Number(value) })}
          >
            <option value="">{say.forGood}</option>
            {days.map((n) => (
              <option key={n} value={n}>
                {words.days(n)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <AddressData addresses={addresses} />
    </fieldset>
  );
}
