/** What the contact form says, in Italian. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Come contattarla",
  ask: {
    onlineOptional: "Grazie! Se lascia la sua e-mail, la risposta le arriva anche se chiude questa pagina.",
    onlineRequired:
      "Grazie! Prima di inviarlo: dove può arrivare la risposta se lascia questa pagina? Il suo messaggio parte insieme.",
    awayOptional: "Grazie! Ora non c'è nessuno. Lasci la sua e-mail e la risposta le arriverà.",
    awayRequired: "Grazie! Ora non c'è nessuno. Dove può arrivare la risposta? Il suo messaggio parte insieme.",
  },
  askHere: {
    onlineOptional: "Grazie! Vuole dirci chi è? La risposta arriva qui, in questa chat.",
    onlineRequired: "Grazie! Prima di inviarlo, ci dica chi è, per favore. La risposta arriva qui, in questa chat.",
    awayOptional: "Grazie! Ora non c'è nessuno. Vuole dirci chi è? La risposta arriva qui, in questa chat.",
    awayRequired:
      "Grazie! Ora non c'è nessuno. Ci dica chi è, per favore: il suo messaggio parte insieme e la risposta arriva qui.",
  },
  change: "Che cosa dobbiamo modificare?",
  fields: { email: "E-mail", name: "Nome", phone: "Telefono" },
  optional: "(facoltativo)",
  send: "Invia il mio messaggio",
  sendAll: "Invia i miei messaggi",
  save: "Salva",
  sending: "Invio in corso…",
  skip: "Salta",
  cancel: "Annulla",
  privacy: "Privacy",
  useAddress: "Rispondere a {email}?",
  didYouMean: "Intendeva {email}?",
  own: {
    empty: "Risponda a questa domanda, per favore.",
    number: "Inserisca un numero, per favore.",
    url: "Non sembra un indirizzo web. Esempio: https://example.com",
  },
  fault: {
    email: {
      empty: "Inserisca il suo indirizzo e-mail.",
      malformed: "Non sembra un indirizzo e-mail. Esempio: ana@example.com",
      refused: "Questo indirizzo non è stato accettato. Ne provi un altro, per favore.",
    },
    name: {
      empty: "Inserisca il suo nome.",
      malformed: "Usi una sola riga di testo, al massimo 200 caratteri.",
      refused: "Questo nome non è stato accettato. Ne provi un altro, per favore.",
    },
    phone: {
      empty: "Inserisca il suo numero di telefono.",
      malformed: "Non sembra un numero di telefono. Esempio: +39 312 345 6789",
      refused: "Questo numero non è stato accettato. Ne provi un altro, per favore.",
    },
  },
  trouble: {
    "no-answer": "Nessuna connessione. Nulla è andato perso: riprovi tra un momento.",
    busy: "In questo momento stanno arrivando molti messaggi. Non è andato perso nulla: riprovi tra un attimo.",
    refused: "Non è stato accettato. Nulla è andato perso: controlli e riprovi.",
  },
  folded: "Lasci la sua e-mail per ricevere lì la risposta",
  foldedHere: "Ci dica chi è",
};
