/** The words of our letters in English. The other languages are typed by this file: a missing one does not compile. */

const plural = new Intl.PluralRules("en");

export const en = {
  lang: "en",
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
  cut: (count: number) =>
    plural.select(count) === "one"
      ? "One more message is in the conversation."
      : `${count} more messages are in the conversation.`,
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
  /** Stands as the sender to an agent: "Ana via Flora Garden Shop". */
  via: (visitor: string, site: string) => `${visitor} via ${site}`,
  /** Who has not given a name. */
  visitor: "A visitor",
};

export type Words = typeof en;
