/** Where the visitor is and what they speak, in the wire's form; what does not fit it is left out. */
import { Locale } from "../protocol/language.js";
import { PageAddress } from "../protocol/message.js";
import { fitting } from "./fitting.js";
import type { PageFacts } from "./platform/page.js";

export interface Whereabouts {
  readonly page: PageAddress | undefined;
  readonly locale: Locale | undefined;
}

export function whereabouts(facts: PageFacts): Whereabouts {
  // Without query and fragment, whoever provides the facts: they may carry somebody's secrets.
  return { page: fitting(PageAddress, facts.address()?.replace(/[?#].*/s, "")), locale: fitting(Locale, facts.locale()) };
}
