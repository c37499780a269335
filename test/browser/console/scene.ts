/** A morning at Flora Garden Shop: what the console's tests find on the desk. Times are told in minutes before now. */
import type { ConversationView, Decision, Message, SiteSettings, Suppression } from "../../../src/protocol/index.js";

const MINUTE = 60_000;
const AMELIE = { id: "agent-1", name: "Amélie Moreau" };

export const SETTINGS: SiteSettings = {
  name: "Flora Garden Shop",
  forwarding: { mode: "unread" },
  contactForm: {
    whenOnline: "optional",
    whenAway: "required",
    fields: [
      { name: "email", required: true },
      { name: "name", required: false },
    ],
  },
  greeting: "Hello! What can we do for you?",
};

/** This site's operator mails sooner than others. */
export const DEFAULTS = {
  rules: {
    awayDelayMs: 60_000,
    presentDelayMs: 900_000,
    mailThreadDelayMs: 20_000,
    awayGraceMs: 60_000,
    awayCapMs: 600_000,
    presentCapMs: 1_800_000,
    closeDelayMs: 10_000,
    closeDelayPresentMs: 120_000,
    typingTtlMs: 10_000,
    typingGraceMs: 5_000,
    gapMs: 120_000,
    transcriptCloseDelayMs: 60_000,
    transcriptQuietMs: 3_600_000,
    maxAgeMs: 604_800_000,
    contextCount: 5,
    shortCount: 10,
    unverifiedDailyCount: 10,
    unverifiedContext: "all" as const,
  },
  canMail: true,
};

type Said = Pick<Message, "by" | "text"> & Partial<Message> & { ago: number };

export function views(now: number): ConversationView[] {
  const view = (id: string, said: readonly Said[], more: Partial<ConversationView>): ConversationView => {
    const messages = said.map(({ ago, ...message }, index) => ({
      id: `${id}-${index + 1}`,
      channel: "widget" as const,
      at: now - ago * MINUTE,
      ...message,
      seq: index + 1,
    }));
    const last = messages.filter((message) => message.by !== "system").at(-1);
    return {
      id,
      channel: "widget",
      unread: 0,
      present: false,
      messages,
      ...(last === undefined ? {} : { last }),
      latest: messages.length,
      readUpTo: 0,
      agentsReadUpTo: messages.length,
      address: { state: "none" },
      deliveries: [],
      mails: [],
      verdicts: [],
      plan: { do: "nothing", because: "no-address" },
      replyDelayMs: 2 * MINUTE,
      pages: [],
      now,
      ...more,
    };
  };
  return [
    view(
      "ana",
      [
        { by: "visitor", text: "My order 4711 arrived with a broken pot. What can we do?", ago: 38 },
        { by: "system", text: "", news: { kind: "contact", email: "ana@example.com", name: "Ana" }, ago: 37 },
        { by: "agent", from: AMELIE, text: "Oh no, I'm sorry! Could you tell me the size?", ago: 36 },
        { by: "visitor", text: "The 30 cm one.", ago: 35 },
        { by: "agent", from: AMELIE, text: "We'll send you a new pot today, no need to return the broken one.", ago: 20 },
      ],
      {
        contact: { email: "ana@example.com", name: "Ana", consent: "You may answer me by e-mail." },
        address: { email: "ana@example.com", state: "verified" },
        readUpTo: 3,
        awaySince: now - 18 * MINUTE,
        deliveries: [{ seq: 5, state: "sent", to: "ana@example.com", at: now - 18 * MINUTE, because: "away" }],
        verdicts: [{ seq: 3, do: "nothing", because: "read" }],
        plan: { do: "nothing", because: "nothing-unread" },
        pages: [
          { at: now - 38 * MINUTE, page: "https://flora.example/orders/4711" },
          { at: now - 19 * MINUTE, page: "https://flora.example/olive-tree" },
        ],
      },
    ),
    view("v-lisbon", [{ by: "visitor", text: "Do you ship to the Azores?", ago: 22 }], {
      unread: 1,
      agentsReadUpTo: 0,
      waitingSince: now - 22 * MINUTE,
      present: true,
      pages: [{ at: now - 22 * MINUTE, page: "https://flora.example/delivery" }],
    }),
    view(
      "joao",
      [
        {
          by: "agent",
          from: AMELIE,
          text: "The 40 cm pot is back: https://flora.example/pots/40 – shall we keep one for you?",
          ago: 190,
        },
        { by: "visitor", text: "Obrigado! Fico com o de 40 cm.\nPode ser na quinta?", channel: "email", ago: 140 },
      ],
      {
        contact: { email: "joao@example.com", name: "João Pedro" },
        address: { email: "joao@example.com", state: "verified" },
        unread: 1,
        agentsReadUpTo: 1,
        readUpTo: 1,
        waitingSince: now - 140 * MINUTE,
        awaySince: now - 200 * MINUTE,
        deliveries: [{ seq: 1, state: "sent", to: "joao@example.com", at: now - 188 * MINUTE }],
        plan: { do: "nothing", because: "nothing-unread" },
      },
    ),
    view(
      "marta",
      [
        { by: "visitor", text: "Is the olive tree back?", ago: 3 * 1_440 },
        { by: "agent", from: AMELIE, text: "It is back in stock.", ago: 3 * 1_440 - 9 },
      ],
      { channel: "messenger", contact: { name: "Marta" }, readUpTo: 2, plan: { do: "nothing", because: "other-channel" } },
    ),
    view(
      "li",
      [
        { by: "visitor", text: "Thank you, everything is fine now.", ago: 9 * 1_440 },
        { by: "system", text: "", news: { kind: "closed" }, ago: 9 * 1_440 - 30 },
      ],
      {
        contact: { email: "li@example.com", name: "李 明" },
        address: { email: "li@example.com", state: "typed" },
        closedAt: now - 9 * 1_440 * MINUTE,
      },
    ),
  ];
}

/** What was decided about Ana's conversation, the latest first. */
export const decisions = (now: number): Decision[] => [
  { at: now - 18 * MINUTE + 1_000, do: "nothing", because: "nothing-unread" },
  { at: now - 18 * MINUTE, do: "send", because: "away", replies: 1 },
  { at: now - 20 * MINUTE, do: "wait", until: now - 18 * MINUTE, because: "away" },
  { at: now - 36 * MINUTE, do: "nothing", because: "nothing-unread" },
];

export const suppressions = (now: number): Suppression[] => [
  { email: "eva@example.com", because: "owner", at: now - 2 * 1_440 * MINUTE },
  { email: "lars@example.com", because: "unsubscribed", at: now - 9 * 1_440 * MINUTE },
  { email: "gone@example.com", because: "550 5.1.1 No such user here", at: now - 30 * 1_440 * MINUTE },
];
