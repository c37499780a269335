/** One account elsewhere: how it fares, and what can be done with it. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ConnectedAccount } from "../../protocol/index.js";
import type { KeptAccounts } from "../accounts.js";
import { readable } from "../calls.js";
import { momentOf } from "../times.js";
import { words } from "../words.js";
import { AccountForm } from "./account-form.js";
import { Question } from "./question.js";

const say = words.accounts;

interface Props {
  readonly one: ConnectedAccount;
  readonly accounts: KeptAccounts;
  readonly now: number;
}

export function AccountRow({ one, accounts, now }: Props) {
  const doing = useSignal<"nothing" | "changing" | "leaving">("nothing");
  const trouble = useSignal<string | undefined>(undefined);
  const { kind, account, name = account, heardAt, refused, humanAgent, isConfigured } = one;
  const id = useId();
  const attempt = async (work: Promise<void>) => {
    trouble.value = undefined;
    try {
      await work;
    } catch (cause) {
      trouble.value = say.notChanged(readable(cause).message);
    }
  };
  const to = (next: typeof doing.value) => () => {
    doing.value = next;
  };
  return (
    <li>
      <h2>
        <bdi>{name}</bdi> <span class="hint">{words.channel[kind]}</span>
      </h2>
      {refused === undefined ? null : (
        <p class="error" role="alert">
          {say.refused(momentOf(refused.at, now), refused.reason)}
        </p>
      )}
      <p class="hint">{heardAt === undefined ? say.unheard : say.heard(momentOf(heardAt, now))}</p>
      <p class="hint">
        <bdi>{say.set(account, one.accessToken.endsIn, one.appSecret.endsIn)}</bdi>
      </p>
      <label class="choice">
        <input
          type="checkbox"
          checked={humanAgent}
          disabled={isConfigured}
          aria-labelledby={id}
          aria-describedby={`${id}-means`}
          onChange={(event) => {
            // The box shows what the server has, and not what was pressed.
            event.currentTarget.checked = humanAgent;
            void attempt(accounts.connect({ kind, account, humanAgent: !humanAgent }));
          }}
        />
        <span id={id} class="choice-name">
          {say.humanAgent}
        </span>
        <span id={`${id}-means`} class="choice-means">
          {say.humanAgentHint}
        </span>
      </label>
      {isConfigured ? <p class="hint">{say.configured}</p> : null}
      {isConfigured || doing.value !== "nothing" ? null : (
        <p class="verbs">
          <button type="button" class="link" onClick={to("changing")}>
            {say.change}
            <span class="only-read"> ({name})</span>
          </button>
          <button type="button" class="link" onClick={to("leaving")}>
            {say.disconnect}
            <span class="only-read"> ({name})</span>
          </button>
        </p>
      )}
      {doing.value === "changing" ? <AccountForm known={one} onSend={accounts.connect} onDone={to("nothing")} /> : null}
      {doing.value === "leaving" ? (
        <Question
          title={say.leaveTitle(name)}
          text={say.leaveText}
          yes={say.yes}
          no={say.no}
          onYes={() => void attempt(accounts.disconnect(one))}
          onNo={to("nothing")}
        />
      ) : null}
      <p class="error" role="alert">
        {trouble.value}
      </p>
    </li>
  );
}
