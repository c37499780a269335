/**
 * How much may be asked of the server: numbers that no person and no office of 200 meets, and that end a flood. `visitor` is one
 * token, `network` the neighbourhood of an address (network.ts) over all sites, `site` everybody of a site together.
 */
import type { Rate } from "./pace.js";

type Whose = "visitor" | "network" | "site";
export type Limit = { readonly [whose in Whose]?: Rate };

export const LIMITS = {
  /** Page views: the site's settings, and what browsers ask before they ask. */
  look: { network: { burst: 6_000, perMinute: 6_000 }, site: { burst: 60_000, perMinute: 60_000 } },
  /** Sessions begun: by a first message, or by the link of a mail. */
  begin: { network: { burst: 400, perMinute: 60 }, site: { burst: 3_000, perMinute: 600 } },
  /** Messages, each held one of a contact form, too. */
  say: {
    visitor: { burst: 60, perMinute: 60 },
    network: { burst: 3_000, perMinute: 1_200 },
    site: { burst: 12_000, perMinute: 6_000 },
  },
  /** Everything else in a visitor's name: reading, listening, typing. */
  ask: {
    visitor: { burst: 300, perMinute: 600 },
    network: { burst: 20_000, perMinute: 24_000 },
    site: { burst: 100_000, perMinute: 120_000 },
  },
  /** Everything about oneself at once, which may be long. */
  dossier: { visitor: { burst: 20, perMinute: 6 }, network: { burst: 200, perMinute: 60 } },
  /** Pieces of files. How much they may be together is counted in the database (attachments/quota.ts). */
  carry: {
    visitor: { burst: 300, perMinute: 600 },
    network: { burst: 6_000, perMinute: 6_000 },
    site: { burst: 20_000, perMinute: 20_000 },
  },
  /** Addresses that stand for themselves: files, and the way out of our mails. */
  link: { network: { burst: 600, perMinute: 600 } },
  /** Agents' sign-in links, asked for or used. */
  signIn: { network: { burst: 40, perMinute: 12 } },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
export type Limits = { readonly [name in LimitName]: Limit };
/** Numbers in place of ours, whichever. */
export type OwnLimits = { readonly [name in LimitName]?: { readonly [whose in Whose]?: Partial<Rate> } };

/** Throws RangeError for a name that is none, and for a number that would quietly switch a limit off. */
export function limitsWith(own: OwnLimits = {}): Limits {
  const all: Record<LimitName, Limit> = { ...LIMITS };
  for (const [name, given] of Object.entries(own)) {
    const ours: Limit | undefined = Object.hasOwn(LIMITS, name) ? LIMITS[name as LimitName] : undefined;
    if (ours === undefined) throw new RangeError(`There is no limit "${name}", only ${Object.keys(LIMITS).join(", ")}`);
    const rates = Object.entries(given).map(([whose, rate]) => [whose, rateWith(ours[whose as Whose], rate, `${name}.${whose}`)]);
    all[name as LimitName] = { ...ours, ...Object.fromEntries(rates) };
  }
  return all;
}

function rateWith(ours: Rate | undefined, own: Partial<Rate>, name: string): Rate {
  if (ours === undefined) throw new RangeError(`There is no limit "${name}"`);
  const { burst, perMinute } = { ...ours, ...own };
  const isSound = Number.isFinite(burst) && burst >= 1 && Number.isFinite(perMinute) && perMinute > 0;
  if (!isSound)
    throw new RangeError(`limits.${name} needs a burst of at least 1 and a perMinute above 0, not ${JSON.stringify(own)}`);
  return { burst, perMinute };
}
