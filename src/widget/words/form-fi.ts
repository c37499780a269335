/** What the contact form says, in Finnish. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Miten tavoitamme sinut",
  ask: {
    onlineOptional: "Kiitos! Jos jätät sähköpostiosoitteesi, vastaus tavoittaa sinut, vaikka suljet tämän sivun.",
    onlineRequired:
      "Kiitos! Ennen kuin lähetämme sen: mihin vastauksen voi lähettää, jos poistut tältä sivulta? Viestisi lähtee samalla.",
    awayOptional: "Kiitos! Juuri nyt kukaan ei ole paikalla. Jätä sähköpostiosoitteesi, niin vastaus tavoittaa sinut.",
    awayRequired: "Kiitos! Juuri nyt kukaan ei ole paikalla. Mihin vastauksen voi lähettää? Viestisi lähtee samalla.",
  },
  askHere: {
    onlineOptional: "Kiitos! Kertoisitko, kuka olet? Vastaus tulee tänne, tähän chattiin.",
    onlineRequired: "Kiitos! Kerro ennen lähettämistä, kuka olet. Vastaus tulee tänne, tähän chattiin.",
    awayOptional: "Kiitos! Juuri nyt kukaan ei ole paikalla. Kertoisitko, kuka olet? Vastaus tulee tänne, tähän chattiin.",
    awayRequired: "Kiitos! Juuri nyt kukaan ei ole paikalla. Kerro, kuka olet: viestisi lähtee samalla, ja vastaus tulee tänne.",
  },
  change: "Mitä muutetaan?",
  fields: { email: "Sähköposti", name: "Nimi", phone: "Puhelin" },
  optional: "(valinnainen)",
  send: "Lähetä viestini",
  sendAll: "Lähetä viestini",
  save: "Tallenna",
  sending: "Lähetetään…",
  skip: "Ohita",
  cancel: "Peruuta",
  privacy: "Tietosuoja",
  useAddress: "Vastataanko osoitteeseen {email}?",
  didYouMean: "Tarkoititko {email}?",
  own: {
    empty: "Vastaa tähän, kiitos.",
    number: "Kirjoita luku.",
    url: "Tämä ei näytä verkko-osoitteelta. Esimerkki: https://example.com",
  },
  fault: {
    email: {
      empty: "Anna sähköpostiosoitteesi.",
      malformed: "Tämä ei näytä sähköpostiosoitteelta. Esimerkki: ana@example.com",
      refused: "Osoitetta ei hyväksytty. Kokeile toista.",
    },
    name: {
      empty: "Anna nimesi.",
      malformed: "Käytä yhtä riviä tekstiä, enintään 200 merkkiä.",
      refused: "Nimeä ei hyväksytty. Kokeile toista.",
    },
    phone: {
      empty: "Anna puhelinnumerosi.",
      malformed: "Tämä ei näytä puhelinnumerolta. Esimerkki: +358 40 123 4567",
      refused: "Numeroa ei hyväksytty. Kokeile toista.",
    },
  },
  trouble: {
    "no-answer": "Ei yhteyttä. Mitään ei kadonnut: yritä hetken kuluttua uudelleen.",
    busy: "Juuri nyt viestejä tulee paljon. Mitään ei kadonnut: yritä hetken kuluttua uudelleen.",
    refused: "Tätä ei hyväksytty. Mitään ei kadonnut: tarkista ja yritä uudelleen.",
  },
  folded: "Jätä sähköpostiosoitteesi, niin saat vastauksen sinne",
  foldedHere: "Kerro, kuka olet",
};
