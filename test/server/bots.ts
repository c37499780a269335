/**
 * Whoever comes to a contact form, as data: programs of the kinds that come to real ones, and people who look like them. What each
 * meets is judged by bots.test.ts on a real server.
 */
import type { Contact } from "../../src/protocol/index.js";

/**
 * `taken`: stored at once · `slowed`: stored, not sooner than a person could have written it · `asked`: a task first, nothing is
 * stored · `refused`: for good, nothing is stored · `limited`: to wait, before a person would have been.
 */
export type Fate = "taken" | "slowed" | "asked" | "refused" | "limited";

export interface Caller {
  readonly who: string;
  readonly fate: Fate;
  /** Between the session and the form, by the server's clock. */
  readonly waitsMs?: number;
  /** Also what nobody sees. */
  readonly fillsAll?: boolean;
  readonly contact?: Contact;
  /** `renewed`: of a session opened again, as the widget does. */
  readonly stamp?: "none" | "forged" | "older" | "another's" | "spent" | "renewed";
  /** What is sent with the form. */
  readonly says?: readonly string[];
  /** The site has seen programs in the last minutes; `by its numbers`: so many begin that it cannot be people. */
  readonly underAttack?: "by signs" | "by its numbers";
  /** What is done with a task. */
  readonly task?: "left" | "guessed" | "another's" | "solved";
  /** Otherwise the form is sent. `post`: as a page without script does · `say`: past the form · `flood`: one message after another. */
  readonly by?: "post" | "say" | "flood";
}

const LINKS = Array.from({ length: 40 }, (_, n) => `https://cheap-pills-${n}.example/buy`).join(" ");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const BOTS: readonly Caller[] = [
  { who: "fills in every field", fate: "asked", fillsAll: true },
  { who: "fills in every field, a minute later", fate: "asked", fillsAll: true, waitsMs: MINUTE_MS },
  { who: "fills in every field, and guesses at the task", fate: "asked", fillsAll: true, task: "guessed" },
  { who: "answers before anybody could read the question", fate: "slowed" },
  { who: "answers at once and shows no stamp", fate: "slowed", stamp: "none" },
  { who: "makes up a stamp", fate: "asked", stamp: "forged", waitsMs: MINUTE_MS },
  { who: "makes its stamp an hour older", fate: "asked", stamp: "older" },
  { who: "shows a stamp it was given for another visitor", fate: "asked", stamp: "another's", waitsMs: MINUTE_MS },
  { who: "uses its stamp for a second address", fate: "asked", stamp: "spent", waitsMs: MINUTE_MS },
  { who: "keeps its stamp for a day and an hour", fate: "asked", waitsMs: 25 * HOUR_MS },
  { who: "has no script and posts the form as a page does", fate: "refused", by: "post" },
  { who: "has no script, while the site is under attack", fate: "asked", underAttack: "by signs", waitsMs: MINUTE_MS },
  { who: "goes past the form where it is required", fate: "refused", by: "say" },
  {
    who: "puts a header of a mail into the address",
    fate: "refused",
    contact: { email: "ana@example.com\r\nBcc: all@example.com" },
  },
  { who: "puts a list of addresses into the address", fate: "refused", contact: { email: "a@example.com, b@example.com" } },
  { who: "sends a book", fate: "refused", says: ["spam ".repeat(20_000)] },
  { who: "says one thing after the other", fate: "limited", by: "flood" },
  { who: "says the same in many conversations", fate: "asked", underAttack: "by its numbers", waitsMs: MINUTE_MS },
  {
    who: "drives a browser and waits, under attack, but leaves the task",
    fate: "asked",
    underAttack: "by signs",
    waitsMs: MINUTE_MS,
  },
  { who: "guesses at the task", fate: "asked", underAttack: "by signs", waitsMs: MINUTE_MS, task: "guessed" },
  { who: "copies another's answer to the task", fate: "asked", underAttack: "by signs", waitsMs: MINUTE_MS, task: "another's" },
  // What cannot be told from a person is let through: one at a time, as slowly, and no mail goes to its address (row 13).
  { who: "drives a browser and waits as a person does", fate: "taken", waitsMs: MINUTE_MS },
  { who: "sends nothing but links, as slowly as a person", fate: "taken", waitsMs: MINUTE_MS, says: [LINKS] },
];

export const PEOPLE: readonly Caller[] = [
  { who: "takes a minute", fate: "taken", waitsMs: MINUTE_MS },
  { who: "goes for lunch and a meeting", fate: "taken", waitsMs: 23 * HOUR_MS },
  { who: "comes back the next day", fate: "taken", waitsMs: 25 * HOUR_MS, stamp: "renewed" },
  { who: "types faster than anybody", fate: "slowed" },
  { who: "has an old page open, from before there were stamps", fate: "taken", waitsMs: MINUTE_MS, stamp: "none" },
  { who: "has a password manager that fills in every field", fate: "taken", fillsAll: true, waitsMs: 3_000, task: "solved" },
  { who: "listens to a screen reader for ten minutes", fate: "taken", waitsMs: 10 * MINUTE_MS },
  {
    who: "listens to a screen reader, under attack",
    fate: "taken",
    underAttack: "by signs",
    waitsMs: 10 * MINUTE_MS,
    task: "solved",
  },
  {
    who: "comes while programs begin in great numbers",
    fate: "taken",
    underAttack: "by its numbers",
    waitsMs: MINUTE_MS,
    task: "solved",
  },
  { who: "wrote five messages while asked", fate: "taken", waitsMs: MINUTE_MS, says: ["Hello", "Is", "Somebody", "There", "?"] },
  {
    who: "sends three links to what they mean",
    fate: "taken",
    waitsMs: MINUTE_MS,
    says: [LINKS.split(" ").slice(0, 3).join("\n")],
  },
  {
    who: "has an address with a mark and letters of its own",
    fate: "taken",
    waitsMs: MINUTE_MS,
    contact: { email: "josé+loja@exämple.com" },
  },
];
