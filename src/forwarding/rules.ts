/** Everything about forwarding a site may adjust, with its defaults. Milliseconds end in Ms, numbers of things in Count. */

export interface Rules {
  /** After the last unread reply, visitor away / present but not reading / answering by e-mail. */
  readonly awayDelayMs: number;
  readonly presentDelayMs: number;
  readonly mailThreadDelayMs: number;
  /** Never sooner than this after the visitor left: a reload or a change of page is no leaving. */
  readonly awayGraceMs: number;
  /** Caps after the first unread reply, so that a stream of replies cannot postpone for ever. */
  readonly awayCapMs: number;
  readonly presentCapMs: number;
  readonly typingTtlMs: number;
  readonly typingGraceMs: number;
  /** Between two mails of one conversation. */
  readonly gapMs: number;
  readonly closeDelayMs: number;
  readonly closeDelayPresentMs: number;
  readonly transcriptCloseDelayMs: number;
  readonly transcriptQuietMs: number;
  readonly contextCount: number;
  /** A conversation of at most this many public messages is mailed whole. */
  readonly shortCount: number;
  readonly maxAgeMs: number;
  /** Mails accepted for an unconfirmed address in 24 h, over all conversations. */
  readonly unverifiedDailyCount: number;
  /** Mails accepted in 24 h for anybody, confirmed or not, agents as well: in one conversation, for one address, of the whole site. */
  readonly threadDailyCount: number;
  readonly addressDailyCount: number;
  readonly siteDailyCount: number;
  readonly unverifiedContext: "all" | "agent" | "none";
  /** Longer than all SMTP timeouts together, else two workers carry one mail at once. */
  readonly leaseMs: number;
  /** Attempt n waits the n-th; the last repeats. */
  readonly backoffMs: readonly number[];
  readonly giveUpMs: number;
  readonly referencesCount: number;
}

const S = 1_000;

/** The rules where a site sets none of its own. */
export const RULES: Rules = {
  awayDelayMs: 120 * S,
  presentDelayMs: 900 * S,
  mailThreadDelayMs: 20 * S,
  awayGraceMs: 60 * S,
  awayCapMs: 600 * S,
  presentCapMs: 1_800 * S,
  typingTtlMs: 10 * S,
  typingGraceMs: 5 * S,
  gapMs: 120 * S,
  closeDelayMs: 10 * S,
  closeDelayPresentMs: 120 * S,
  transcriptCloseDelayMs: 60 * S,
  transcriptQuietMs: 3_600 * S,
  contextCount: 5,
  shortCount: 10,
  maxAgeMs: 7 * 86_400 * S,
  unverifiedDailyCount: 10,
  threadDailyCount: 50,
  addressDailyCount: 300,
  siteDailyCount: 5_000,
  unverifiedContext: "all",
  leaseMs: 120 * S,
  backoffMs: [60 * S, 300 * S, 1_800 * S, 3_600 * S],
  giveUpMs: 4 * 86_400 * S,
  referencesCount: 10,
};

/** The defaults with a site's own numbers in their place. Throws RangeError on anything that would quietly switch a limit off. */
export function rules(own: Partial<Rules> = {}): Rules {
  const all = { ...RULES, ...own };
  for (const [name, value] of Object.entries(all)) {
    if (name === "unverifiedContext") continue;
    const numbers = Array.isArray(value) ? value : [value];
    const sound = numbers.every((n) => typeof n === "number" && Number.isFinite(n) && n >= 0);
    if (!sound || numbers.length === 0)
      throw new RangeError(`Forwarding rule ${name} must be a number from 0 on, not ${JSON.stringify(value)}`);
  }
  if (!["all", "agent", "none"].includes(all.unverifiedContext)) {
    throw new RangeError(
      `Forwarding rule unverifiedContext must be all, agent or none, not ${JSON.stringify(all.unverifiedContext)}`,
    );
  }
  // Without a lease two workers would carry the same mail at once; without a wait a deferral would be retried in a busy loop.
  if (all.leaseMs === 0 || all.backoffMs.some((ms) => ms === 0))
    throw new RangeError("Forwarding rules leaseMs and backoffMs must be above 0");
  // What the owner wants mailed is the mode; a limit of none would be another, hidden one.
  for (const name of ["threadDailyCount", "addressDailyCount", "siteDailyCount"] as const)
    if (!Number.isInteger(all[name]) || all[name] === 0)
      throw new RangeError(`Forwarding rule ${name} must be a whole number above 0`);
  // A timer cannot run for longer, and a mail whose worker died would lie about for so long.
  if (all.leaseMs > 86_400 * S) throw new RangeError("Forwarding rule leaseMs must be at most a day");
  // The root and the mail answered are what keeps a thread together in every mail program.
  if (all.referencesCount < 2)
    throw new RangeError("Forwarding rule referencesCount must be at least 2: the root and the last mail");
  return all;
}
