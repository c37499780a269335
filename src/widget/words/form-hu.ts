/** What the contact form says, in Hungarian. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Hol érhetjük el",
  ask: {
    onlineOptional: "Köszönjük! Ha megadja az e-mail-címét, a válasz akkor is eljut Önhöz, ha bezárja ezt az oldalt.",
    onlineRequired:
      "Köszönjük! Mielőtt elküldjük: hová mehet a válasz, ha elhagyja ezt az oldalt? Az üzenetét a címmel együtt küldjük el.",
    awayOptional: "Köszönjük! Most nincs itt senki. Adja meg az e-mail-címét, és a válasz eljut Önhöz.",
    awayRequired: "Köszönjük! Most nincs itt senki. Hová mehet a válasz? Az üzenetét a címmel együtt küldjük el.",
  },
  askHere: {
    onlineOptional: "Köszönjük! Elárulja, kihez van szerencsénk? A válasz ide érkezik, ebbe a chatbe.",
    onlineRequired: "Köszönjük! Mielőtt elküldjük, kérjük, mutatkozzon be. A válasz ide érkezik, ebbe a chatbe.",
    awayOptional: "Köszönjük! Most nincs itt senki. Elárulja, kihez van szerencsénk? A válasz ide érkezik, ebbe a chatbe.",
    awayRequired:
      "Köszönjük! Most nincs itt senki. Kérjük, mutatkozzon be: ezután azonnal elküldjük az üzenetét, a válasz pedig ide érkezik.",
  },
  change: "Mit módosítsunk?",
  fields: { email: "E-mail", name: "Név", phone: "Telefon" },
  optional: "(nem kötelező)",
  send: "Üzenet elküldése",
  sendAll: "Üzenetek elküldése",
  save: "Mentés",
  sending: "Küldés…",
  skip: "Kihagyás",
  cancel: "Mégse",
  privacy: "Adatvédelem",
  useAddress: "Válaszoljunk ide: {email}?",
  didYouMean: "Erre gondolt: {email}?",
  own: {
    empty: "Kérjük, válaszoljon erre.",
    number: "Kérjük, adjon meg egy számot.",
    url: "Ez nem tűnik webcímnek. Példa: https://example.com",
  },
  fault: {
    email: {
      empty: "Kérjük, adja meg az e-mail-címét.",
      malformed: "Ez nem tűnik e-mail-címnek. Példa: ana@example.com",
      refused: "Ezt a címet nem fogadtuk el. Kérjük, próbáljon meg egy másikat.",
    },
    name: {
      empty: "Kérjük, adja meg a nevét.",
      malformed: "Kérjük, egy sorban írja, legfeljebb 200 karakterrel.",
      refused: "Ezt a nevet nem fogadtuk el. Kérjük, próbáljon meg egy másikat.",
    },
    phone: {
      empty: "Kérjük, adja meg a telefonszámát.",
      malformed: "Ez nem tűnik telefonszámnak. Példa: +36 20 123 4567",
      refused: "Ezt a számot nem fogadtuk el. Kérjük, próbáljon meg egy másikat.",
    },
  },
  trouble: {
    "no-answer": "Nincs kapcsolat. Semmi sem veszett el: kérjük, próbálja újra kicsit később.",
    busy: "Most nagyon sok üzenet érkezik. Semmi sem veszett el: kérjük, próbálja meg újra egy pillanat múlva.",
    refused: "Ezt nem fogadtuk el. Semmi sem veszett el: kérjük, ellenőrizze, és próbálja újra.",
  },
  folded: "Adja meg az e-mail-címét, hogy oda érkezzen a válasz",
  foldedHere: "Mutatkozzon be",
};
