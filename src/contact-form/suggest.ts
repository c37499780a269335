/**
 * "Did you mean gmail.com?" A wrong letter in a well-known domain is the one slip a form can notice. Only ever offered:
 * gmial.com may belong to somebody.
 */

const PROVIDERS = [
  "gmail.com googlemail.com hotmail.com outlook.com live.com msn.com yahoo.com ymail.com icloud.com me.com aol.com",
  "proton.me protonmail.com mail.com email.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de",
  "hotmail.com.br outlook.com.br yahoo.com.br uol.com.br bol.com.br terra.com.br ig.com.br sapo.pt",
  "hotmail.es yahoo.es hotmail.co.uk yahoo.co.uk hotmail.fr yahoo.fr orange.fr free.fr wanadoo.fr libero.it",
]
  .join(" ")
  .split(" ");

/** From this length on, two slips still point to one provider only. */
const LONG_ENOUGH_FOR_TWO_SLIPS = 9;

/** The address with its domain put right, or undefined when nothing is likely to be wrong. */
export function suggestEmail(email: string): string | undefined {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  if (at < 0 || PROVIDERS.includes(domain)) return undefined;
  const found = PROVIDERS.map((provider) => ({ provider, slips: slipsBetween(domain, provider) }))
    .filter(({ provider, slips }) => slips <= allowedSlips(domain, provider))
    .sort((a, b) => a.slips - b.slips)[0];
  return found && `${email.slice(0, at)}@${found.provider}`;
}

function allowedSlips(domain: string, provider: string): number {
  // The same house under another country's ending (yahoo.it, yahoo.fr) is a real place, not two slips of the finger.
  const isSameHouse = domain.split(".")[0] === provider.split(".")[0];
  return !isSameHouse && domain.length >= LONG_ENOUGH_FOR_TWO_SLIPS ? 2 : 1;
}

/** Letters missing, added, changed, or two neighbours swapped (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = ["", ...b.split("")].map((_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, isSwap ? at(beforeLast, j - 2) + 1 : Infinity));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], j: number): number => row[j] ?? Infinity;
