/** What the contact form says, in Czech. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Jak vás kontaktovat",
  ask: {
    onlineOptional: "Děkujeme! Pokud zanecháte svůj e-mail, odpověď vám přijde, i když tuto stránku zavřete.",
    onlineRequired:
      "Děkujeme! Než zprávu odešleme: kam má odpověď přijít, pokud tuto stránku opustíte? Vaše zpráva se odešle zároveň.",
    awayOptional: "Děkujeme! Teď tu nikdo není. Zanechte svůj e-mail a odpověď vám přijde.",
    awayRequired: "Děkujeme! Teď tu nikdo není. Kam má odpověď přijít? Vaše zpráva se odešle zároveň.",
  },
  askHere: {
    onlineOptional: "Děkujeme! Řeknete nám, kdo jste? Odpověď přijde sem, do tohoto chatu.",
    onlineRequired: "Děkujeme! Než zprávu odešleme, řekněte nám prosím, kdo jste. Odpověď přijde sem, do tohoto chatu.",
    awayOptional: "Děkujeme! Teď tu nikdo není. Řeknete nám, kdo jste? Odpověď přijde sem, do tohoto chatu.",
    awayRequired:
      "Děkujeme! Teď tu nikdo není. Řekněte nám prosím, kdo jste: vaše zpráva se odešle zároveň a odpověď přijde sem.",
  },
  change: "Co máme změnit?",
  fields: { email: "E-mail", name: "Jméno", phone: "Telefon" },
  optional: "(nepovinné)",
  send: "Odeslat mou zprávu",
  sendAll: "Odeslat mé zprávy",
  save: "Uložit",
  sending: "Odesílá se…",
  skip: "Přeskočit",
  cancel: "Zrušit",
  privacy: "Soukromí",
  useAddress: "Odpovídat na {email}?",
  didYouMean: "Měli jste na mysli {email}?",
  own: {
    empty: "Odpovězte prosím.",
    number: "Zadejte prosím číslo.",
    url: "To nevypadá jako webová adresa. Příklad: https://example.com",
  },
  fault: {
    email: {
      empty: "Zadejte prosím svou e-mailovou adresu.",
      malformed: "Toto nevypadá jako e-mailová adresa. Příklad: ana@example.com",
      refused: "Tato adresa nebyla přijata. Zkuste prosím jinou.",
    },
    name: {
      empty: "Zadejte prosím své jméno.",
      malformed: "Použijte prosím jeden řádek textu, nejvýše 200 znaků.",
      refused: "Toto jméno nebylo přijato. Zkuste prosím jiné.",
    },
    phone: {
      empty: "Zadejte prosím své telefonní číslo.",
      malformed: "Toto nevypadá jako telefonní číslo. Příklad: +420 601 123 456",
      refused: "Toto číslo nebylo přijato. Zkuste prosím jiné.",
    },
  },
  trouble: {
    "no-answer": "Žádné připojení. Nic se neztratilo: zkuste to prosím za chvíli znovu.",
    busy: "Právě přichází mnoho zpráv. Nic se neztratilo: zkuste to prosím za chvíli znovu.",
    refused: "Nebylo to přijato. Nic se neztratilo: zkontrolujte to prosím a zkuste to znovu.",
  },
  folded: "Zanechte svůj e-mail a odpověď přijde tam",
  foldedHere: "Řekněte nám, kdo jste",
};
