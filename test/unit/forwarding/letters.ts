/** Composes a letter from what a test cares about, and reads it back with an independent parser. */
import PostalMime, { type Email } from "postal-mime";
import {
  compose,
  type Letterhead,
  type LetterLine,
  type LetterParts,
  type LetterSite,
  type ToAgent,
  type Tokens,
} from "../../../src/forwarding/index.js";
import { SITE } from "./fakes.js";

export const TOKENS: Tokens = {
  reply: "r".repeat(26),
  bounce: "b".repeat(26),
  unsubscribe: "u".repeat(26),
  resume: "R".repeat(43),
};

export const HEAD: Letterhead = {
  n: 1,
  kind: "unread",
  whole: true,
  new: [2],
  context: [1],
  interleaved: [],
  to: "ana@example.com",
  messageId: "<recado.c.1.2-2@mail.flora.example>",
  inReplyTo: "<recado.c@mail.flora.example>",
  references: ["<recado.c@mail.flora.example>"],
  re: false,
  claimedAt: Date.UTC(2026, 10, 19, 9, 12),
  editsAtClaim: 0,
};

export const QUESTION: LetterLine = {
  seq: 1,
  by: "visitor",
  text: "Does it survive winter?",
  at: Date.UTC(2026, 10, 18, 18, 42),
};
export const REPLY: LetterLine = {
  seq: 2,
  by: "agent",
  name: "Amélie",
  text: "Yes, down to −8 °C.",
  at: Date.UTC(2026, 10, 19, 9, 12),
};

export interface Asked {
  readonly lines?: readonly LetterLine[];
  readonly head?: Partial<Letterhead>;
  readonly site?: Partial<LetterSite>;
  readonly without?: readonly (keyof LetterSite)[];
  readonly locale?: string;
  readonly toAgent?: ToAgent;
  readonly tokens?: Tokens;
}

export interface Letter {
  readonly raw: Uint8Array;
  readonly source: string;
  readonly envelope: { readonly from: string; readonly to: string };
  readonly mail: Email;
  readonly text: string;
  readonly html: string;
  /** The value of a header, as the parser understood it; undefined when there is none, and an error when there are several. */
  header(name: string): string | undefined;
}

export async function letter({
  lines = [QUESTION, REPLY],
  head = {},
  site = {},
  without = [],
  locale = "en",
  toAgent,
  tokens = TOKENS,
}: Asked = {}): Promise<Letter> {
  const whole = Object.fromEntries(
    Object.entries({ ...SITE, ...site }).filter(([name]) => !without.includes(name as keyof LetterSite)),
  );
  const parts: LetterParts = { locale, site: whole as unknown as LetterSite, lines, ...(toAgent && { toAgent }) };
  const { raw, envelope } = await compose(parts, { ...HEAD, ...head }, tokens);
  const mail = await PostalMime.parse(raw);
  return {
    raw,
    envelope,
    mail,
    source: Buffer.from(raw).toString("latin1"),
    text: mail.text ?? "",
    html: mail.html ?? "",
    header(name) {
      const found = mail.headers.filter((header) => header.key === name.toLowerCase());
      if (found.length > 1) throw new Error(`${found.length} headers ${name}`);
      return found[0]?.value;
    },
  };
}
