/**
 * The webhook of Messenger and Instagram, one address for all accounts of the operator. What it brings is kept before it is answered:
 * that takes some milliseconds, and what could not be kept is not answered with 200, so that Meta brings it again.
 */
import { challengeOf, isSigned, newsIn } from "../../forwarding/index.js";
import type { Ground } from "../ground.js";
import { readBytes } from "../http/body.js";
import type { Routes } from "../http/routes.js";
import { Refusal } from "../refusal.js";
import type { Accounts } from "./accounts.js";
import { arrived } from "./arrive.js";

const CHANNEL_WEBHOOK = "/v1/channels/meta";
const LARGEST_BODY_BYTES = 1_000_000;

export function channelRoutes(ground: Ground, routes: Routes, accounts: Accounts): void {
  if (accounts.all.length === 0) return;

  routes.raw({ method: "GET", path: CHANNEL_WEBHOOK }, async (c) => {
    const query = new URL(c.req.url).searchParams;
    const challenge = accounts.all.map(({ verifyToken }) => challengeOf(query, verifyToken)).find((one) => one !== undefined);
    if (challenge === undefined) throw new Refusal("unauthorized", "This is not the word we have agreed on");
    return c.text(challenge);
  });

  routes.raw({ method: "POST", path: CHANNEL_WEBHOOK }, async (c) => {
    const body = await readBytes(c.req.raw, LARGEST_BODY_BYTES);
    const signature = c.req.header("x-hub-signature-256");
    const signing = accounts.all.filter(({ appSecret }) => isSigned(body, signature, appSecret));
    if (signing.length === 0) throw new Refusal("unauthorized", "This is not signed by an app of ours");
    for (const news of newsIn(jsonIn(body)) ?? []) {
      // Another app's accounts are none of this one's business, though both may be ours.
      const account = signing.find(({ channel }) => channel.kind === news.kind && channel.account === news.account);
      if (account) await arrived(ground, account, news);
      else ground.log.warn({ kind: news.kind }, "A webhook told of an account that is not connected");
    }
    return c.json({});
  });
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new Refusal("bad-request", "The body is not JSON");
  }
}
