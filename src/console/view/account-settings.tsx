/** Messenger and Instagram: what is connected and how it fares, and the way to connect more. Each change counts at once: "Save" is for the rest. */
import { useSignal } from "@preact/signals";
import type { KeptAccounts } from "../accounts.js";
import { words } from "../words.js";
import { AccountForm } from "./account-form.js";
import { AccountRow } from "./account-row.js";
import { Field } from "./field.js";
import { Folded } from "./folded.js";

const say = words.accounts;

export function AccountSettings({ accounts, now }: { accounts: KeptAccounts; now: number }) {
  const isConnecting = useSignal(false);
  return (
    <Folded title={say.title} text={say.text} shown={accounts.shown} onAgain={accounts.ask}>
      {({ webhook, accounts: all }) => (
        <>
          {all.length === 0 ? <p class="hint">{say.none}</p> : null}
          <ul class="accounts">
            {all.map((one) => (
              <AccountRow key={`${one.kind} ${one.account}`} one={one} accounts={accounts} now={now} />
            ))}
          </ul>
          {isConnecting.value ? (
            <AccountForm
              known={undefined}
              onSend={accounts.connect}
              onDone={() => {
                isConnecting.value = false;
              }}
            />
          ) : (
            <p>
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  isConnecting.value = true;
                }}
              >
                {say.connect}
              </button>
            </p>
          )}
          <Field label={say.webhook} hint={say.webhookHint} error={undefined}>
            {(named) => (
              <input
                {...named}
                type="text"
                readOnly
                dir="ltr"
                value={webhook}
                onFocus={({ currentTarget }) => currentTarget.select()}
              />
            )}
          </Field>
        </>
      )}
    </Folded>
  );
}
