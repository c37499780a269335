/**
 * The way out of our mails. GET shows a button and changes nothing, because mail scanners follow links; POST unsubscribes, from
 * that button or from the mail program's own (RFC 8058). The address is the one that mail went to.
 */
import type { Context } from "hono";
import { html } from "hono/html";
import { tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import { readText } from "../http/body.js";
import type { Routes } from "../http/routes.js";
import { hashed } from "../secrets.js";
import { suppress } from "./suppression.js";
import { unsubscribeWords } from "./unsubscribe-words.js";

const PATH = "/unsubscribe/:token";
/** `List-Unsubscribe=One-Click`, or nothing. */
const LARGEST_FORM_BYTES = 1_024;

export function unsubscribeRoutes(ground: Ground, routes: Routes): void {
  routes.raw({ method: "GET", path: PATH }, async (c) => {
    const mail = await mailOf(ground, c.req.param("token") ?? "");
    if (mail === undefined) return nothingHere(c);
    const { lang, words } = unsubscribeWords(mail.locale);
    return page(
      c,
      lang,
      words.title,
      html`<p>${words.ask(mail.siteName)}</p><form method="post"><button>${words.button}</button></form>`,
    );
  });
  routes.raw({ method: "POST", path: PATH }, async (c) => {
    await readText(c.req.raw, LARGEST_FORM_BYTES);
    const mail = await mailOf(ground, c.req.param("token") ?? "");
    if (mail === undefined) return nothingHere(c);
    const at = ground.now();
    await suppress(ground.db, mail.siteId, mail.address, "unsubscribed", at);
    await ground.db.updateTable("conversations").set({ due_at: at }).where("id", "=", mail.conversationId).execute();
    tell(ground, { site: mail.siteId, id: mail.conversationId });
    const { lang, words } = unsubscribeWords(mail.locale);
    return page(c, lang, words.title, html`<p>${words.done(mail.siteName)}</p>`);
  });
}

interface MailedTo {
  readonly siteId: string;
  readonly siteName: string;
  readonly conversationId: string;
  readonly address: string;
  readonly locale: string;
}

async function mailOf(ground: Ground, token: string): Promise<MailedTo | undefined> {
  const row = await ground.db
    .selectFrom("mail_tokens as token")
    .innerJoin("conversations as conversation", "conversation.id", "token.conversation_id")
    .innerJoin("visitors as visitor", "visitor.id", "conversation.id")
    .innerJoin("sites as site", "site.id", "conversation.site_id")
    .select(["conversation.id", "conversation.site_id", "token.address", "visitor.locale", "site.settings"])
    .where("token.hash", "=", hashed(token))
    .where("token.kind", "=", "unsubscribe")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    siteId: row.site_id,
    siteName: row.settings.name,
    conversationId: row.id,
    address: row.address,
    locale: row.locale ?? "en",
  };
}

function nothingHere(c: Context): Promise<Response> {
  return page(c, "en", "Not found", html`<p>There is nothing at this address.</p>`, 404);
}

/** A page without a script, a style or a link: nothing in it can be turned against its reader. */
async function page(
  c: Context,
  lang: string,
  title: string,
  content: ReturnType<typeof html>,
  status: 200 | 404 = 200,
): Promise<Response> {
  c.header("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Cache-Control", "no-store");
  const doc = await html`<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><h1>${title}</h1>${content}</body>
</html>`;
  return c.html(doc, status);
}
