/** Mail programs as functions: how each of them puts an answer and the mail it answers into one. Written from the formats they send. */
import type { ReplyLanguage } from "./reply-languages.js";

interface Reply {
  readonly language: ReplyLanguage;
  /** What the person wrote: paragraphs, of one line each. */
  readonly answer: readonly string[];
  /** The lines of the mail they answer. */
  readonly sent: readonly string[];
}

type Mail = string | { readonly html: string };
export type MailProgram = (reply: Reply) => Mail;

const text = (...blocks: readonly (string | readonly string[])[]) =>
  `${blocks.map((block) => (typeof block === "string" ? block : block.join("\n"))).join("\n\n")}\n`;
const quoted = (lines: readonly string[]) => lines.map((line) => `> ${line}`.trimEnd());
const answerText = ({ answer }: Reply) => answer.join("\n\n");

/** As programs do that send plain text in lines of 76: only between words. */
function wrapped(line: string): string {
  const lines: string[] = [""];
  for (const word of line.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && `${last} ${word}`.length > 76) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}

const headers = ({ language }: Reply) => {
  const [from, sent, to, subject] = language.outlook;
  return [
    `${from} Flora <chat@garden.example>`,
    `${sent} 2026-08-03 10:12`,
    `${to} Ana <ana@example.com>`,
    `${subject} Your conversation with Garden Shop`,
  ];
};

const inHtml = (line: string) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const divs = (lines: readonly string[]) => lines.map((line) => `<div>${line === "" ? "<br>" : inHtml(line)}</div>`).join("\n");
const paragraphs = (lines: readonly string[]) => lines.map((line) => `<p class="MsoNormal">${inHtml(line)}</p>`).join("\n");
const spread = (lines: readonly string[]) => lines.flatMap((line, at) => (at === 0 ? [line] : ["", line]));
const headersHtml = (reply: Reply) =>
  headers(reply)
    .map((line) => inHtml(line).replace(/^(\S+ ?:)/, "<b>$1</b>"))
    .join("<br>\n");

/** The answer first, which is what most programs offer. */
export const TOP: Readonly<Record<string, MailProgram>> = {
  "Gmail, text": (reply) => text(answerText(reply), wrapped(reply.language.gmail), quoted(reply.sent)),
  "Gmail, HTML": (reply) => ({
    html: `<div dir="ltr">${divs(spread(reply.answer))}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${inHtml(reply.language.gmail)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${divs(reply.sent)}</blockquote></div>`,
  }),
  "Apple Mail, text": (reply) => text(answerText(reply), reply.language.apple, quoted(["", ...reply.sent])),
  "Apple Mail, HTML": (reply) => ({
    html: `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word;">${divs(spread(reply.answer))}<div><br><blockquote type="cite"><div>${inHtml(reply.language.apple)}</div><br class="Apple-interchange-newline"><div>${divs(reply.sent)}</div></blockquote></div><br></body></html>`,
  }),
  "iOS, text": (reply) => text(answerText(reply), reply.language.iPhone, quoted([reply.language.apple, "", ...reply.sent])),
  "iOS, HTML": (reply) => ({
    html: `<html><body dir="auto">${divs(spread(reply.answer))}<div dir="ltr"><br><div>${inHtml(reply.language.iPhone)}</div></div><div dir="ltr"><br><blockquote type="cite">${inHtml(reply.language.apple)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${divs(reply.sent)}</div></blockquote></body></html>`,
  }),
  "Thunderbird, text": (reply) =>
    text(answerText(reply), [reply.language.thunderbird, ...quoted(reply.sent)], ["-- ", "Ana Lopes"]),
  "Thunderbird, HTML": (reply) => ({
    html: `<!DOCTYPE html><html><body>${paragraphs(reply.answer)}<div class="moz-cite-prefix">${inHtml(reply.language.thunderbird)}<br></div><blockquote type="cite" cite="mid:1@garden.example">${divs(reply.sent)}</blockquote><pre class="moz-signature" cols="72">-- \nAna Lopes</pre></body></html>`,
  }),
  "Outlook classic, text": (reply) =>
    text(answerText(reply), [`-----${reply.language.original}-----`, ...headers(reply)], reply.sent),
  "Outlook classic, HTML": (reply) => ({
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang="EN"><div class="WordSection1">${paragraphs(reply.answer)}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class="MsoNormal">${headersHtml(reply)}</p></div></div>${paragraphs(reply.sent)}</div></body></html>`,
  }),
  "Outlook new, text": (reply) => text(answerText(reply), ["________________________________", ...headers(reply)], reply.sent),
  "Outlook new, HTML": (reply) => ({
    html: `<html><body dir="ltr"><div class="elementToProof">${divs(spread(reply.answer))}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000">${headersHtml(reply)}</font><div>&nbsp;</div></div><div>${divs(reply.sent)}</div></body></html>`,
  }),
  "Outlook mobile, text": (reply) =>
    text(
      answerText(reply),
      `${reply.language.outlookMobile}<https://aka.ms/o0ukef>`,
      ["________________________________", ...headers(reply)],
      reply.sent,
    ),
  "Outlook mobile, HTML": (reply) => ({
    html: `<html><body><div dir="ltr">${divs(spread(reply.answer))}</div><div id="ms-outlook-mobile-body-separator-line" dir="ltr"><br></div><div id="ms-outlook-mobile-signature" dir="ltr"><a href="https://aka.ms/o0ukef">${inHtml(reply.language.outlookMobile)}</a></div><div id="mail-editor-reference-message-container"><hr style="display:inline-block;width:98%"><div dir="ltr">${headersHtml(reply)}</div>${divs(reply.sent)}</div></body></html>`,
  }),
  "Yahoo, text": (reply) =>
    text(
      answerText(reply),
      `    ${reply.language.yahoo}  `,
      reply.sent.map((line) => ` ${line}`),
    ),
  "Yahoo, HTML": (reply) => ({
    html: `<html><body><div class="yahoo-style-wrap"><div dir="ltr">${divs(spread(reply.answer))}</div><div><br></div></div><div id="ydp3f2a9c1eyahoo_quoted_1234567890" class="ydp3f2a9c1eyahoo_quoted"><div><div>${inHtml(reply.language.yahoo)}</div><div><br></div>${divs(reply.sent)}</div></div></body></html>`,
  }),
  "Proton, text": (reply) =>
    text(answerText(reply), "Sent with Proton Mail secure email.", reply.language.yahoo, quoted(reply.sent)),
  "Proton, HTML": (reply) => ({
    html: `<div style="font-family: Arial, sans-serif;">${divs(spread(reply.answer))}</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">${inHtml(reply.language.yahoo)}<br><br><blockquote class="protonmail_quote" type="cite">${divs(reply.sent)}</blockquote><br></div>`,
  }),
  "Samsung, text": (reply) =>
    text(
      answerText(reply),
      reply.language.galaxy,
      [`-------- ${reply.language.original} --------`, ...headers(reply)],
      reply.sent,
    ),
  "Samsung, HTML": (reply) => ({
    html: `<html><body dir="auto"><div dir="auto">${divs(spread(reply.answer))}</div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757">${inHtml(reply.language.galaxy)}</div></div><div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- ${inHtml(reply.language.original)} --------</div>${divs(headers(reply))}<div><br></div></div>${divs(reply.sent)}</body></html>`,
  }),
};

/** The whole mail first, and the answer under it. */
export const BOTTOM: Readonly<Record<string, MailProgram>> = {
  "Gmail, text": (reply) => text([wrapped(reply.language.gmail), ...quoted(reply.sent)], answerText(reply)),
  "Apple Mail, text": (reply) =>
    text(quoted([reply.language.apple, "", ...reply.sent]), answerText(reply), reply.language.iPhone),
  "Thunderbird, text": (reply) => text([reply.language.thunderbird, ...quoted(reply.sent)], answerText(reply), ["-- ", "Ana"]),
  "Gmail, HTML": (reply) => ({
    html: `<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${inHtml(reply.language.gmail)}<br></div><blockquote class="gmail_quote">${divs(reply.sent)}</blockquote><div><br></div>${divs(spread(reply.answer))}</div></div>`,
  }),
  "Thunderbird, HTML": (reply) => ({
    html: `<html><body><div class="moz-cite-prefix">${inHtml(reply.language.thunderbird)}<br></div><blockquote type="cite" cite="mid:1@garden.example">${divs(reply.sent)}</blockquote>${paragraphs(reply.answer)}</body></html>`,
  }),
};

/** Each paragraph of the answer under a line of the mail; what is left of the mail comes last. */
export const INLINE: Readonly<Record<string, MailProgram>> = {
  "Thunderbird, text": (reply) =>
    text([reply.language.thunderbird, ...interleaved(reply).map(({ sent, own }) => text(quoted(sent), own))]),
  "Gmail, HTML": (reply) => ({
    html: `<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${inHtml(reply.language.gmail)}<br></div>${interleaved(
      reply,
    )
      .map(
        ({ sent, own }) => `<blockquote class="gmail_quote">${divs(sent)}</blockquote><div><br></div>${divs(own)}<div><br></div>`,
      )
      .join("")}</div></div>`,
  }),
  "Apple Mail, HTML": (reply) => ({
    html: `<html><body><blockquote type="cite"><div>${inHtml(reply.language.apple)}</div></blockquote>${interleaved(reply)
      .map(({ sent, own }) => `<blockquote type="cite">${divs(sent)}</blockquote><div><br></div>${divs(own)}<div><br></div>`)
      .join("")}</body></html>`,
  }),
};

function interleaved({ answer, sent }: Reply): { sent: readonly string[]; own: readonly string[] }[] {
  const pieces = answer.map((own, at) => ({ sent: sent.slice(at, at + 1), own: [own] }));
  return [...pieces, { sent: sent.slice(answer.length), own: [] }];
}
