/**
 * Every word the visitor reads, in English, but for those that only messages need (talk-en.ts): the other languages are typed by
 * this file. `{name}` is filled in by phrase.ts.
 */
import type { Forms, Plural } from "../phrase.js";
import type { talkEn } from "./talk-en.js";

export const en = {
  launcher: {
    open: "Open chat",
    unread: { one: "Open chat, {n} unread message", other: "Open chat, {n} unread messages" },
  },
  panel: { chat: "Chat", menu: "Menu", close: "Close chat", log: "Conversation" },
  availability: {
    online: "We're here",
    minutes: "We're here · usually a few minutes",
    hours: "We're here · usually a few hours",
    day: "We're here · usually within a day",
    away: "We're away · leave a message and we'll answer here",
    awayByEmail: "We're away · leave a message and we'll answer by e-mail",
  },
  empty: {
    online: "Hello! Ask us anything, a person will answer.",
    away: "Hello! Nobody is here right now, but your message will be read.",
  },
  composer: {
    label: "Message",
    attach: "Attach files",
    emoji: "Emoji",
    placeholder: "Write a message…",
    more: "Add something…",
    send: "Send",
    tooLong: "That is longer than {limit} characters. Nothing was lost: please send it in two parts.",
    refused: "This text cannot be sent as it is: it holds characters that no system keeps.",
  },
  banner: {
    offline: "No connection. Messages are kept and sent when you're back online.",
    offlineUnsaved: "No connection. Keep this page open: messages are sent when you're back online.",
    unsaved: "This browser does not keep the conversation: it is gone when you close the page.",
    gone: "This conversation has ended and is no longer on this device. A new message starts a new one.",
    busy: "Many messages are coming in right now. Nothing is lost; we keep trying.",
    notLoaded: "Part of the chat could not be loaded. You can write; we keep trying.",
  },
};

type In<Words, AnyForm extends Plural> = {
  readonly [word in keyof Words]: Words[word] extends string
    ? string
    : Words[word] extends Plural
      ? AnyForm
      : In<Words[word], AnyForm>;
};
/** What the panel says while there is no message. */
export type PanelWords = In<typeof en, Plural>;
export type Words = In<typeof en & typeof talkEn, Plural>;
/** Every language has every word, in each of the plural forms it has: those of `new Intl.PluralRules(…).resolvedOptions()`. */
export type WordsWith<Form extends Intl.LDMLPluralRule> = In<typeof en & typeof talkEn, Forms<Form>>;
