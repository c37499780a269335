/**
 * What is held about somebody, to read. Every value is text and escaped (html.ts), and there is no link, script or picture in it:
 * whatever somebody wrote, the file does nothing when it is opened.
 */
import { type Html, html } from "../../forwarding/letter/html.js";
import { type ContactForm, directionOf, type Message, pickLanguage } from "../../protocol/index.js";
import type { Held } from "./held.js";
import { DOSSIER_WORDS, type DossierWords } from "./words.js";

interface About {
  readonly site: string;
  /** Labels of the owner's own questions. */
  readonly form: ContactForm;
  readonly language: string | undefined;
  readonly now: number;
}

const STYLE =
  "body{font:15px/1.5 system-ui,sans-serif;max-width:44em;margin:2em auto;padding:0 1em}" +
  "h2{margin-top:2em}ol,ul{padding:0;list-style:none}li{margin:.75em 0}" +
  "small{color:#555}p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}@media print{body{margin:0}}";

export function pageOf(all: readonly Held[], { site, form, language, now }: About): string {
  const lang = pickLanguage([language]);
  const words = DOSSIER_WORDS[lang];
  // No time zone is known; the letters say it the same way.
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  const when = (at: number) => `${format.format(at)} UTC`;
  const title = words.title(site);
  return html`<!doctype html>
<html lang="${lang}" dir="${directionOf(lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1><p>${words.saved(when(now))}</p>
${all.map((held) => sections(held, { words, when, form }))}
</body></html>
`.source;
}

interface Telling {
  readonly words: DossierWords;
  readonly when: (at: number) => string;
  readonly form: ContactForm;
}

function sections(held: Held, { words, when, form }: Telling): Html {
  const line = (at: number, what: string, text: string) =>
    html`<li><small>${when(at)} · <bdi>${what}</bdi></small><p dir="auto">${text}</p></li>`;
  const section = (heading: string, lines: readonly Html[]) =>
    lines.length === 0 ? undefined : html`<h2>${heading}</h2><ul>${lines}</ul>`;
  return html`<hr>${section(
    words.about,
    about(held, words, form).map((text) => html`<li><p dir="auto">${text}</p></li>`),
  )}${section(
    words.conversation,
    held.messages.map((message) => line(message.at, author(message, words), said(message, words))),
  )}${section(
    words.mailsOut,
    held.mailed.map(({ at, to, state }) => line(at, to, state)),
  )}${section(
    words.mailsIn,
    held.received.map(({ at, from, subject, text, files }) =>
      line(at, from, [subject, text, ...files.map(({ name }) => `[${name}]`)].filter(Boolean).join("\n")),
    ),
  )}${section(
    words.pages,
    held.pages.map(({ at, page }) => line(at, "", page)),
  )}`;
}

/** What they told, and what stood beside it when they did. */
function about({ contact = {}, address, signedIn, account, language }: Held, words: DossierWords, form: ContactForm): string[] {
  const { email, name, phone, own = [], consent, consentLink, marketing } = contact;
  const shown = consent && [consent, consentLink].filter(Boolean).join(" ");
  return [
    ...[
      name,
      email,
      phone,
      address?.email !== email ? address?.email : undefined,
      account && `${account.kind}: ${account.person}`,
    ],
    ...[signedIn?.subject, signedIn?.name, signedIn?.email],
    ...own.map((one) => `${form.own?.find(({ name }) => name === one.name)?.label ?? one.name}: ${one.value}`),
    shown && `${words.consent}: ${shown}`,
    marketing && `${marketing.text}: ${marketing.agreed ? words.yes : words.no}`,
    language,
  ].flatMap((text) => (text ? [text] : []));
}

function author({ by, from }: Message, words: DossierWords): string {
  if (by === "visitor") return words.you;
  return from?.name ?? (by === "agent" ? words.team : words.assistant);
}

function said({ text, deletedAt, news, attachments = [] }: Message, words: DossierWords): string {
  if (deletedAt !== undefined) return `(${words.deleted})`;
  const files = attachments.map(({ name }) => `[${name}]`);
  if (news === undefined) return [text, ...files].filter(Boolean).join("\n");
  if (news.kind === "contact") return [news.name, news.email, news.phone].filter(Boolean).join(", ");
  const { score, comment } = news.rating ?? {};
  return [words.closed, score && { good: "👍", bad: "👎" }[score], comment].filter(Boolean).join("\n");
}
