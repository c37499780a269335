/** What is known about the visitor, how far they have read, and what was forwarded. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ConversationView, Decision, OwnField, SignedIn } from "../../protocol/index.js";
import { nameOf } from "../faces.js";
import type { Fresh } from "../fresh.js";
import { nextStep } from "../next-step.js";
import { pathOf } from "../page-path.js";
import type { Step } from "../talk.js";
import { momentOf } from "../times.js";
import { words } from "../words.js";
import { DecisionLog } from "./decision-log.js";
import { Cross } from "./icons.js";
import { Time } from "./small.js";

export interface DetailsProps {
  view: ConversationView;
  /** The owner's own questions, to name their answers by. */
  questions: readonly Pick<OwnField, "name" | "label">[];
  asking: Step;
  onAsk(): void;
  decisions: Fresh<readonly Decision[]>;
  onClose: (() => void) | undefined;
}

export function Details({ view, questions, asking, onAsk, decisions, onClose }: DetailsProps) {
  const { contact, address, readUpTo, deliveries, messages, pages, now } = view;
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const read = messages.filter((message) => message.seq <= readUpTo && message.by !== "system").at(-1);
  const sent = deliveries.filter((mark) => mark.state === "sent");
  const lastSent = sent.at(-1);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from wherever the focus is inside it; the button does the same.
    <div
      class="details-body"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose?.();
      }}
    >
      <div class="details-head">
        <h2>
          <bdi>{nameOf(contact)}</bdi>
        </h2>
        {onClose === undefined ? null : (
          <button ref={close} type="button" class="icon-button" aria-label={words.closeDetails} onClick={onClose}>
            <Cross />
          </button>
        )}
      </div>
      <h3>{words.contact}</h3>
      <dl>
        {view.signedIn === undefined ? null : <Fact name={words.signedInAs}>{signedInAs(view.signedIn)}</Fact>}
        <Fact name={words.email}>
          {address.email ?? contact?.email ?? words.none}
          {address.state === "none" ? null : (
            <span class={`address is-${address.state}`} title={words.addressMeans[address.state]}>
              {words.addressState[address.state]}
            </span>
          )}
        </Fact>
        <Fact name={words.phone}>{contact?.phone ?? words.none}</Fact>
        {contact?.own?.map(({ name, value }) => (
          <Fact key={name} name={questions.find((question) => question.name === name)?.label ?? name}>
            {value}
          </Fact>
        ))}
        <Fact name={words.consent}>
          {contact?.consent ?? words.none}
          {contact?.consentLink === undefined ? null : ` (${contact.consentLink})`}
        </Fact>
        {contact?.marketing === undefined ? null : (
          <Fact name={words.marketing}>{words.marketingAnswer(contact.marketing.agreed, contact.marketing.text)}</Fact>
        )}
      </dl>
      {contact?.email === undefined && view.channel === "widget" ? (
        <>
          <button type="button" class="quiet" disabled={asking.at === "asking"} onClick={onAsk}>
            {words.askForEmail}
          </button>
          <p class="error" role="alert">
            {asking.at === "failed" ? words.askFailed(asking.error.message) : null}
          </p>
        </>
      ) : null}
      <h3>{words.reading}</h3>
      <dl>
        <Fact name={words.readUpTo}>
          {read === undefined ? (
            words.nothingRead
          ) : readUpTo >= view.latest ? (
            words.everything
          ) : (
            <Time at={read.at} text={momentOf(read.at, now)} />
          )}
        </Fact>
        <Fact name={words.forwarded}>
          {lastSent === undefined ? words.nothingForwarded : words.forwardedCount(sent.length, momentOf(lastSent.at, now))}
        </Fact>
        <Fact name={words.next}>{nextStep(view.plan, now)}</Fact>
      </dl>
      <DecisionLog decisions={decisions} asOf={now} />
      {pages.length === 0 ? null : (
        <>
          <h3>{words.pages}</h3>
          <dl>
            {pages.map(({ at, page }) => (
              <Fact key={at} name={momentOf(at, now)}>
                <span title={page}>{pathOf(page)}</span>
              </Fact>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}

/** The host's own id, since that is what its other records know them by; and the name it gave. */
function signedInAs({ subject, name }: SignedIn): string {
  return name === undefined ? subject : `${name} (${subject})`;
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
