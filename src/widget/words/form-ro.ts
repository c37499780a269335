/** What the contact form says, in Romanian. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Cum vă putem contacta",
  ask: {
    onlineOptional:
      "Vă mulțumim! Dacă ne lăsați adresa de e-mail, răspunsul ajunge la dumneavoastră chiar dacă închideți pagina.",
    onlineRequired:
      "Vă mulțumim! Înainte să trimitem mesajul: unde vă putem răspunde dacă părăsiți pagina? Mesajul pleacă odată cu adresa.",
    awayOptional: "Vă mulțumim! Acum nu este nimeni aici. Lăsați-ne adresa de e-mail și răspunsul ajunge la dumneavoastră.",
    awayRequired: "Vă mulțumim! Acum nu este nimeni aici. Unde vă putem răspunde? Mesajul pleacă odată cu adresa.",
  },
  askHere: {
    onlineOptional: "Vă mulțumim! Ne spuneți cine sunteți? Răspunsul vine aici, în acest chat.",
    onlineRequired:
      "Vă mulțumim! Înainte să trimitem mesajul, vă rugăm să ne spuneți cine sunteți. Răspunsul vine aici, în acest chat.",
    awayOptional: "Vă mulțumim! Acum nu este nimeni aici. Ne spuneți cine sunteți? Răspunsul vine aici, în acest chat.",
    awayRequired:
      "Vă mulțumim! Acum nu este nimeni aici. Vă rugăm să ne spuneți cine sunteți: mesajul pleacă imediat după aceea, iar răspunsul vine aici.",
  },
  change: "Ce modificăm?",
  fields: { email: "E-mail", name: "Nume", phone: "Telefon" },
  optional: "(opțional)",
  send: "Trimiteți mesajul",
  sendAll: "Trimiteți mesajele",
  save: "Salvați",
  sending: "Se trimite…",
  skip: "Omiteți",
  cancel: "Anulați",
  privacy: "Confidențialitate",
  useAddress: "Folosim {email} pentru răspunsuri?",
  didYouMean: "Ați vrut să scrieți {email}?",
  own: {
    empty: "Vă rugăm să răspundeți.",
    number: "Vă rugăm să introduceți un număr.",
    url: "Nu pare o adresă web. Exemplu: https://example.com",
  },
  fault: {
    email: {
      empty: "Introduceți adresa de e-mail.",
      malformed: "Nu pare a fi o adresă de e-mail. Exemplu: ana@example.com",
      refused: "Adresa nu a fost acceptată. Vă rugăm să încercați alta.",
    },
    name: {
      empty: "Introduceți numele.",
      malformed: "Scrieți pe un singur rând, cel mult 200 de caractere.",
      refused: "Numele nu a fost acceptat. Vă rugăm să încercați altul.",
    },
    phone: {
      empty: "Introduceți numărul de telefon.",
      malformed: "Nu pare a fi un număr de telefon. Exemplu: +40 712 345 678",
      refused: "Numărul nu a fost acceptat. Vă rugăm să încercați altul.",
    },
  },
  trouble: {
    "no-answer": "Fără conexiune. Nu s-a pierdut nimic: vă rugăm să încercați din nou peste câteva momente.",
    busy: "Chiar acum sosesc multe mesaje. Nu s-a pierdut nimic: vă rugăm să încercați din nou peste câteva clipe.",
    refused: "Datele nu au fost acceptate. Nu s-a pierdut nimic: vă rugăm să le verificați și să încercați din nou.",
  },
  folded: "Lăsați-ne adresa de e-mail ca să primiți răspunsul acolo",
  foldedHere: "Spuneți-ne cine sunteți",
};
