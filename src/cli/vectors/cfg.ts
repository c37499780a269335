/** From the names and seconds of a vector file to our rules. What a file does not set keeps our default. */
import { type Rules, rules } from "../../forwarding/index.js";
import type { Cfg } from "./format.js";

type NumberRule = { [Name in keyof Rules]: Rules[Name] extends number ? Name : never }[keyof Rules];

const SECONDS = {
  offlineDelay: "awayDelayMs",
  onlineDelay: "presentDelayMs",
  emailDelay: "mailThreadDelayMs",
  presenceGrace: "awayGraceMs",
  typingTtl: "typingTtlMs",
  typingGrace: "typingGraceMs",
  offlineMaxWait: "awayCapMs",
  onlineMaxWait: "presentCapMs",
  minGap: "gapMs",
  closeDelay: "closeDelayMs",
  closeDelayPresent: "closeDelayPresentMs",
  transcriptCloseDelay: "transcriptCloseDelayMs",
  transcriptQuiet: "transcriptQuietMs",
  maxAge: "maxAgeMs",
  lease: "leaseMs",
  giveUp: "giveUpMs",
} as const satisfies Partial<Record<keyof Cfg, NumberRule>>;

const COUNTS = {
  context: "contextCount",
  short: "shortCount",
  typedDailyMax: "unverifiedDailyCount",
  refsMax: "referencesCount",
} as const satisfies Partial<Record<keyof Cfg, NumberRule>>;

/** Later settings win: the file's defaults, then the case's own. */
export function rulesOf(defaults: Cfg, own: Cfg): Rules {
  const cfg = { ...defaults, ...own };
  const numbers: Partial<Record<NumberRule, number>> = {};
  for (const [theirs, ours] of entries(SECONDS)) if (cfg[theirs] !== undefined) numbers[ours] = cfg[theirs] * 1_000;
  for (const [theirs, ours] of entries(COUNTS)) if (cfg[theirs] !== undefined) numbers[ours] = cfg[theirs];
  return rules({
    ...numbers,
    ...(cfg.unverifiedContext === undefined ? {} : { unverifiedContext: cfg.unverifiedContext }),
    ...(cfg.backoff === undefined ? {} : { backoffMs: cfg.backoff.map((seconds) => seconds * 1_000) }),
  });
}

function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
