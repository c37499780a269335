/** A Chatwoot API-channel inbox over HTTP and ActionCable, as far as a visitor meets it, and the switches for what goes wrong with it. */

import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { books, chat, type StoredContact, type StoredConversation, type StoredMessage } from "./books.js";
import { openCable } from "./cable.js";

const INBOX = "shop-inbox";
const PAGE = 20;
const LONGEST = 150_000;
const A_MINUTE_MS = 60_000;
const MOST_A_MINUTE = 200;
const MOST_FILES = 15;
const LARGEST_FILE = 40_000_000;
/** Beside pictures, sound and film. */
const ACCEPTED = /\.(csv|txt|rtf|json|pdf|zip|7z|rar|tar|docx?|xlsx?|pptx?|odt)$/;

export async function chatwootServer({ now = Date.now, pingMs = 3_000 }: { now?: () => number; pingMs?: number } = {}) {
  const app = new Hono();
  const desk = books((contact, event, data) => line.tell(contact, event, data), now);
  /** What the next requests of a kind meet: `status` instead of an answer, or the deed done and its answer lost. */
  const troubles: { method: string; path: RegExp; status: number; isDone: boolean; headers?: Record<string, string> }[] = [];
  const seen: { method: string; path: string; body: unknown }[] = [];

  // Not the files: a page may link to them, and not read them.
  app.use("/public/api/*", cors());
  app.use(async (context, next) => {
    const { method, path } = context.req;
    if (method !== "OPTIONS") seen.push({ method, path, body: await context.req.raw.clone().text() });
    const at = troubles.findIndex((trouble) => trouble.method === method && trouble.path.test(path));
    const trouble = troubles[at];
    if (!trouble) return next();
    troubles.splice(at, 1);
    if (trouble.isDone) await next();
    context.res = new Response("<html>Bad gateway</html>", {
      status: trouble.status,
      headers: { "Access-Control-Allow-Origin": "*", ...trouble.headers },
    });
  });

  const shop = app.basePath(`/public/api/v1/inboxes/${INBOX}`);
  const missing = (context: Context) => context.body(null, 404);
  const contactOf = (context: Context) => desk.contacts.get(context.req.param("sid") ?? "");
  const conversationOf = (context: Context) => {
    const contact = contactOf(context);
    return contact && desk.of(contact).find(({ id }) => `${id}` === context.req.param("id"));
  };
  const shown = ({ id, message_type, content, content_type, content_attributes, created_at, ...more }: StoredMessage) => ({
    ...{ id, content, message_type, content_type, content_attributes, created_at, conversation_id: more.conversation_id },
    ...(more.attachments && { attachments: more.attachments }),
    ...(more.sender && { sender: more.sender }),
  });
  const whole = (conversation: StoredConversation) => ({
    ...{ id: conversation.id, uuid: conversation.uuid, inbox_id: 1, status: conversation.status },
    contact_last_seen_at: conversation.contact_last_seen_at,
    agent_last_seen_at: conversation.agent_last_seen_at,
    messages: chat(conversation).map(shown),
    contact: conversation.contact,
  });
  const introduced = ({ source_id, pubsub_token, id, name, email, phone_number }: StoredContact) => ({
    ...{ source_id, pubsub_token, id, name, email, phone_number },
  });

  shop.get("/", (context) =>
    context.json({
      ...{ identifier: INBOX, identity_validation_enabled: false, csat_survey_enabled: false },
      ...{ name: desk.inbox.name, timezone: desk.inbox.timezone, greeting_enabled: desk.inbox.greeting !== undefined },
      ...{ working_hours_enabled: desk.inbox.working_hours_enabled, working_hours: desk.inbox.working_hours },
    }),
  );
  shop.post("/contacts", async (context) => {
    const { source_id = crypto.randomUUID(), ...known } = await context.req.json();
    return context.json(introduced(desk.contact(source_id, known)));
  });
  shop.get("/contacts/:sid", (context) => {
    const contact = contactOf(context);
    return contact ? context.json(introduced(contact)) : missing(context);
  });
  shop.patch("/contacts/:sid", async (context) => {
    const contact = contactOf(context);
    if (!contact) return missing(context);
    const { name, email, phone_number, custom_attributes } = await context.req.json();
    if (email !== undefined && !/^\S+@\S+\.\S+$/.test(email))
      return context.json({ message: "Email Invalid email", attributes: ["email"] }, 422);
    if (phone_number !== undefined && !/^\+[1-9]\d{1,14}$/.test(phone_number))
      return context.json({ message: "Phone number should be in e164 format", attributes: ["phone_number"] }, 422);
    if (name !== undefined) contact.name = name;
    if (email !== undefined) contact.email = email;
    if (phone_number !== undefined) contact.phone_number = phone_number;
    contact.custom_attributes = { ...contact.custom_attributes, ...custom_attributes };
    const { source_id: _, pubsub_token: __, ...record } = contact;
    return context.json({ ...record, account_id: 1 });
  });
  shop.get("/contacts/:sid/conversations", (context) => {
    const contact = contactOf(context);
    return contact ? context.json(desk.of(contact).map(whole)) : missing(context);
  });
  shop.post("/contacts/:sid/conversations", async (context) => {
    const contact = contactOf(context);
    if (!contact) return missing(context);
    const { custom_attributes = {} } = await context.req.json().catch(() => ({}));
    return context.json(whole(desk.begin(contact, custom_attributes)));
  });
  shop.get("/contacts/:sid/conversations/:id", (context) => {
    const conversation = conversationOf(context);
    return conversation ? context.json(whole(conversation)) : missing(context);
  });
  shop.post("/contacts/:sid/conversations/:id/toggle_typing", (context) =>
    conversationOf(context) ? context.body(null, 200) : missing(context),
  );
  shop.post("/contacts/:sid/conversations/:id/update_last_seen", (context) => {
    const conversation = conversationOf(context);
    if (!conversation) return missing(context);
    desk.look(conversation);
    return context.body(null, 200);
  });
  // `after` is for the widget's own API: here it is not looked at.
  shop.get("/contacts/:sid/conversations/:id/messages", (context) => {
    const conversation = conversationOf(context);
    if (!conversation) return missing(context);
    const before = Number(context.req.query("before") ?? Number.POSITIVE_INFINITY);
    const older = chat(conversation).filter(({ id }) => id < before);
    return context.json(older.slice(-PAGE).map(shown));
  });
  shop.post("/contacts/:sid/conversations/:id/messages", async (context) => {
    const conversation = conversationOf(context);
    if (!conversation) return missing(context);
    const { content, echo_id, files } = await given(context);
    if (content.length > LONGEST) return context.json({ message: "Content is too long", attributes: ["content"] }, 422);
    const since = now() / 1_000 - A_MINUTE_MS / 1_000;
    if (conversation.messages.filter(({ created_at }) => created_at > since).length >= MOST_A_MINUTE)
      return context.json({ message: "Too many messages", attributes: ["base"] }, 422);
    if (files.length > MOST_FILES) return context.json({ message: "Too many files", attributes: ["attachments"] }, 422);
    for (const { name, type, size } of files)
      if (size > LARGEST_FILE || !(ACCEPTED.test(name) || /^(image|audio|video)\//.test(type)))
        return context.json({ message: "Attachments File should be less than 40 MB, and of a known type" }, 422);
    return context.json(shown(desk.write(conversation, content, echo_id, await Promise.all(files.map(keep)))));
  });
  app.get("/rails/active_storage/blobs/redirect/:signed/:name", (context) => {
    const file = blobs.get(context.req.param("signed"));
    return file ? context.body(file.bytes, 200, { "Content-Type": file.type }) : missing(context);
  });

  /** As JSON, or as a form where files go along. */
  async function given(context: Context): Promise<{ content: string; echo_id?: string; files: File[] }> {
    if (context.req.header("content-type")?.startsWith("application/json")) return { ...(await context.req.json()), files: [] };
    const form = await context.req.formData();
    const [content, echoId] = [form.get("content") ?? "", form.get("echo_id")];
    const files = form.getAll("attachments[]").filter((one): one is File => one instanceof File);
    return { content: String(content), files, ...(echoId !== null && { echo_id: String(echoId) }) };
  }

  const blobs = new Map<string, { readonly bytes: ArrayBuffer; readonly type: string }>();
  let attachments = 0;
  /** As an attachment of a message. Its address is signed, and ends with its name. */
  async function keep(file: File): Promise<object> {
    const signed = crypto.randomUUID();
    blobs.set(signed, { bytes: await file.arrayBuffer(), type: file.type });
    // What could be a path, or a control, is none in Rails' file names.
    const name = file.name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, "-");
    const kind = /^(image|audio|video)\//.exec(file.type)?.[1] ?? "file";
    return {
      ...{ id: ++attachments, file_type: kind, account_id: 1, extension: null, file_size: file.size },
      data_url: `http://127.0.0.1:${port}/rails/active_storage/blobs/redirect/${signed}/${encodeURIComponent(name)}`,
      thumb_url: "",
    };
  }

  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((ready) => server.once("listening", ready));
  const line = openCable(server, desk, { pingMs, now });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    inbox: INBOX,
    desk,
    line,
    seen,
    /** A file as an agent attaches it: for `desk.reply`. */
    keep,
    /** `status` for the next request like this; `isDone`: what it asked for happens all the same, only its answer is lost. */
    trouble: (method: string, path: RegExp, status: number, { isDone = false, headers = {} } = {}) =>
      void troubles.push({ method, path, status, isDone, headers }),
    async close() {
      line.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}
