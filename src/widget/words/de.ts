/** Deutsch. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-de.js");
export const more = () => import("./more-de.js");
export const files = () => import("./files-de.js");

export const words: WordsWith<"one"> = {
  launcher: {
    open: "Chat öffnen",
    unread: { one: "Chat öffnen, {n} ungelesene Nachricht", other: "Chat öffnen, {n} ungelesene Nachrichten" },
  },
  panel: { chat: "Chat", menu: "Menü", close: "Chat schließen", log: "Unterhaltung" },
  availability: {
    online: "Wir sind da",
    minutes: "Wir sind da · meist in wenigen Minuten",
    hours: "Wir sind da · meist in wenigen Stunden",
    day: "Wir sind da · meist innerhalb eines Tages",
    away: "Gerade nicht da · schreiben Sie uns, wir antworten hier",
    awayByEmail: "Gerade nicht da · schreiben Sie uns, wir antworten per E-Mail",
  },
  empty: {
    online: "Guten Tag! Fragen Sie uns, was Sie möchten, ein Mensch antwortet.",
    away: "Guten Tag! Gerade ist niemand da, aber Ihre Nachricht wird gelesen.",
  },
  composer: {
    label: "Nachricht",
    attach: "Dateien anhängen",
    emoji: "Emojis",
    placeholder: "Nachricht schreiben…",
    more: "Etwas hinzufügen…",
    send: "Senden",
    tooLong: "Das ist länger als {limit} Zeichen. Es ist nichts verloren: Bitte senden Sie es in zwei Teilen.",
    refused: "Dieser Text kann so nicht gesendet werden: Er enthält Zeichen, die kein System aufbewahrt.",
  },
  state: {
    held: "Noch nicht gesendet · sagen Sie uns, wie wir Sie erreichen",
    waiting: "Wartet auf Verbindung",
    sending: "Wird gesendet…",
    sent: "Gesendet",
    seen: "Gesehen",
    failed: "Nicht gesendet.",
    expired: "Nicht gesendet: Sie hat länger als eine Woche gewartet.",
    retry: "Noch einmal",
    copy: "Kopieren",
    copied: "Kopiert",
    discard: "Entfernen",
    byEmail: "per E-Mail",
    edited: "bearbeitet",
    deleted: "Nachricht entfernt",
  },
  log: {
    new: "Neu",
    older: "Frühere Nachrichten",
    latest: "Zur neuesten",
    latestNew: { one: "{n} neue Nachricht", other: "{n} neue Nachrichten" },
    you: "Sie",
    team: "Team",
    assistant: "Assistent",
    closed: "Die Unterhaltung wurde geschlossen. Wenn Sie schreiben, wird sie wieder geöffnet.",
    typing: "{name} schreibt…",
  },
  contact: {
    done: "Wir antworten an {email}",
    doneHere: "Danke! Wir haben {email} notiert",
    changed: "Kontakt: {email}",
    change: "Ändern",
  },
  banner: {
    offline: "Keine Verbindung. Nachrichten werden aufbewahrt und gesendet, sobald Sie wieder online sind.",
    offlineUnsaved: "Keine Verbindung. Lassen Sie diese Seite offen: Nachrichten werden gesendet, sobald Sie wieder online sind.",
    unsaved: "Dieser Browser bewahrt die Unterhaltung nicht auf: Sie ist weg, wenn Sie die Seite schließen.",
    gone: "Diese Unterhaltung ist beendet und nicht mehr auf diesem Gerät. Eine neue Nachricht beginnt eine neue.",
    busy: "Gerade kommen sehr viele Nachrichten an. Nichts ging verloren; wir versuchen es weiter.",
    notLoaded: "Ein Teil des Chats konnte nicht geladen werden. Sie können schreiben; wir versuchen es weiter.",
  },
  peek: { dismiss: "Ausblenden" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} neue Nachricht", other: "{n} neue Nachrichten" },
    sent: "Nachricht gesendet",
    held: "Nachricht noch nicht gesendet. Sagen Sie uns, wie wir Sie erreichen.",
    failed: "Nachricht nicht gesendet",
    typing: "{name} schreibt",
  },
};
