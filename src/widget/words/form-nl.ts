/** What the contact form says, in Dutch. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Hoe we u bereiken",
  ask: {
    onlineOptional: "Bedankt! Als u uw e-mailadres achterlaat, bereikt het antwoord u ook als u deze pagina sluit.",
    onlineRequired:
      "Bedankt! Voordat we het versturen: waar mag het antwoord heen als u deze pagina verlaat? Uw bericht gaat dan mee.",
    awayOptional: "Bedankt! Er is nu niemand. Laat uw e-mailadres achter, dan bereikt het antwoord u.",
    awayRequired: "Bedankt! Er is nu niemand. Waar mag het antwoord heen? Uw bericht gaat dan mee.",
  },
  askHere: {
    onlineOptional: "Bedankt! Wilt u ons zeggen wie u bent? Het antwoord komt hier, in deze chat.",
    onlineRequired: "Bedankt! Laat ons eerst weten wie u bent, dan versturen we het. Het antwoord komt hier, in deze chat.",
    awayOptional: "Bedankt! Er is nu niemand. Wilt u ons zeggen wie u bent? Het antwoord komt hier, in deze chat.",
    awayRequired: "Bedankt! Er is nu niemand. Laat ons weten wie u bent: uw bericht gaat dan mee, en het antwoord komt hier.",
  },
  change: "Wat moeten we wijzigen?",
  fields: { email: "E-mail", name: "Naam", phone: "Telefoon" },
  optional: "(niet verplicht)",
  send: "Mijn bericht versturen",
  sendAll: "Mijn berichten versturen",
  save: "Opslaan",
  sending: "Versturen…",
  skip: "Overslaan",
  cancel: "Annuleren",
  privacy: "Privacy",
  useAddress: "{email} gebruiken voor antwoorden?",
  didYouMean: "Bedoelde u {email}?",
  own: {
    empty: "Beantwoord dit alstublieft.",
    number: "Vul een getal in.",
    url: "Dat lijkt geen webadres. Voorbeeld: https://example.com",
  },
  fault: {
    email: {
      empty: "Vul uw e-mailadres in.",
      malformed: "Dat lijkt niet op een e-mailadres. Voorbeeld: ana@example.com",
      refused: "Dit adres is niet aangenomen. Probeer een ander, alstublieft.",
    },
    name: {
      empty: "Vul uw naam in.",
      malformed: "Gebruik één regel tekst van hoogstens 200 tekens.",
      refused: "Deze naam is niet aangenomen. Probeer een andere, alstublieft.",
    },
    phone: {
      empty: "Vul uw telefoonnummer in.",
      malformed: "Dat lijkt niet op een telefoonnummer. Voorbeeld: +31 6 12345678",
      refused: "Dit nummer is niet aangenomen. Probeer een ander, alstublieft.",
    },
  },
  trouble: {
    "no-answer": "Geen verbinding. Er is niets verloren: probeer het zo meteen opnieuw.",
    busy: "Er komen op dit moment veel berichten binnen. Er is niets verloren gegaan: probeer het zo meteen opnieuw.",
    refused: "Dat is niet aangenomen. Er is niets verloren: controleer het en probeer het opnieuw.",
  },
  folded: "Laat uw e-mailadres achter om het antwoord daar te krijgen",
  foldedHere: "Laat weten wie u bent",
};
