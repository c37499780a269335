/** The words of our letters, and of the page their way out leads to, in English. The other languages are typed by this file: a missing one does not compile. */
import type { Language } from "../../../protocol/index.js";

export const en = {
  lang: "en" as const,
  /** Never the visitor's words, never changing inside a conversation: mail programs thread by it. */
  subject: (site: string) => `Your conversation with ${site}`,
  /** Stands as the sender and over the replies: "Amélie at Flora Garden Shop". */
  agentAt: (agent: string, site: string) => `${agent} at ${site}`,
  wrote: (who: string) => `${who} wrote:`,
  /** Beside the subject in a list of mails, where no new reply stands there. */
  preheader: (site: string) => `What you and ${site} wrote, to keep.`,
  you: "You",
  assistant: "Assistant",
  earlier: "Earlier in this conversation",
  conversation: "The conversation",
  continue: "Continue the conversation",
  simplyReply: "You can simply reply to this e-mail.",
  /** Stands between two bars at the very top, so that an answer can be told from what it quotes. */
  answerAbove: "write your answer above this line",
  file: (name: string) => `Attachment: ${name}`,
  /** How many messages the letter leaves out, in each plural form of the language. */
  cut: {
    one: () => "One more message is in the conversation.",
    other: (n: string) => `${n} more messages are in the conversation.`,
  },
  readOn: "The rest is in the conversation.",
  why: (site: string) => `You get this e-mail because you wrote to ${site} in the chat on their site.`,
  out: "Get no more e-mails like this",
  /** What a letter to an agent says instead. */
  toAgent: {
    /** `reference` tells conversations apart. */
    subject: (site: string, reference: string) => `A visitor wrote to ${site} (${reference})`,
    continue: "Open it in the console",
    simplyReply: "You can simply reply to this e-mail: the visitor gets your answer, in your name.",
    readOn: "The rest is in the console.",
    why: (site: string) => `You get this e-mail because you answer for ${site} and nobody has seen this message yet.`,
    out: "Choose what is mailed to you, in your account menu in the console",
  },
  /** The mail with an agent's sign-in link. */
  signIn: {
    subject: (site: string) => `Sign in to ${site}`,
    hello: (name: string) => `Hello ${name},`,
    link: (site: string) => `this link signs you in to the conversations of ${site}. It works once, for 15 minutes:`,
    /** To whoever did not ask for it. */
    unasked: "If you did not ask for it, nothing has happened and nothing needs to be done.",
  },
  /** Stands as the sender to an agent: "Ana via Flora Garden Shop". */
  via: (visitor: string, site: string) => `${visitor} via ${site}`,
  /** Who has not given a name. */
  visitor: "A visitor",
  /** The page behind it. */
  wayOut: {
    title: "Unsubscribe",
    ask: (site: string) => `Stop sending answers from ${site} to this address?`,
    button: "Unsubscribe",
    done: (site: string) => `Done. ${site} will send no more answers to this address. The conversation itself is still there.`,
    again: "Send me answers again",
  },
  /** A link that leads nowhere. */
  nothing: { title: "Not found", text: "There is nothing at this address." },
};

type Cut = (n: string) => string;
type AnyForm = { readonly [form in Intl.LDMLPluralRule]?: Cut } & { readonly other: Cut };
type In<Forms> = Omit<typeof en, "lang" | "cut"> & { readonly lang: Language; readonly cut: Forms };
/** Everything a letter says in one language. */
export type Words = In<AnyForm>;
/** Every language has every word, in each of the plural forms it has: those of `new Intl.PluralRules(…).resolvedOptions()`. */
export type WordsWith<Form extends Intl.LDMLPluralRule> = In<{ readonly [form in Form | "other"]: Cut }>;
