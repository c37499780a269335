/** The conversations that speak of an address: to look at, to take along, to delete after a question. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { AddressedConversation, DossierFormat } from "../../protocol/index.js";
import { hashOf } from "../place.js";
import { dateOf } from "../times.js";
import { words } from "../words.js";
import { Time } from "./small.js";

const say = words.privacy;

export interface AddressConversationsProps {
  email: string;
  conversations: readonly AddressedConversation[];
  onSave(as: DossierFormat): void;
  onErase(): void;
}

export function AddressConversations({ email, conversations, onSave, onErase }: AddressConversationsProps) {
  const isAsking = useSignal(false);
  return (
    <>
      <ul class="suppressed">
        {conversations.map(({ id, name, at, messages, confirmed }) => (
          <li key={id}>
            <p>
              <a href={hashOf({ at: "conversation", id })}>
                <bdi>{name ?? words.visitor}</bdi>
              </a>
            </p>
            <p class="hint">
              {say.messages(messages)} · <Time at={at} text={dateOf(at)} /> · {confirmed ? say.confirmed : say.unconfirmed}
            </p>
          </li>
        ))}
      </ul>
      {conversations.every(({ confirmed }) => confirmed) ? null : <p class="hint">{say.typedOnly}</p>}
      <p class="verbs">
        <button type="button" class="quiet" onClick={() => onSave("html")}>
          {say.saveHtml}
        </button>
        <button type="button" class="quiet" onClick={() => onSave("json")}>
          {say.saveJson}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {say.erase}
        </button>
      </p>
      {isAsking.value ? (
        <Question
          email={email}
          count={conversations.length}
          onYes={onErase}
          onNo={() => {
            isAsking.value = false;
          }}
        />
      ) : null}
    </>
  );
}

function Question({ email, count, onYes, onNo }: { email: string; count: number; onYes(): void; onNo(): void }) {
  const no = useRef<HTMLButtonElement>(null);
  // The harmless answer is the one under the hand.
  useEffect(() => no.current?.focus(), []);
  return (
    <fieldset class="confirm">
      <legend>{say.eraseTitle(count, email)}</legend>
      <p>{say.eraseText}</p>
      <button type="button" class="quiet" onClick={onYes}>
        {say.yes}
      </button>
      <button ref={no} type="button" class="link" onClick={onNo}>
        {say.no}
      </button>
    </fieldset>
  );
}
