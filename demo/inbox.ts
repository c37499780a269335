/**
 * A mail inbox for trying things out: a real SMTP server on loopback that takes every mail, keeps each as an .eml file, and
 * a page to read and answer them. It is nobody's mail server: no relaying, no passwords, nothing leaves the machine.
 */
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { html, raw } from "hono/html";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { listen, portTaken } from "./listen.js";
import type { Outgoing } from "./mail-provider.js";

export interface Inbox {
  /** The page to read the mails; `/mails.json` has them as data. */
  readonly url: string;
  /** For a mailer: smtp://127.0.0.1:port. */
  readonly smtpUrl: string;
  close(): Promise<void>;
}

const NAME = /^\d{13}-\d+\.eml$/;

export interface InboxOptions {
  readonly folder: string;
  readonly port: number;
  readonly smtpPort: number;
  /** Sends an answer to whoever reads them; resolves with what that server said. */
  readonly answer: (mail: Outgoing) => Promise<string>;
}

export async function startInbox({ folder, port, smtpPort, answer }: InboxOptions): Promise<Inbox> {
  // Other accounts of the machine have no business in anybody's mail.
  await mkdir(folder, { mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EEXIST") throw cause;
  });
  const smtp = await receive(folder, smtpPort);
  const page = await listen(pages(folder, answer), port);
  return {
    url: page.url,
    smtpUrl: smtp.url,
    close: async () => {
      await page.close();
      await smtp.close();
    },
  };
}

function receive(folder: string, port: number): Promise<{ url: string; close(): Promise<void> }> {
  let arrived = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
        const receivers = session.envelope.rcptTo.map((to) => to.address).join(", ");
        const envelope = `X-Envelope-From: <${sender}>\r\nX-Envelope-To: ${receivers}\r\n`;
        // Answered only when the file is written: the sender may forget the mail from then on.
        keep(join(folder, `${Date.now()}-${++arrived}.eml`), Buffer.concat([Buffer.from(envelope), ...parts])).then(
          () => done(),
          (cause: unknown) => done(cause instanceof Error ? cause : new Error(String(cause))),
        );
      });
    },
  });
  return new Promise((resolve, reject) => {
    server.on("error", (cause: NodeJS.ErrnoException) =>
      reject(cause.code === "EADDRINUSE" ? new Error(portTaken(port), { cause }) : cause),
    );
    server.listen(port, "127.0.0.1", () => {
      const address = server.server.address();
      if (address === null || typeof address === "string") return reject(new Error("The mail inbox has no port"));
      resolve({ url: `smtp://127.0.0.1:${address.port}`, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

/** Whole or not at all: the page may look at any moment. */
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}

interface Kept {
  readonly name: string;
  readonly at: number;
  readonly mail: Email;
}

/** All mails, newest first. */
async function kept(folder: string): Promise<Kept[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  const mails = await Promise.all(
    names.map(async (name) => ({
      name,
      at: Number(name.slice(0, 13)),
      mail: await PostalMime.parse(await readFile(join(folder, name))),
    })),
  );
  return mails.reverse();
}

function pages(folder: string, answer: InboxOptions["answer"]): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    // A mail is shown in a frame without scripts and without an origin; links open outside of it.
    c.header(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'",
    );
    c.header("Referrer-Policy", "no-referrer");
  });
  app.get("/mails.json", async (c) =>
    c.json(
      (await kept(folder)).map(({ name, at, mail }) => ({
        name,
        at,
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: mail.headers,
      })),
    ),
  );
  app.get("/:name/raw", async (c) => {
    const name = c.req.param("name");
    if (!NAME.test(name)) return c.notFound();
    return c.body(await readFile(join(folder, name), "utf8"), 200, { "Content-Type": "text/plain; charset=utf-8" });
  });
  app.get("/:name/html", async (c) => {
    const found = (await kept(folder)).find(({ name }) => name === c.req.param("name"));
    return found === undefined ? c.notFound() : c.html(found.mail.html ?? "");
  });
  app.post("/:name", async (c) => {
    const mails = await kept(folder);
    const open = mails.find(({ name }) => name === c.req.param("name"));
    const { text } = await c.req.parseBody();
    const reply = open === undefined || typeof text !== "string" ? undefined : replyTo(open.mail, text);
    if (reply === undefined) return c.notFound();
    return c.html(inboxPage(mails, open, await answer(reply)));
  });
  app.get("/:name?", async (c) => {
    const mails = await kept(folder);
    return c.html(inboxPage(mails, mails.find(({ name }) => name === c.req.param("name")) ?? mails[0]));
  });
  return app;
}

/** As mail programs answer: the text, then all of what is answered, quoted. Undefined where an answer would go nowhere. */
function replyTo(mail: Email, text: string): Outgoing | undefined {
  const [from, to] = [mail.to?.[0]?.address, mail.replyTo?.[0]?.address];
  if (from === undefined || to === undefined || text.trim() === "") return undefined;
  const quoted = (mail.text ?? "").replace(/^/gm, "> ");
  return {
    from,
    to,
    subject: `Re: ${(mail.subject ?? "").replace(/^Re: /, "")}`,
    text: `${text}\n\nOn ${new Date(mail.date ?? 0).toUTCString()}, ${mail.from?.name} wrote:\n${quoted}`,
    inReplyTo: mail.messageId,
  };
}

const STYLE = `:root{color-scheme:light dark;--line:#8884;--muted:#777}*{box-sizing:border-box}body{margin:0;font:15px/22px system-ui,sans-serif;display:grid;grid-template-columns:minmax(260px,340px) 1fr;min-height:100vh}
nav{border-right:1px solid var(--line);padding:16px}h1,h2{font-size:17px;margin:0 0 12px}h2{font-size:15px;margin-top:24px}nav a{display:block;padding:10px 12px;border-radius:10px;color:inherit;text-decoration:none}nav a[aria-current]{background:#5b5bd622}nav small,dt{color:var(--muted)}nav b,nav span,nav small{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
main{padding:20px 24px;min-width:0}iframe{width:100%;height:720px;border:1px solid var(--line);border-radius:12px;background:#fff}dl{display:grid;grid-template-columns:170px 1fr;gap:2px 12px;font-size:13px}dd{margin:0;overflow-wrap:anywhere}textarea{display:block;width:100%;margin:4px 0 8px;padding:10px 12px;font:inherit;border:1px solid var(--line);border-radius:12px}button{font:inherit;padding:8px 16px;border:0;border-radius:12px;background:#5b5bd6;color:#fff}pre{white-space:pre-wrap;border:1px solid var(--line);border-radius:12px;padding:16px}
@media(max-width:700px){body{display:block}nav{border:0;border-bottom:1px solid var(--line)}}`;

function inboxPage(mails: readonly Kept[], open: Kept | undefined, answered?: string) {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Mail inbox (${mails.length})</title><style>${raw(STYLE)}</style></head>
<body><nav><h1>Mail inbox</h1>${mails.length === 0 ? html`<p>Nothing yet. Mails that Recado sends appear here; reload to look again.</p>` : ""}
${mails.map(({ name, at, mail }) => html`<a href="/${name}" ${name === open?.name ? raw('aria-current="page"') : ""}><b>${mail.subject}</b><span>${mail.to?.map((to) => to.address).join(", ")}</span><small>${new Date(at).toLocaleString("en")} · ${mail.from?.name}</small></a>`)}</nav>
<main>${open === undefined ? "" : mailView(open, answered)}</main></body></html>`;
}

function mailView({ name, mail }: Kept, answered: string | undefined) {
  return html`<h1>${mail.subject}</h1>
${answered === undefined ? "" : html`<p role="status">The other mail server said: ${answered}</p>`}
<iframe title="The mail as a reader shows it" src="/${name}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
${mail.replyTo === undefined ? "" : html`<form method="post" action="/${name}"><h2><label for="text">Reply</label></h2><textarea id="text" name="text" rows="4" required></textarea><button>Send</button></form>`}
<h2>Plain text</h2><pre>${mail.text}</pre>
<h2>Headers</h2><dl>${mail.headers.map((header) => html`<dt>${header.originalKey}</dt><dd>${header.value}</dd>`)}</dl><p><a href="/${name}/raw">The raw mail</a></p>`;
}
