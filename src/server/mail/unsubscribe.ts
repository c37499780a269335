/**
 * The way out of our mails, and back. GET shows a button and changes nothing, because mail scanners follow links; POST unsubscribes,
 * from that button or from the mail program's own (RFC 8058), or subscribes again: whoever holds the mail has its mailbox. The
 * address is the one that mail went to.
 */
import type { Context } from "hono";
import { html } from "hono/html";
import { type Words, wordsFor } from "../../forwarding/letter/words/index.js";
import { directionOf, pickLanguage } from "../../protocol/index.js";
import { tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import { readText } from "../http/body.js";
import type { Routes } from "../http/routes.js";
import { hashed } from "../secrets.js";
import { decideAnew, lift, suppress, suppressedBecause } from "./suppression.js";

const PATH = "/unsubscribe/:token";
/** A form field of our own page; what a mail program posts is `List-Unsubscribe=One-Click`, or nothing. */
const [WISH, AGAIN] = ["wish", "again"];
const LARGEST_FORM_BYTES = 1_024;

export function unsubscribeRoutes(ground: Ground, routes: Routes): void {
  routes.raw({ method: "GET", path: PATH }, async (c) => {
    ground.limiter.admit("link", c);
    const mail = await mailOf(ground, c.req.param("token") ?? "");
    if (mail === undefined) return nothingHere(c);
    return standing(c, mail, await suppressedBecause(ground.db, mail.siteId, mail.address));
  });
  routes.raw({ method: "POST", path: PATH }, async (c) => {
    ground.limiter.admit("link", c);
    const form = new URLSearchParams(await readText(c.req.raw, LARGEST_FORM_BYTES));
    const mail = await mailOf(ground, c.req.param("token") ?? "");
    if (mail === undefined) return nothingHere(c);
    const { siteId, address } = mail;
    const at = ground.now();
    if (form.get(WISH) === AGAIN) await lift(ground.db, siteId, address, { by: address, of: "all-but-owner", at });
    else await suppress(ground.db, siteId, address, "unsubscribed", at);
    await decideAnew(ground.db, siteId, address, at);
    tell(ground, { site: siteId, id: mail.conversationId });
    return standing(c, mail, await suppressedBecause(ground.db, siteId, address));
  });
}

/** Says whether answers are mailed, and has the button for the contrary; none where the site itself has put an end to it. */
function standing(c: Context, mail: MailedTo, because: string | undefined): Promise<Response> {
  // In the language the letter was in.
  const words = wordsFor(mail.locale);
  const { title, ask, button: stop, done, again } = words.wayOut;
  const button = because === undefined ? stop : again;
  const wish = because === undefined ? "" : html`<input type="hidden" name="${WISH}" value="${AGAIN}">`;
  const form = because === "owner" ? "" : html`<form method="post">${wish}<button>${button}</button></form>`;
  const says = because === undefined ? ask(mail.siteName) : done(mail.siteName);
  return page(c, words, title, html`<p>${says}</p>${form}`);
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
  // Nobody's link, so all there is to go by is the browser's wishes, the dearest first.
  const wishes = (c.req.header("accept-language") ?? "").split(",").map((wish) => wish.split(";")[0]?.trim());
  const words = wordsFor(pickLanguage(wishes));
  return page(c, words, words.nothing.title, html`<p>${words.nothing.text}</p>`, 404);
}

/** A page without a script, a style or a link: nothing in it can be turned against its reader. */
async function page(
  c: Context,
  { lang }: Words,
  title: string,
  content: ReturnType<typeof html>,
  status: 200 | 404 = 200,
): Promise<Response> {
  c.header("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Cache-Control", "no-store");
  const doc = await html`<!doctype html>
<html lang="${lang}" dir="${directionOf(lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><h1>${title}</h1>${content}</body>
</html>`;
  return c.html(doc, status);
}
