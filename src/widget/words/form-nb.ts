/** What the contact form says, in Norwegian Bokmål. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Hvordan vi når deg",
  ask: {
    onlineOptional: "Takk! Hvis du legger igjen e-postadressen din, når svaret deg også når du lukker siden.",
    onlineRequired: "Takk! Før vi sender den: Hvor kan svaret sendes hvis du forlater siden? Meldingen din sendes samtidig.",
    awayOptional: "Takk! Det er ingen her akkurat nå. Legg igjen e-postadressen din, så når svaret deg.",
    awayRequired: "Takk! Det er ingen her akkurat nå. Hvor kan svaret sendes? Meldingen din sendes samtidig.",
  },
  askHere: {
    onlineOptional: "Takk! Vil du fortelle oss hvem du er? Svaret kommer her i chatten.",
    onlineRequired: "Takk! Fortell oss hvem du er før vi sender den. Svaret kommer her i chatten.",
    awayOptional: "Takk! Det er ingen her akkurat nå. Vil du fortelle oss hvem du er? Svaret kommer her i chatten.",
    awayRequired:
      "Takk! Det er ingen her akkurat nå. Fortell oss hvem du er: Meldingen din sendes samtidig, og svaret kommer her.",
  },
  change: "Hva skal vi endre?",
  fields: { email: "E-post", name: "Navn", phone: "Telefon" },
  optional: "(valgfritt)",
  send: "Send meldingen min",
  sendAll: "Send meldingene mine",
  save: "Lagre",
  sending: "Sender…",
  skip: "Hopp over",
  cancel: "Avbryt",
  privacy: "Personvern",
  useAddress: "Skal vi svare til {email}?",
  didYouMean: "Mente du {email}?",
  own: {
    empty: "Vennligst svar på dette.",
    number: "Skriv et tall.",
    url: "Det ligner ikke en nettadresse. Eksempel: https://example.com",
  },
  fault: {
    email: {
      empty: "Skriv inn e-postadressen din.",
      malformed: "Det ser ikke ut som en e-postadresse. Eksempel: ana@example.com",
      refused: "Adressen ble ikke godtatt. Prøv en annen.",
    },
    name: {
      empty: "Skriv inn navnet ditt.",
      malformed: "Bruk én linje tekst på høyst 200 tegn.",
      refused: "Navnet ble ikke godtatt. Prøv et annet.",
    },
    phone: {
      empty: "Skriv inn telefonnummeret ditt.",
      malformed: "Det ser ikke ut som et telefonnummer. Eksempel: +47 412 34 567",
      refused: "Nummeret ble ikke godtatt. Prøv et annet.",
    },
  },
  trouble: {
    "no-answer": "Ingen tilkobling. Ingenting er gått tapt: Prøv igjen om litt.",
    busy: "Det kommer inn mange meldinger akkurat nå. Ingenting gikk tapt: prøv igjen om et øyeblikk.",
    refused: "Det ble ikke godtatt. Ingenting er gått tapt: Kontroller det og prøv igjen.",
  },
  folded: "Legg igjen e-postadressen din for å få svaret der",
  foldedHere: "Fortell oss hvem du er",
};
