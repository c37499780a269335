/**
 * Messenger and Instagram as Meta lets others reach them: the Send API on one side, signed webhooks on the other, and people who
 * write, read, take back and leave. Keeps Meta's rules: nothing goes out beyond the window, an echo comes before its answer,
 * webhooks repeat themselves and come out of order when told to.
 */

import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const HOUR_MS = 3_600_000;
const WINDOW_MS = 24 * HOUR_MS;
const LONG_WINDOW_MS = 7 * 24 * HOUR_MS;

export interface GraphOptions {
  readonly kind: "messenger" | "instagram";
  readonly account: string;
  readonly appSecret: string;
  readonly accessToken: string;
  /** Where webhooks go; absent: they are only collected. */
  readonly webhook?: () => string;
  readonly now?: () => number;
}

interface Person {
  heardAt: number;
  windowMs: number;
  hasLeft: boolean;
  readonly received: { readonly mid: string; readonly text: string; readonly id: string | undefined; readonly at: number }[];
}

type Trouble = { readonly status: number; readonly code: number; readonly subcode?: number; readonly isDone: boolean };

export async function graph({ kind, account, appSecret, accessToken, webhook, now = Date.now }: GraphOptions) {
  const people = new Map<string, Person>();
  const troubles: Trouble[] = [];
  const sent: string[] = [];
  let token = accessToken;
  let mids = 0;
  let repeats = 1;
  let held: object[] | undefined;
  let slowMs = 0;
  const mid = () => `m_${account}_${++mids}`;

  const personOf = (id: string): Person => {
    const person = people.get(id) ?? { heardAt: 0, windowMs: 0, hasLeft: false, received: [] };
    people.set(id, person);
    return person;
  };

  /** Answers with what the webhook's owner said, or undefined where there is none. */
  async function push(entries: readonly object[]): Promise<number | undefined> {
    const body = JSON.stringify({
      object: kind === "messenger" ? "page" : "instagram",
      entry: [{ id: account, time: now(), messaging: entries }],
    });
    sent.push(body);
    if (!webhook) return undefined;
    const signature = createHmac("sha256", appSecret).update(body).digest("hex");
    const headers = { "Content-Type": "application/json", "X-Hub-Signature-256": `sha256=${signature}` };
    const response = await fetch(webhook(), { method: "POST", headers, body });
    return response.status;
  }
  async function tell(entry: object): Promise<void> {
    if (held) held.push(entry);
    else for (let n = 0; n < repeats; n++) await push([entry]);
  }

  const refusal = (code: number, message: string, subcode?: number) => ({
    error: { message, type: "OAuthException", code, ...(subcode !== undefined && { error_subcode: subcode }), fbtrace_id: "A" },
  });

  const app = new Hono();
  app.get("/:version/me", (context) => {
    if (context.req.header("Authorization") !== `Bearer ${token}`)
      return context.json(refusal(190, "Invalid OAuth access token"), 400);
    const trouble = troubles.shift();
    if (trouble) return context.json(refusal(trouble.code, "Trouble"), trouble.status as 400);
    // Instagram's accounts have two numbers; webhooks and calls go by this one.
    if (kind === "messenger") return context.json({ id: account, name: "Flora Garden Shop" });
    return context.json({ id: `9${account}`, user_id: account, username: "flora.garden" });
  });
  app.post("/:version/:account/messages", async (context) => {
    const given = await context.req.json();
    const isAllowed = context.req.header("Authorization") === `Bearer ${token}` && context.req.param("account") === account;
    if (!isAllowed) return context.json(refusal(190, "Invalid OAuth access token"), 400);
    const trouble = troubles.shift();
    if (trouble && !trouble.isDone) return context.json(refusal(trouble.code, "Trouble", trouble.subcode), trouble.status as 400);
    const { recipient, message, messaging_type, tag } = given;
    await new Promise((resolve) => setTimeout(resolve, slowMs));
    const person = people.get(recipient?.id);
    if (!person) return context.json(refusal(100, "No matching user found", 2_018_001), 400);
    if (person.hasLeft) return context.json(refusal(551, "This person isn't available right now", 1_545_041), 400);
    const size = kind === "messenger" ? message.text.length : Buffer.byteLength(message.text);
    if (size === 0 || size > (kind === "messenger" ? 2_000 : 1_000))
      return context.json(refusal(100, "Length of param message[text] is wrong"), 400);
    const windowMs = messaging_type === "MESSAGE_TAG" && tag === "HUMAN_AGENT" ? LONG_WINDOW_MS : person.windowMs;
    if (now() - person.heardAt >= windowMs)
      return context.json(refusal(10, "This message is sent outside of allowed window.", 2_018_278), 400);
    const stored = { mid: mid(), text: message.text, id: message.metadata, at: now() };
    person.received.push(stored);
    await tell({
      sender: { id: account },
      recipient: { id: recipient.id },
      timestamp: stored.at,
      message: { mid: stored.mid, text: stored.text, is_echo: true, app_id: 1, ...(stored.id && { metadata: stored.id }) },
    });
    if (trouble) return context.json(refusal(trouble.code, "Trouble"), trouble.status as 400);
    return context.json({ recipient_id: recipient.id, message_id: stored.mid });
  });

  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** Every webhook body so far, as it was sent. */
    sent,
    received: (person: string) => personOf(person).received,
    async writes(id: string, text: string, { isFromAd = false, files = [] as string[] } = {}): Promise<string> {
      const person = personOf(id);
      person.heardAt = now();
      person.windowMs = isFromAd ? LONG_WINDOW_MS : WINDOW_MS;
      const stored = mid();
      await tell({
        sender: { id },
        recipient: { id: account },
        timestamp: now(),
        message: {
          mid: stored,
          ...(text && { text }),
          ...(files.length > 0 && { attachments: files.map((url) => ({ type: "image", payload: { url } })) }),
          ...(isFromAd && { referral: { source: "ADS", type: "OPEN_THREAD", ad_id: "1" } }),
        },
      });
      return stored;
    },
    /** Everything until now; Instagram names the last message instead of the moment. */
    async reads(id: string, last = personOf(id).received.at(-1)?.mid ?? ""): Promise<void> {
      const read = kind === "messenger" ? { watermark: now() } : { mid: last };
      await tell({ sender: { id }, recipient: { id: account }, timestamp: now(), read });
    },
    takesBack: (id: string, which: string) =>
      tell({ sender: { id }, recipient: { id: account }, timestamp: now(), message: { mid: which, is_deleted: true } }),
    /** Somebody answers with Meta's own inbox. */
    async answersElsewhere(id: string, text: string): Promise<string> {
      const stored = mid();
      await tell({
        sender: { id: account },
        recipient: { id },
        timestamp: now(),
        message: { mid: stored, text, is_echo: true, app_id: 2 },
      });
      return stored;
    },
    leaves(id: string): void {
      personOf(id).hasLeft = true;
    },
    /** `instead`: the one that counts from now on. */
    revokeToken(instead = ""): void {
      token = instead;
    },
    /** For the next call: an error instead of an answer; `isDone`: the message goes out all the same. */
    trouble: (status: number, code: number, { subcode, isDone = false }: { subcode?: number; isDone?: boolean } = {}) =>
      void troubles.push({ status, code, isDone, ...(subcode !== undefined && { subcode }) }),
    /** Each call takes so long. */
    slow(ms: number): void {
      slowMs = ms;
    },
    /** Every webhook is sent so many times. */
    repeat(times: number): void {
      repeats = times;
    },
    /** Collects webhooks until `release`, which sends them in one batch, last first. */
    hold(): void {
      held = [];
    },
    async release(): Promise<void> {
      const batch = [...(held ?? [])].reverse();
      held = undefined;
      await push(batch);
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}
