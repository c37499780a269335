/** The conversations that speak of an address: to look at, to take along, to delete after a question. */
import { useSignal } from "@preact/signals";
import type { AddressedConversation, DossierFormat } from "../../protocol/index.js";
import { hashOf } from "../place.js";
import { dateOf } from "../times.js";
import { words } from "../words.js";
import { Question } from "./question.js";
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
          title={say.eraseTitle(conversations.length, email)}
          text={say.eraseText}
          yes={say.yes}
          no={say.no}
          onYes={onErase}
          onNo={() => {
            isAsking.value = false;
          }}
        />
      ) : null}
    </>
  );
}
