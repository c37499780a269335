/** Nederlands. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-nl.js");
export const more = () => import("./more-nl.js");
export const files = () => import("./files-nl.js");

export const words: WordsWith<"one"> = {
  launcher: {
    open: "Chat openen",
    unread: { one: "Chat openen, {n} ongelezen bericht", other: "Chat openen, {n} ongelezen berichten" },
  },
  panel: { chat: "Chat", menu: "Menu", close: "Chat sluiten", log: "Gesprek" },
  availability: {
    online: "We zijn er",
    minutes: "We zijn er · meestal binnen een paar minuten",
    hours: "We zijn er · meestal binnen een paar uur",
    day: "We zijn er · meestal binnen een dag",
    away: "We zijn er niet · laat een bericht achter, we antwoorden hier",
    awayByEmail: "We zijn er niet · laat een bericht achter, we antwoorden per e-mail",
  },
  empty: {
    online: "Hallo! Vraag ons wat u wilt, een mens geeft antwoord.",
    away: "Hallo! Er is nu niemand, maar uw bericht wordt gelezen.",
  },
  composer: {
    label: "Bericht",
    attach: "Bestanden toevoegen",
    emoji: "Emoji's",
    placeholder: "Schrijf een bericht…",
    more: "Voeg iets toe…",
    send: "Versturen",
    tooLong: "Dit is langer dan {limit} tekens. Er is niets verloren: verstuur het in twee delen, alstublieft.",
    refused: "Deze tekst kan zo niet worden verstuurd: er staan tekens in die geen enkel systeem bewaart.",
  },
  state: {
    held: "Nog niet verstuurd · laat weten hoe we u bereiken",
    waiting: "Wacht op verbinding",
    sending: "Versturen…",
    sent: "Verstuurd",
    seen: "Gezien",
    failed: "Niet verstuurd.",
    expired: "Niet verstuurd: het heeft langer dan een week gewacht.",
    retry: "Opnieuw",
    copy: "Kopiëren",
    copied: "Gekopieerd",
    discard: "Verwijderen",
    byEmail: "per e-mail",
    edited: "bewerkt",
    deleted: "Bericht verwijderd",
  },
  log: {
    new: "Nieuw",
    older: "Eerdere berichten",
    latest: "Naar het laatste",
    latestNew: { one: "{n} nieuw bericht", other: "{n} nieuwe berichten" },
    you: "U",
    team: "Team",
    assistant: "Assistent",
    closed: "Het gesprek is gesloten. Als u schrijft, gaat het weer open.",
    typing: "{name} is aan het typen…",
  },
  contact: {
    done: "We antwoorden op {email}",
    doneHere: "Bedankt! We hebben {email} genoteerd",
    changed: "Contact: {email}",
    change: "Wijzigen",
  },
  banner: {
    offline: "Geen verbinding. Berichten worden bewaard en verstuurd zodra u weer online bent.",
    offlineUnsaved: "Geen verbinding. Houd deze pagina open: berichten worden verstuurd zodra u weer online bent.",
    unsaved: "Deze browser bewaart het gesprek niet: het is weg als u de pagina sluit.",
    gone: "Dit gesprek is afgelopen en staat niet meer op dit apparaat. Een nieuw bericht begint een nieuw gesprek.",
    busy: "Er komen op dit moment veel berichten binnen. Er is niets verloren gegaan; we blijven het proberen.",
    notLoaded: "Een deel van de chat kon niet worden geladen. U kunt schrijven; we blijven het proberen.",
  },
  peek: { dismiss: "Sluiten" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} nieuw bericht", other: "{n} nieuwe berichten" },
    sent: "Bericht verstuurd",
    held: "Bericht nog niet verstuurd. Laat weten hoe we u bereiken.",
    failed: "Bericht niet verstuurd",
    typing: "{name} is aan het typen",
  },
};
