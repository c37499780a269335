/** An account's number and secrets, written and never read back: what is there already shows its last characters, and stays where the field stays empty. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { AccountWish, ConnectedAccount } from "../../protocol/index.js";
import { readable } from "../calls.js";
import { words } from "../words.js";
import { Field } from "./field.js";

const say = words.accounts;
const SECRETS = ["accessToken", "appSecret", "verifyToken"] as const;

interface Props {
  /** The account whose secrets are changed; undefined for a new one. */
  readonly known: ConnectedAccount | undefined;
  /** Rejects with a ChatError. */
  readonly onSend: (wish: AccountWish) => Promise<void>;
  readonly onDone: () => void;
}

export function AccountForm({ known, onSend, onDone }: Props) {
  const box = useRef<HTMLFieldSetElement>(null);
  const kind = useSignal<AccountWish["kind"]>(known?.kind ?? "messenger");
  const typed = useRef<Record<string, string>>({});
  const trouble = useSignal<{ readonly field: string | undefined; readonly said: string } | undefined>(undefined);
  const isSending = useSignal(false);
  useEffect(() => box.current?.querySelector<HTMLElement>("select, input")?.focus(), []);

  const send = async () => {
    if (isSending.value) return;
    trouble.value = undefined;
    const { account = known?.account ?? "", ...secrets } = Object.fromEntries(
      Object.entries(typed.current).flatMap(([name, text]) => (text.trim() === "" ? [] : [[name, text.trim()]])),
    );
    isSending.value = true;
    try {
      await onSend({ kind: kind.value, account, ...secrets });
      onDone();
    } catch (cause) {
      const { field, message } = readable(cause);
      trouble.value = { field, said: say.notChanged(message) };
    }
    isSending.value = false;
  };
  const errorOf = (name: string) => (trouble.value?.field === name ? trouble.value.said : undefined);
  const input = (name: string, label: string, hint: string) => (
    <Field key={name} label={label} hint={hint} error={errorOf(name)}>
      {(named) => (
        <input
          {...named}
          dir="ltr"
          type="text"
          inputMode={name === "account" ? "numeric" : "text"}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={({ currentTarget }) => {
            typed.current[name] = currentTarget.value;
          }}
          onKeyDown={(event) => {
            // It stands inside the settings' form, and is none of what that one saves.
            if (event.key !== "Enter") return;
            event.preventDefault();
            void send();
          }}
        />
      )}
    </Field>
  );
  const isPlaced = ["account", ...SECRETS].some((name) => name === trouble.value?.field);
  return (
    <fieldset class="account-form" ref={box}>
      <legend>{known === undefined ? say.connect : say.changeTitle}</legend>
      {known === undefined ? (
        <div class="pair">
          <Field label={say.kind} error={undefined}>
            {(named) => (
              <select
                {...named}
                value={kind.value}
                onChange={({ currentTarget }) => {
                  kind.value = currentTarget.value === "instagram" ? "instagram" : "messenger";
                }}
              >
                <option value="messenger">{say.kinds.messenger}</option>
                <option value="instagram">{say.kinds.instagram}</option>
              </select>
            )}
          </Field>
          {input("account", say.account[kind.value], say.accountHint)}
        </div>
      ) : null}
      {SECRETS.map((name) => input(name, say[name], known === undefined ? say.hints[name] : say.stays(known[name].endsIn)))}
      <p class="error" role="alert">
        {isPlaced ? null : trouble.value?.said}
      </p>
      <p class="verbs">
        <button type="button" class="quiet" aria-disabled={isSending.value} onClick={() => void send()}>
          {known === undefined ? say.connectButton : say.changeButton}
        </button>
        <button type="button" class="link" onClick={onDone}>
          {say.no}
        </button>
      </p>
    </fieldset>
  );
}
