/** Asks for a sign-in link. What it says afterwards is the same whether the address is known or not. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { parseEmail } from "../../protocol/index.js";
import { readable } from "../calls.js";
import { words } from "../words.js";
import { Field } from "./field.js";

type Asking =
  | { readonly at: "idle" }
  | { readonly at: "asking" }
  | { readonly at: "asked"; readonly email: string }
  | { readonly at: "refused"; readonly why: string };

export function RequestLink({ onRequest }: { onRequest(email: string): Promise<void> }) {
  const asking = useSignal<Asking>({ at: "idle" });
  const input = useRef<HTMLInputElement>(null);
  const refuse = (why: string) => {
    asking.value = { at: "refused", why };
    input.current?.focus();
  };
  const ask = async () => {
    if (asking.value.at === "asking") return;
    const email = parseEmail(input.current?.value ?? "");
    if (email === undefined) return refuse(words.signIn.notAnAddress);
    asking.value = { at: "asking" };
    try {
      await onRequest(email);
      asking.value = { at: "asked", email };
    } catch (cause) {
      refuse(words.signIn.requestFailed(readable(cause).message));
    }
  };
  const now = asking.value;
  return (
    <>
      <p role="status" class="requested">
        {now.at === "asked" ? words.signIn.requested(now.email) : null}
      </p>
      {now.at === "asked" ? (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            asking.value = { at: "idle" };
          }}
        >
          {words.signIn.another}
        </button>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <Field label={words.signIn.email} hint={words.signIn.howItWorks} error={now.at === "refused" ? now.why : undefined}>
            {(named) => <input ref={input} {...named} type="email" inputMode="email" autocomplete="email" name="email" />}
          </Field>
          <button type="submit" class="primary" aria-disabled={now.at === "asking"}>
            {now.at === "asking" ? words.signIn.requesting : words.signIn.request}
          </button>
        </form>
      )}
    </>
  );
}
