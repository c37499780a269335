/** One e-mail address and what to do with it, at once: it stands inside the settings' form, and is none of what that one saves. */
import type { RefObject } from "preact";
import { Field } from "./field.js";

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly button: string;
  readonly onGo: () => Promise<void>;
}

export function AddressField({ input, button, onGo, ...field }: Props) {
  return (
    <Field {...field}>
      {(named) => (
        <div class="with-button">
          <input
            ref={input}
            {...named}
            type="email"
            inputMode="email"
            autocomplete="off"
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              void onGo();
            }}
          />
          <button type="button" class="quiet" onClick={() => void onGo()}>
            {button}
          </button>
        </div>
      )}
    </Field>
  );
}
