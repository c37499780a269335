/** The links of one letter: a visitor's from the site's templates and this letter's own tokens, an agent's without any secret. */
import { safeHref } from "./links.js";
import type { LetterParts } from "./parts.js";
import type { Tokens } from "./tokens.js";

export interface Links {
  /** Opens the conversation; a token is in the fragment, which never reaches a server or a referrer. Absent: no button. */
  readonly resume?: string;
  /** The way to get no more of these, at the very end. */
  readonly out: string;
  /** `out` unsubscribes by itself, so mail programs may show a button of their own for it. */
  readonly isUnsubscribe: boolean;
  /** Whether answers by e-mail arrive anywhere. The letter promises only what works. */
  readonly canReply: boolean;
}

/** Throws when the site's own settings make no link: a letter without a way out must not go out. */
export function linksOf({ site, toAgent }: LetterParts, tokens: Tokens): Links {
  const canReply = site.inbound?.isRead === true;
  if (toAgent !== undefined)
    return { resume: checked(toAgent.link), out: checked(toAgent.choiceLink), isUnsubscribe: false, canReply };
  const ways = { out: filled(site.unsubscribeLink, tokens.unsubscribe), isUnsubscribe: true, canReply };
  return site.resumeLink === undefined ? ways : { ...ways, resume: filled(site.resumeLink, tokens.resume) };
}

function filled(template: string, token: string): string {
  if (!template.includes("{token}")) throw new Error(`A link of the site has no {token} in it: ${template}`);
  return checked(template.replace("{token}", token));
}

function checked(link: string): string {
  const href = safeHref(link);
  if (href === undefined || !/^https?:/.test(href)) throw new Error(`A link of the site is no web address: ${link}`);
  return href;
}
