/** Italiano. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-it.js");
export const more = () => import("./more-it.js");
export const files = () => import("./files-it.js");

export const words: WordsWith<"one" | "many"> = {
  launcher: {
    open: "Apri la chat",
    unread: {
      one: "Apri la chat, {n} messaggio non letto",
      many: "Apri la chat, {n} di messaggi non letti",
      other: "Apri la chat, {n} messaggi non letti",
    },
  },
  panel: { chat: "Chat", menu: "Menu", close: "Chiudi la chat", log: "Conversazione" },
  availability: {
    online: "Siamo qui",
    minutes: "Siamo qui · di solito rispondiamo in pochi minuti",
    hours: "Siamo qui · di solito in poche ore",
    day: "Siamo qui · di solito entro un giorno",
    away: "Non siamo in linea · lasci un messaggio, risponderemo qui",
    awayByEmail: "Non siamo in linea · lasci un messaggio, risponderemo per e-mail",
  },
  empty: {
    online: "Buongiorno! Chieda quello che vuole, le risponderà una persona.",
    away: "Buongiorno! Ora non c'è nessuno, ma il suo messaggio verrà letto.",
  },
  composer: {
    label: "Messaggio",
    attach: "Allega file",
    emoji: "Emoji",
    placeholder: "Scriva un messaggio…",
    more: "Aggiunga qualcosa…",
    send: "Invia",
    tooLong: "Il messaggio supera i {limit} caratteri. Nulla è andato perso: lo invii in due parti, per favore.",
    refused: "Questo testo non si può inviare così: contiene caratteri che nessun sistema conserva.",
  },
  state: {
    held: "Non ancora inviato · ci dica come contattarla",
    waiting: "In attesa di connessione",
    sending: "Invio in corso…",
    sent: "Inviato",
    seen: "Visto",
    failed: "Non inviato.",
    expired: "Non inviato: ha atteso più di una settimana.",
    retry: "Riprova",
    copy: "Copia",
    copied: "Copiato",
    discard: "Rimuovi",
    byEmail: "per e-mail",
    edited: "modificato",
    deleted: "Messaggio rimosso",
  },
  log: {
    new: "Nuovi",
    older: "Messaggi precedenti",
    latest: "Vai all'ultimo",
    latestNew: { one: "{n} nuovo messaggio", many: "{n} di nuovi messaggi", other: "{n} nuovi messaggi" },
    you: "Lei",
    team: "Team",
    assistant: "Assistente",
    closed: "La conversazione è stata chiusa. Scrivendo si riapre.",
    typing: "{name} sta scrivendo…",
  },
  contact: {
    done: "Risponderemo a {email}",
    doneHere: "Grazie! Abbiamo annotato {email}",
    changed: "Contatto: {email}",
    change: "Modifica",
  },
  banner: {
    offline: "Nessuna connessione. I messaggi sono conservati e partiranno appena tornerà in linea.",
    offlineUnsaved: "Nessuna connessione. Tenga aperta questa pagina: i messaggi partiranno appena tornerà in linea.",
    unsaved: "Questo browser non conserva la conversazione: chiudendo la pagina andrà persa.",
    gone: "Questa conversazione è terminata e non è più su questo dispositivo. Un nuovo messaggio ne inizia un'altra.",
    busy: "In questo momento stanno arrivando molti messaggi. Non è andato perso nulla; continuiamo a provare.",
    notLoaded: "Non è stato possibile caricare una parte della chat. Può scrivere; continuiamo a provare.",
  },
  peek: { dismiss: "Ignora" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} nuovo messaggio", many: "{n} di nuovi messaggi", other: "{n} nuovi messaggi" },
    sent: "Messaggio inviato",
    held: "Messaggio non ancora inviato. Ci dica come contattarla.",
    failed: "Messaggio non inviato",
    typing: "{name} sta scrivendo",
  },
};
