/** What the store hands to compose(): the words and addresses of one letter. Plain data; nothing in here is trusted as HTML or as a header. */

export interface LetterParts {
  /** The reader's language (BCP 47), e.g. `pt-BR`. The nearest words we have are taken. */
  readonly locale: string;
  /** For a letter to an agent. Absent: it goes to the visitor. */
  readonly toAgent?: ToAgent;
  readonly site: LetterSite;
  /**
   * The public messages asked for, ascending; others do no harm. A seq that is gone meanwhile is an error of the store, not a gap.
   */
  readonly lines: readonly LetterLine[];
}

/** One message, as a letter shows it. */
export interface LetterLine {
  readonly seq: number;
  readonly by: "visitor" | "agent" | "bot";
  /** The agent's or visitor's display name where there is one. */
  readonly name?: string;
  readonly text: string;
  readonly at: number;
  /** File names only: the files themselves stay behind the resume link, where access can end. */
  readonly files?: readonly string[];
}

/** What an agent is told besides what was said. */
export interface ToAgent {
  /** The visitor's name, where they gave one. */
  readonly visitor?: string;
  /** How to reach the visitor, where they wrote from: each a line of its own. Never a link of the visitor's making to a foreign page. */
  readonly facts: readonly string[];
  /** Tells one conversation from another in a list of mails, and never changes within one: some programs thread by the subject alone. */
  readonly reference: string;
  /** The conversation in the console. */
  readonly link: string;
  /** Where agents say what is mailed to them. */
  readonly choiceLink: string;
}

/** Of a site, what its letters show and where they lead. */
export interface LetterSite {
  readonly name: string;
  /** The address mails come from, e.g. `chat@shop.example`. */
  readonly from: string;
  /** Right side of our Message-IDs; a domain of the site or of the backend. The same for the whole life of a conversation. */
  readonly mailDomain: string;
  /** `https://shop.example/chat#recado={token}`: the site's configured chat page, token in the fragment. Absent: no button. */
  readonly resumeLink?: string;
  /** `https://chat.example.com/unsubscribe/{token}`: GET shows a button, POST unsubscribes (RFC 8058). */
  readonly unsubscribeLink: string;
  /**
   * Where answers go: any address of a host of ours, or plus-addresses of one mailbox. `isRead`: what arrives there enters the
   * conversation; answering by e-mail is promised only then.
   */
  readonly inbound?: ({ readonly host: string } | { readonly mailbox: string }) & { readonly isRead: boolean };
  /** The owner's accent, `#rrggbb`. */
  readonly accent?: string;
  /** IANA zone for the times shown; UTC where absent. */
  readonly timeZone?: string;
}
