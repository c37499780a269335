/** The links of one letter, from the site's templates and this letter's own tokens. */
import { safeHref } from "./links.js";
import type { LetterSite } from "./parts.js";
import type { Tokens } from "./tokens.js";

export interface Links {
  /** Opens the conversation; token in the fragment, which never reaches a server or a referrer. Absent: no button. */
  readonly resume?: string;
  readonly unsubscribe: string;
  /** Whether answers by e-mail arrive anywhere. The letter promises only what works. */
  readonly canReply: boolean;
}

/** Throws when the site's own settings make no link: a letter without a way out must not go out. */
export function linksOf(site: LetterSite, tokens: Tokens): Links {
  const unsubscribe = filled(site.unsubscribeLink, tokens.unsubscribe);
  const canReply = site.inbound?.isRead === true;
  if (site.resumeLink === undefined) return { unsubscribe, canReply };
  return { unsubscribe, resume: filled(site.resumeLink, tokens.resume), canReply };
}

function filled(template: string, token: string): string {
  const href = template.includes("{token}") ? safeHref(template.replace("{token}", token)) : undefined;
  if (href === undefined || !/^https?:/.test(href))
    throw new Error(`A link of the site is no web address with {token} in it: ${template}`);
  return href;
}
