/** Accounts elsewhere as the desk connects and sees them. What is secret goes one way: in. */
import * as v from "valibot";
import { Instant } from "./message.js";

const CHANNEL_KINDS = ["messenger", "instagram"] as const;

/** What identifies an account, at Meta and here. */
export const AccountName = v.object({
  kind: v.picklist(CHANNEL_KINDS),
  /** The page's id, or the Instagram account's. */
  account: v.pipe(v.string(), v.trim(), v.regex(/^\d{1,30}$/, "a number")),
});
export type AccountName = v.InferOutput<typeof AccountName>;

export const SHORTEST_ACCOUNT_SECRET = 8;
const Text = v.pipe(v.string(), v.trim(), v.minLength(SHORTEST_ACCOUNT_SECRET), v.maxLength(1_000));
/** It travels in a header. */
const Token = v.pipe(Text, v.regex(/^[\x21-\x7e]+$/, "letters, digits and signs without spaces"));
const Word = v.pipe(Text, v.regex(/^\P{Cc}+$/u, "one line of text"));

/** All three secrets for a new account; of a connected one, what is absent stays as it is. */
export const AccountWish = v.object({
  ...AccountName.entries,
  accessToken: v.exactOptional(Token),
  /** Signs the webhooks. */
  appSecret: v.exactOptional(Word),
  /** A word of the owner's, which Meta is given with the webhook's address. */
  verifyToken: v.exactOptional(Word),
  /** Meta has allowed the app to let people answer up to 7 days after they were written to. */
  humanAgent: v.exactOptional(v.boolean()),
});
export type AccountWish = v.InferOutput<typeof AccountWish>;

/** That there is one. `endsIn`: its last characters, where they say little about it. */
const Kept = v.object({ endsIn: v.exactOptional(v.string()) });

export const ConnectedAccount = v.object({
  ...AccountName.entries,
  /** As Meta calls it. */
  name: v.exactOptional(v.string()),
  accessToken: Kept,
  appSecret: Kept,
  verifyToken: Kept,
  humanAgent: v.boolean(),
  /** In the server's configuration: the desk only shows it. */
  isConfigured: v.boolean(),
  /** When its webhook was last called, give or take a minute. */
  heardAt: v.exactOptional(Instant),
  /** Since when Meta refuses the access token, and its words for that. */
  refused: v.exactOptional(v.object({ at: Instant, reason: v.string() })),
});
export type ConnectedAccount = v.InferOutput<typeof ConnectedAccount>;

export const ConnectedAccounts = v.object({
  /** The address to give to Meta. */
  webhook: v.string(),
  accounts: v.array(ConnectedAccount),
});
export type ConnectedAccounts = v.InferOutput<typeof ConnectedAccounts>;
