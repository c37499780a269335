/** The contact form at work: keeps its state in a signal, tells it the facts, and gives what was filled in to the client. */
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { ChatError } from "../client/errors.js";
import type { Chat } from "../client/face.js";
import * as machine from "../contact-form/form.js";
import type { FieldName } from "../contact-form/rule.js";
import type { ContactForm } from "../protocol/index.js";

export interface ContactDesk {
  readonly form: ReadonlySignal<machine.Form>;
  /** Puts a message on its way and lets the form know that one was written. Throws what `chat.send` throws. */
  send(text: string): void;
  type(name: FieldName, text: string): void;
  leave(name: FieldName): void;
  skip(): void;
  reopen(): void;
  change(): void;
  cancel(): void;
  /** Resolves with whether the contact was taken; what went wrong then stands in the form. */
  submit(): Promise<boolean>;
}

export function createContactDesk(chat: Chat, ended: AbortSignal): ContactDesk {
  const form = signal(machine.UNASKED);
  const written = signal(0);
  const mine = computed(() => chat.timeline.value.filter((entry) => entry.kind === "draft" || entry.message.by === "visitor"));
  const facts = computed((): machine.FormFacts | undefined => {
    const site = chat.site.value;
    return (
      site && {
        form: site.contactForm,
        availability: chat.availability.value ?? site.availability,
        contact: chat.contact.value,
        held: mine.value.filter((entry) => entry.kind === "draft" && entry.state.at === "held").length,
        written: written.value,
        wroteEarlier: mine.value.length > written.value,
      }
    );
  });

  const stop = effect(() => {
    const known = facts.value;
    // Nothing of what was written is left: logged out, here or in another tab. The next person starts afresh.
    if (mine.value.length === 0 && written.value > 0) {
      batch(() => {
        written.value = 0;
        form.value = machine.UNASKED;
      });
    } else if (known) form.value = machine.notice(form.peek(), known);
  });
  ended.addEventListener("abort", stop);

  const step = (next: (form: machine.Form, facts: machine.FormFacts) => machine.Form) => {
    const known = facts.peek();
    if (known) form.value = next(form.peek(), known);
  };

  return {
    form,
    send(text) {
      batch(() => {
        chat.send(text);
        written.value += 1;
      });
    },
    type: (name, text) => step((form, facts) => machine.type(form, facts, name, text)),
    leave: (name) => step((form, facts) => machine.leave(form, facts, name)),
    skip: () => step(machine.skip),
    reopen: () => step(machine.reopen),
    change: () => step(machine.change),
    cancel: () => step(machine.cancel),
    async submit() {
      const known = facts.peek();
      if (!known) return false;
      const { form: next, give } = machine.submit(form.peek(), known);
      form.value = next;
      if (!give) return false;
      try {
        await chat.identify(give);
      } catch (caught) {
        step((form, facts) => machine.settle(form, facts, outcomeOf(caught, facts.form)));
        return false;
      }
      step((form, facts) => machine.settle(form, facts, { taken: true }));
      return true;
    },
  };
}

function outcomeOf(caught: unknown, form: ContactForm): machine.Outcome {
  if (!(caught instanceof ChatError) || caught.isTransient) return { taken: false, trouble: "no-answer" };
  const field = form.fields.find(({ name }) => caught.field === `contact.${name}`)?.name;
  return { taken: false, trouble: "refused", ...(field && { field }) };
}
