/** Which files visitors may send along with a message, and how large: no kind at all is none. */
import { useId } from "preact/hooks";
import { FILE_KINDS } from "../../protocol/index.js";
import { sizeOf } from "../sizes.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import type { SettingsPart } from "./settings-part.js";

const say = words.uploads;
const SIZES_MB = [1, 2, 5, 10, 25];

export function UploadSettingsFields({ edited: { uploads }, onEdit }: SettingsPart) {
  const id = useId();
  const { kinds, largestMegabytes } = uploads;
  // A size the operator has chosen stays among those to choose from.
  const sizes = [...new Set([...SIZES_MB, largestMegabytes])].sort((a, b) => a - b);
  return (
    <fieldset class="part" aria-describedby={`${id}-text`}>
      <legend>{say.title}</legend>
      <p class="part-text" id={`${id}-text`}>
        {say.text}
      </p>
      <div class="cards">
        {FILE_KINDS.map((kind) => (
          <label key={kind} class="choice">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              aria-labelledby={`${id}-${kind}`}
              aria-describedby={`${id}-${kind}-means`}
              onChange={({ currentTarget: { checked } }) => {
                const chosen = FILE_KINDS.filter((one) => (one === kind ? checked : kinds.includes(one)));
                onEdit({ uploads: { ...uploads, kinds: chosen } });
              }}
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
      <Field label={say.largest} error={undefined}>
        {(named) => (
          <select
            {...named}
            value={largestMegabytes}
            disabled={kinds.length === 0}
            onChange={({ currentTarget }) => onEdit({ uploads: { ...uploads, largestMegabytes: Number(currentTarget.value) } })}
          >
            {sizes.map((size) => (
              <option key={size} value={size}>
                {sizeOf(size * 1_000_000)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
}
