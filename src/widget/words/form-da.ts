/** What the contact form says, in Danish. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Sådan når vi dig",
  ask: {
    onlineOptional: "Tak! Hvis du skriver din e-mail, når svaret dig, også når du lukker siden.",
    onlineRequired: "Tak! Før vi sender den: Hvor må svaret sendes hen, hvis du forlader siden? Din besked sendes samtidig.",
    awayOptional: "Tak! Her er ingen lige nu. Skriv din e-mail, så når svaret dig.",
    awayRequired: "Tak! Her er ingen lige nu. Hvor må svaret sendes hen? Din besked sendes samtidig.",
  },
  askHere: {
    onlineOptional: "Tak! Vil du fortælle os, hvem du er? Svaret kommer her i chatten.",
    onlineRequired: "Tak! Fortæl os, hvem du er, før vi sender den. Svaret kommer her i chatten.",
    awayOptional: "Tak! Her er ingen lige nu. Vil du fortælle os, hvem du er? Svaret kommer her i chatten.",
    awayRequired: "Tak! Her er ingen lige nu. Fortæl os, hvem du er: Din besked sendes samtidig, og svaret kommer her.",
  },
  change: "Hvad skal vi rette?",
  fields: { email: "E-mail", name: "Navn", phone: "Telefon" },
  optional: "(valgfrit)",
  send: "Send min besked",
  sendAll: "Send mine beskeder",
  save: "Gem",
  sending: "Sender…",
  skip: "Spring over",
  cancel: "Annuller",
  privacy: "Privatliv",
  useAddress: "Skal vi svare på {email}?",
  didYouMean: "Mente du {email}?",
  own: {
    empty: "Svar venligst på dette.",
    number: "Skriv et tal.",
    url: "Det ligner ikke en webadresse. Eksempel: https://example.com",
  },
  fault: {
    email: {
      empty: "Indtast din e-mailadresse.",
      malformed: "Det ligner ikke en e-mailadresse. Eksempel: ana@example.com",
      refused: "Adressen blev ikke godtaget. Prøv en anden.",
    },
    name: {
      empty: "Indtast dit navn.",
      malformed: "Brug én linje tekst på højst 200 tegn.",
      refused: "Navnet blev ikke godtaget. Prøv et andet.",
    },
    phone: {
      empty: "Indtast dit telefonnummer.",
      malformed: "Det ligner ikke et telefonnummer. Eksempel: +45 20 12 34 56",
      refused: "Nummeret blev ikke godtaget. Prøv et andet.",
    },
  },
  trouble: {
    "no-answer": "Ingen forbindelse. Intet er gået tabt: Prøv igen om lidt.",
    busy: "Der kommer mange beskeder ind lige nu. Intet er gået tabt: prøv igen om et øjeblik.",
    refused: "Det blev ikke godtaget. Intet er gået tabt: Kontrollér det, og prøv igen.",
  },
  folded: "Skriv din e-mail for at få svaret der",
  foldedHere: "Fortæl os, hvem du er",
};
