/** One address that gets no mail, why, and the way back: at once for what agents have added, else by their word that its reader asked. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Suppression } from "../../protocol/index.js";
import { readable } from "../calls.js";
import { dateOf } from "../times.js";
import { suppressedBecause } from "../why.js";
import { words } from "../words.js";
import { Time } from "./small.js";

const say = words.suppressions;

export interface SuppressionRowProps {
  one: Suppression;
  /** Rejects with a ChatError. */
  onLift(asked: boolean): Promise<void>;
}

export function SuppressionRow({ one: { email, because, at, lifted }, onLift }: SuppressionRowProps) {
  const isAsking = useSignal(false);
  const trouble = useSignal<string | undefined>(undefined);
  const lift = async (asked: boolean) => {
    trouble.value = undefined;
    try {
      await onLift(asked);
      isAsking.value = false;
    } catch (cause) {
      trouble.value = say.notLifted(readable(cause).message);
    }
  };
  return (
    <li class={lifted === undefined ? "" : "is-lifted"}>
      <p>
        <bdi>{email}</bdi>
      </p>
      <p class="hint">
        {suppressedBecause(because)} · <Time at={at} text={dateOf(at)} />
        {lifted === undefined ? null : (
          <>
            {" · "}
            {say.lifted(dateOf(lifted.at), lifted.by)}
          </>
        )}
      </p>
      {lifted !== undefined || isAsking.value ? null : (
        <button
          type="button"
          class="link"
          onClick={() => {
            if (because === "owner") void lift(false);
            else isAsking.value = true;
          }}
        >
          {because === "owner" ? say.remove : say.asked}
          <span class="only-read"> ({email})</span>
        </button>
      )}
      {isAsking.value && lifted === undefined ? (
        <Confirm
          email={email}
          onYes={() => void lift(true)}
          onNo={() => {
            isAsking.value = false;
          }}
        />
      ) : null}
      <p class="error" role="alert">
        {trouble.value}
      </p>
    </li>
  );
}

function Confirm({ email, onYes, onNo }: { email: string; onYes(): void; onNo(): void }) {
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <fieldset class="confirm">
      <legend>{say.confirmTitle(email)}</legend>
      <p>{say.confirm}</p>
      <button ref={yes} type="button" class="quiet" onClick={onYes}>
        {say.yes}
      </button>
      <button type="button" class="link" onClick={onNo}>
        {say.no}
      </button>
    </fieldset>
  );
}
