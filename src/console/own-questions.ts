/** The owner's own questions, their order and wordings, as they stand in their fields, and back. */
import { BOT_PHRASES, type ContactForm, type SiteSettings } from "../protocol/index.js";

type Form = SiteSettings["contactForm"];
type Question = NonNullable<Form["own"]>[number];
export type BotPhrase = NonNullable<Form["phrases"]>[number];
export type PhraseName = BotPhrase["of"];
export const PHRASES: readonly PhraseName[] = BOT_PHRASES;

export const QUESTION_TYPES = ["text", "textarea", "select", "checkbox", "url", "number", "date"] as const;

/** `choices`: one a line. */
export interface EditedQuestion extends Pick<Question, "name" | "type" | "label" | "required"> {
  readonly choices: string;
}

export function asEditedQuestion({ name, type, label, required, options = [] }: Question): EditedQuestion {
  return { name, type, label, required, choices: options.join("\n") };
}

interface Own {
  readonly fields: Form["fields"];
  readonly own: readonly EditedQuestion[];
  readonly order: readonly string[];
  readonly marketing: string;
  readonly phrases: readonly BotPhrase[];
}

/** What is empty, or as it would be without a word, is left out. */
export function asOwn({ fields, own, order, marketing, phrases }: Own): Pick<Form, "own" | "order" | "marketing" | "phrases"> {
  const names = [...fields, ...own].map(({ name }) => name);
  const inOrder = order.filter((name) => names.some((known) => known === name));
  const isOrdered = inOrder.join() !== names.slice(0, inOrder.length).join();
  const said = phrases.filter(({ text }) => text.trim() !== "");
  return {
    ...(own.length > 0 && { own: own.map(asQuestion) }),
    ...(isOrdered && { order: inOrder }),
    ...(marketing.trim() !== "" && { marketing: marketing.trim() }),
    ...(said.length > 0 && { phrases: said }),
  };
}

function asQuestion({ name, type, label, required, choices }: EditedQuestion): Question {
  const options = choices.split("\n").map((line) => line.trim());
  return { name, type, label, required, ...(type === "select" && { options: options.filter((line) => line !== "") }) };
}

/** A name no other question has had on this page: answers are kept by it, so it is never used for another. */
export function newQuestion(own: readonly EditedQuestion[]): EditedQuestion {
  const last = Math.max(0, ...own.map(({ name }) => Number(/^q-(\d+)$/.exec(name)?.[1] ?? 0)));
  return {
    name: `q-${Math.max(last + 1, Math.floor(Date.now() / 1_000))}`,
    type: "text",
    label: "",
    required: false,
    choices: "",
  };
}

/** As visitors would see it right now, sound or not: for the preview. */
export function asForm(
  edited: Own & Pick<Form, "whenOnline" | "whenAway"> & { consent: string; consentLink: string },
): ContactForm {
  const { whenOnline, whenAway, fields, consent, consentLink } = edited;
  return {
    whenOnline,
    whenAway,
    fields: [...fields],
    ...asOwn(edited),
    ...(consent.trim() !== "" && {
      consent: { text: consent.trim(), ...(consentLink.trim() !== "" && { link: consentLink.trim() }) },
    }),
  };
}

/** One place up or down. */
export function movedBy(order: readonly string[], name: string, by: 1 | -1): string[] {
  const from = order.indexOf(name);
  const others = order.filter((other) => other !== name);
  return [...others.slice(0, from + by), name, ...others.slice(from + by)];
}
