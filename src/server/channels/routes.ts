/**
 * The webhook of Messenger and Instagram, one address for all accounts of the operator. What it brings is kept before it is answered:
 * that takes some milliseconds, and what could not be kept is not answered with 200, so that Meta brings it again.
 */
import { accountsIn, challengeOf, isSigned, newsIn } from "../../forwarding/index.js";
import type { Ground } from "../ground.js";
import { readBytes } from "../http/body.js";
import type { Routes } from "../http/routes.js";
import { Refusal } from "../refusal.js";
import type { Account } from "./accounts.js";
import { arrived } from "./arrive.js";
import { heardFrom } from "./states.js";

export const CHANNEL_WEBHOOK = "/v1/channels/meta";
const LARGEST_BODY_BYTES = 1_000_000;
/** Meta puts no more into one batch. */
const MOST_ACCOUNTS = 1_000;
/** A batch is one app's, whose secret its accounts share; some of them may be connected by another app. */
const MOST_SECRETS = 10;
const IS_ACCOUNT = /^\d{1,30}$/;

export function channelRoutes(ground: Ground, routes: Routes): void {
  const { accounts, db } = ground;
  routes.raw({ method: "GET", path: CHANNEL_WEBHOOK }, async (c) => {
    const query = new URL(c.req.url).searchParams;
    const word = query.get("hub.verify_token") ?? "";
    const agreed = word.includes("\0") ? [] : await accounts.agreedOn(db, word);
    const challenge = agreed.map(({ verifyToken }) => challengeOf(query, verifyToken)).find((one) => one !== undefined);
    if (challenge === undefined) throw new Refusal("unauthorized", "This is not the word we have agreed on");
    return c.text(challenge);
  });

  routes.raw({ method: "POST", path: CHANNEL_WEBHOOK }, async (c) => {
    const body = await readBytes(c.req.raw, LARGEST_BODY_BYTES);
    const signature = c.req.header("x-hub-signature-256");
    const batch = jsonIn(body);
    const named = await namedIn(batch);
    const secrets = [...new Set(named.map(({ appSecret }) => appSecret))].slice(0, MOST_SECRETS);
    const secret = secrets.find((one) => isSigned(body, signature, one));
    const signing = named.filter(({ appSecret }) => appSecret === secret);
    if (signing.length === 0) throw new Refusal("unauthorized", "This is not signed by an app of ours");
    const heard = new Set<Account>();
    for (const news of newsIn(batch) ?? []) {
      // Another app's accounts are none of this one's business, though both may be ours.
      const account = signing.find((one) => one.kind === news.kind && one.account === news.account);
      if (account === undefined) ground.log.warn({ kind: news.kind }, "A webhook told of an account that is not connected");
      else {
        await arrived(ground, account, news);
        heard.add(account);
      }
    }
    for (const account of heard) await heardFrom(ground, account);
    return c.json({});
  });

  /** By their names, which anybody can write: whose they are the signature says. */
  async function namedIn(batch: unknown): Promise<Account[]> {
    const given = accountsIn(batch);
    if (given === undefined || given.accounts.length > MOST_ACCOUNTS) return [];
    return accounts.named(
      db,
      given.kind,
      given.accounts.filter((name) => IS_ACCOUNT.test(name)),
    );
  }
}

/** What is not JSON is not Meta's, and names nobody. */
function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
