/** Letters as their readers get them, and rules short enough to see them go. */
import PostalMime, { type Email } from "postal-mime";
import type { Rules } from "../../src/forwarding/rules.js";
import type { CarriedLetter } from "../../src/forwarding/store.js";

/** Seconds instead of minutes; the server's clock is turned forward past them. */
export const quick: Partial<Rules> = {
  awayDelayMs: 2_000,
  presentDelayMs: 20_000,
  awayGraceMs: 500,
  gapMs: 500,
  typingGraceMs: 100,
  closeDelayMs: 500,
  backoffMs: [1_000],
};

export const parsed = (letter: CarriedLetter): Promise<Email> => new PostalMime().parse(Buffer.from(letter.raw));

export async function textOf(letter: CarriedLetter): Promise<string> {
  return (await parsed(letter)).text ?? "";
}
