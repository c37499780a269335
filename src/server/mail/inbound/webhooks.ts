/**
 * The doors for mails by HTTP. Each answers 200 when it has understood its caller, also for a mail nobody takes: the service has
 * done its part, and the same mail would be refused again. Anything else makes it try again.
 */
import type { Context } from "hono";
import type { Inbox, Taken } from "../../../forwarding/inbound/door.js";
import { LARGEST_MAIL_BYTES } from "../../../forwarding/inbound/limits.js";
import {
  fromMailgun,
  fromPipe,
  fromPostmark,
  fromSendGrid,
  type HandedOver,
  isFromMailgun,
  isFromSendGrid,
  isSameSecret,
} from "../../../forwarding/inbound/webhooks.js";
import type { Ground } from "../../ground.js";
import { readBytes } from "../../http/body.js";
import type { Routes } from "../../http/routes.js";
import { Refusal } from "../../refusal.js";
import type { InboundOptions } from "./doors.js";

export interface WebhookSecrets {
  /** `name:password`, as it stands before the @ of the address given to Postmark. */
  readonly postmark?: string;
  /** The HTTP webhook signing key. */
  readonly mailgun?: string;
  /** The public key of the Inbound Parse security policy, base64. */
  readonly sendgrid?: string;
  /** Bearer token of `recado inbound` and of programs of your own. */
  readonly mime?: string;
}

/** The mail in an envelope of JSON or a form. */
const LARGEST_BODY_BYTES = 1.4 * LARGEST_MAIL_BYTES;
/** Each holds a mail in memory before it is known who sent it. */
const MOST_AT_ONCE = 4;

export function webhookRoutes(
  ground: Ground,
  routes: Routes,
  inbox: Inbox,
  { webhooks: secrets = {}, trustedServerIds = [] }: Pick<InboundOptions, "webhooks" | "trustedServerIds">,
): void {
  let busy = 0;
  const door = (path: string, read: (c: Context) => Promise<HandedOver | undefined>, trusted: readonly string[] = []) =>
    routes.raw({ method: "POST", path: `/v1/inbound/${path}` }, async (c) => {
      if (busy >= MOST_AT_ONCE) throw new Refusal("unavailable", "Other mails are being taken in; please try again");
      busy += 1;
      try {
        const mail = await read(c);
        if (mail === undefined)
          throw new Refusal(
            "bad-request",
            "There is no raw mail with its recipient in this: please have the service send it along",
          );
        return c.json(await take(inbox, { ...mail, trusted }));
      } finally {
        busy -= 1;
      }
    });
  const { postmark, mailgun, sendgrid, mime } = secrets;
  if (postmark !== undefined)
    door("postmark", async (c) => {
      admit(isSameSecret(c.req.header("authorization") ?? "", `Basic ${Buffer.from(postmark).toString("base64")}`));
      return fromPostmark(jsonIn(await readBytes(c.req.raw, LARGEST_BODY_BYTES)));
    });
  if (mailgun !== undefined)
    door("mailgun", async (c) => {
      const field = await formIn(c, await readBytes(c.req.raw, LARGEST_BODY_BYTES));
      admit(isFromMailgun(field, mailgun, ground.now()));
      return fromMailgun(field);
    });
  if (sendgrid !== undefined)
    door("sendgrid", async (c) => {
      const signature = c.req.header("x-twilio-email-event-webhook-signature") ?? "";
      const timestamp = c.req.header("x-twilio-email-event-webhook-timestamp") ?? "";
      admit(signature !== "");
      const body = await readBytes(c.req.raw, LARGEST_BODY_BYTES);
      admit(isFromSendGrid({ signature, timestamp, body }, sendgrid, ground.now()));
      return fromSendGrid(await formIn(c, body));
    });
  if (mime !== undefined)
    door(
      "mime",
      async (c) => {
        admit(isSameSecret(c.req.header("authorization") ?? "", `Bearer ${mime}`));
        const to = (c.req.header("x-recado-recipient") ?? "").split(",").map((one) => one.trim());
        const raw = await readBytes(c.req.raw, LARGEST_BODY_BYTES);
        return fromPipe(raw, to.filter(Boolean), c.req.header("x-recado-sender"));
      },
      trustedServerIds,
    );
}

function admit(isKnown: boolean): void {
  if (!isKnown) throw new Refusal("unauthorized", "This door is for the services the operator has named");
}

/** One mail may be for several of our addresses; it is taken when one of them takes it. */
async function take(
  inbox: Inbox,
  { to, ...mail }: HandedOver & { trusted: readonly string[] },
): Promise<{ taken: boolean; because?: string }> {
  const all: Taken[] = [];
  for (const one of new Set(to)) all.push(await inbox.take({ ...mail, to: one }));
  if (all.some(({ ok }) => ok)) return { taken: true };
  const because = all.flatMap((one) => (one.ok ? [] : [one.because]))[0] ?? "unknown-address";
  if (because === "too-many")
    throw new Refusal("rate-limited", "Enough mails for this conversation today", { retryAfterSeconds: 3_600 });
  return { taken: false, because };
}

function jsonIn(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    throw new Refusal("bad-request", "The body is not JSON");
  }
}

async function formIn(c: Context, bytes: Buffer): Promise<(name: string) => string | undefined> {
  const type = c.req.header("content-type") ?? "";
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData().catch(() => {
    throw new Refusal("bad-request", "The body is no form");
  });
  const fields = new Map<string, string>();
  for (const [name, value] of form) fields.set(name, typeof value === "string" ? value : await value.text());
  return (name) => fields.get(name);
}
