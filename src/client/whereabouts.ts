/** Where the visitor is and what they speak, in the wire's form; what does not fit it is left out. */
import * as v from "valibot";
import { PageAddress } from "../protocol/message.js";
import { Locale } from "../protocol/session.js";
import type { PageFacts } from "./platform/page.js";

export interface Whereabouts {
  readonly page?: PageAddress;
  readonly locale?: Locale;
}

export function whereabouts(facts: PageFacts): Whereabouts {
  // Without query and fragment, whoever provides the facts: they may carry somebody's secrets.
  const page = v.safeParse(PageAddress, facts.address()?.replace(/[?#].*/s, ""));
  const locale = v.safeParse(Locale, facts.locale());
  return { ...(page.success && { page: page.output }), ...(locale.success && { locale: locale.output }) };
}
