/** A labelled field with its hint, and its error in words beneath it. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface FieldProps {
  label: string;
  hint?: string;
  /** What is wrong with it, if anything. */
  error: string | undefined;
  children(named: { id: string; "aria-describedby": string; "aria-invalid": boolean }): ComponentChildren;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": `${id}-error ${id}-hint`, "aria-invalid": error !== undefined })}
      <p class="error" id={`${id}-error`}>
        {error}
      </p>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
