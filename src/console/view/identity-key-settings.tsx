/** The site's identity key: made, shown, replaced. Each change counts at once: "Save" is for the rest. */
import { useSignal } from "@preact/signals";
import type { IdentityKeys } from "../../protocol/index.js";
import { readable } from "../calls.js";
import type { KeptIdentityKeys } from "../identity-keys.js";
import { momentOf } from "../times.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { Folded } from "./folded.js";

const say = words.identityKeys;
/** Not a password field: browsers would offer to remember what is none of theirs. */
const HIDDEN = "•".repeat(43);

export function IdentityKeySettings({ keys, now }: { keys: KeptIdentityKeys; now: number }) {
  return (
    <Folded title={say.title} text={say.text} shown={keys.shown} onAgain={keys.ask}>
      {(known) => <Keys known={known} keys={keys} now={now} />}
    </Folded>
  );
}

function Keys({ known: { key, old }, keys, now }: { known: IdentityKeys; keys: KeptIdentityKeys; now: number }) {
  const isShown = useSignal(false);
  const trouble = useSignal<string | undefined>(undefined);
  const change = (work: () => Promise<void>) => async () => {
    trouble.value = undefined;
    try {
      await work();
    } catch (cause) {
      trouble.value = say.notChanged(readable(cause).message);
    }
  };
  const [latest] = old;
  return (
    <>
      {key === undefined ? null : (
        <Field label={say.key} hint={say.keyHint(momentOf(key.createdAt, now))} error={undefined}>
          {(named) => (
            <div class="with-button">
              <input
                {...named}
                readOnly
                type="text"
                autocomplete="off"
                spellcheck={false}
                value={isShown.value ? key.secret : HIDDEN}
                onFocus={({ currentTarget }) => currentTarget.select()}
              />
              <button
                type="button"
                class="quiet"
                aria-pressed={isShown.value}
                onClick={() => {
                  isShown.value = !isShown.value;
                }}
              >
                {say.show}
              </button>
            </div>
          )}
        </Field>
      )}
      <p>
        <button type="button" class="quiet" onClick={change(keys.renew)}>
          {key === undefined ? say.first : say.renew}
        </button>
      </p>
      {key === undefined ? null : <p class="hint">{say.renewText}</p>}
      {latest === undefined ? null : (
        <>
          <p role="status">{say.old(momentOf(latest.endsAt, now))}</p>
          <p>
            <button type="button" class="quiet" onClick={change(keys.endOld)}>
              {say.endOld}
            </button>
          </p>
          <p class="hint">{say.endOldText}</p>
        </>
      )}
      <p class="error" role="alert">
        {trouble.value}
      </p>
    </>
  );
}
