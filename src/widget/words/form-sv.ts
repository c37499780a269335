/** What the contact form says, in Swedish. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Hur vi når dig",
  ask: {
    onlineOptional: "Tack! Om du lämnar din e-postadress når svaret dig även när du stänger sidan.",
    onlineRequired: "Tack! Innan vi skickar det: vart kan svaret gå om du lämnar sidan? Ditt meddelande skickas samtidigt.",
    awayOptional: "Tack! Just nu är ingen här. Lämna din e-postadress så når svaret dig.",
    awayRequired: "Tack! Just nu är ingen här. Vart kan svaret gå? Ditt meddelande skickas samtidigt.",
  },
  askHere: {
    onlineOptional: "Tack! Vill du berätta vem du är? Svaret kommer hit, i den här chatten.",
    onlineRequired: "Tack! Berätta vem du är innan vi skickar det. Svaret kommer hit, i den här chatten.",
    awayOptional: "Tack! Just nu är ingen här. Vill du berätta vem du är? Svaret kommer hit, i den här chatten.",
    awayRequired: "Tack! Just nu är ingen här. Berätta vem du är: ditt meddelande skickas samtidigt, och svaret kommer hit.",
  },
  change: "Vad ska vi ändra?",
  fields: { email: "E-post", name: "Namn", phone: "Telefon" },
  optional: "(valfritt)",
  send: "Skicka mitt meddelande",
  sendAll: "Skicka mina meddelanden",
  save: "Spara",
  sending: "Skickar…",
  skip: "Hoppa över",
  cancel: "Avbryt",
  privacy: "Integritet",
  useAddress: "Ska vi svara till {email}?",
  didYouMean: "Menade du {email}?",
  own: {
    empty: "Svara gärna på detta.",
    number: "Skriv ett tal.",
    url: "Det ser inte ut som en webbadress. Exempel: https://example.com",
  },
  fault: {
    email: {
      empty: "Ange din e-postadress.",
      malformed: "Det ser inte ut som en e-postadress. Exempel: ana@example.com",
      refused: "Adressen godtogs inte. Försök med en annan.",
    },
    name: {
      empty: "Ange ditt namn.",
      malformed: "Använd en rad text med högst 200 tecken.",
      refused: "Namnet godtogs inte. Försök med ett annat.",
    },
    phone: {
      empty: "Ange ditt telefonnummer.",
      malformed: "Det ser inte ut som ett telefonnummer. Exempel: +46 70 123 45 67",
      refused: "Numret godtogs inte. Försök med ett annat.",
    },
  },
  trouble: {
    "no-answer": "Ingen anslutning. Inget har gått förlorat: försök igen om en stund.",
    busy: "Det kommer många meddelanden just nu. Inget gick förlorat: försök igen om en stund.",
    refused: "Det godtogs inte. Inget har gått förlorat: kontrollera det och försök igen.",
  },
  folded: "Lämna din e-postadress för att få svaret dit",
  foldedHere: "Berätta vem du är",
};
