/**
 * The contact form at work: keeps its state in a signal, tells it the facts, and gives what was filled in to the client. Fetches
 * the form when it is first due, and until it is here nothing is lost: what is held stays held.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ChatError } from "../client/errors.js";
import type { Chat, Entry } from "../client/face.js";
import type { Form, FormFacts } from "../contact-form/form.js";
import type { ReadAnswer } from "../contact-form/read.js";
import { isLacking, ruleFor } from "../contact-form/rule.js";
import type { Contact } from "../protocol/index.js";
import { effectUntil } from "./effect-until.js";
import { type FormParts, formParts } from "./form-parts.js";
import { type LatePorts, latePart } from "./late-part.js";
import type { Speech } from "./words.js";

export interface ContactDesk {
  /** Undefined until it was first due and its code is here. */
  readonly form: ReadonlySignal<Form | undefined>;
  readonly parts: ReadonlySignal<FormParts | undefined>;
  readonly held: ReadonlySignal<number>;
  readonly read: ReadAnswer;
  /** It is due, but its code could not be fetched; asked for again by itself. */
  readonly isMissing: ReadonlySignal<boolean>;
  /** A first message is being written: the form may be due in a moment. */
  expect(): void;
  /** A message was written: if the form is due, now. */
  hurry(): void;
  /** The visitor wants to correct the answer given. */
  change(): void;
  /** The next state by one of the form's own steps. */
  step(next: (form: Form, facts: FormFacts) => Form): void;
  /** Gives the contact to the client. Resolves with what went wrong. */
  give(contact: Contact): Promise<ChatError | undefined>;
}

export interface DeskPorts extends LatePorts {
  readonly chat: Chat;
  /** Of its timeline the messages. */
  readonly told: ReadonlySignal<readonly Entry[]>;
  readonly isOpen: ReadonlySignal<boolean>;
  /** Messages written in this visit. */
  readonly written: Signal<number>;
  readonly speech: ReadonlySignal<Speech>;
  /** From the panel, which has what it takes already. */
  readonly read: ReadAnswer;
}

export function createContactDesk({ chat, told, isOpen, written, speech, read, ...late }: DeskPorts): ContactDesk {
  const form = signal<Form | undefined>(undefined);
  const isChangeWanted = signal(false);
  const arrived = computed(() => told.value.filter((entry) => entry.kind === "message" && entry.message.by === "visitor").length);
  const mine = computed(() => arrived.value + chat.timeline.value.length - told.value.length);
  const held = computed(
    () => chat.timeline.value.slice(told.value.length).filter((one) => one.kind === "draft" && one.state.at === "held").length,
  );
  const asked = computed(() =>
    told.value.reduce((last, entry) => (entry.kind === "message" && entry.message.asks ? entry.message.seq : last), 0),
  );
  const facts = computed((): FormFacts | undefined => {
    const site = chat.site.value;
    if (!site) return undefined;
    const rules = site.contactForm;
    const availability = chat.availability.value ?? site.availability;
    const contact = chat.contact.value;
    return {
      ...{ form: rules, read, availability, contact, held: held.value, written: written.value, asked: asked.value },
      rule: ruleFor(rules, availability),
      isKnown: !isLacking(rules, contact),
      wroteEarlier: mine.value > written.value,
    };
  });
  /** Never for a page view, nor for opening alone. */
  const isDue = computed(() => {
    const known = facts.value;
    if (!isOpen.value || !known) return false;
    const isAsked = known.asked || known.held || (known.rule === "optional" && mine.value);
    return isChangeWanted.value || (!known.isKnown && !!isAsked);
  });

  const part = latePart((attempt) => formParts(speech.peek(), attempt), isDue, late);

  effectUntil(late.ended, () => {
    const known = facts.value;
    const here = part.here.value;
    // Nothing of what was written is left: logged out, here or in another tab. The next person starts afresh.
    if (mine.value === 0 && written.value > 0) {
      batch(() => {
        written.value = 0;
        form.value = undefined;
      });
    } else if (known && here) {
      const next = here.notice(form.peek() ?? here.UNASKED, known);
      form.value = isChangeWanted.value ? here.change(next, known) : next;
      isChangeWanted.value = false;
    }
  });

  return {
    form,
    parts: part.here,
    held,
    read,
    isMissing: part.isMissing,
    expect() {
      const known = facts.peek();
      if (known && !known.isKnown && known.rule !== "never") part.expect();
    },
    hurry: part.hurry,
    change() {
      isChangeWanted.value = true;
      part.hurry();
    },
    step(next) {
      const known = facts.peek();
      const now = form.peek();
      if (known && now) form.value = next(now, known);
    },
    give: (contact) =>
      // What it rejects with is its promise (face.ts).
      chat.identify(contact).catch((cause) => cause),
  };
}
