/** What the contact form says, in Polish. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Jak się z Tobą skontaktować",
  ask: {
    onlineOptional: "Dziękujemy! Jeśli zostawisz adres e-mail, odpowiedź dotrze do Ciebie także po zamknięciu tej strony.",
    onlineRequired:
      "Dziękujemy! Zanim wyślemy: dokąd ma trafić odpowiedź, jeśli opuścisz tę stronę? Twoja wiadomość zostanie wysłana razem z adresem.",
    awayOptional: "Dziękujemy! Teraz nikogo nie ma. Zostaw adres e-mail, a odpowiedź do Ciebie dotrze.",
    awayRequired: "Dziękujemy! Teraz nikogo nie ma. Dokąd ma trafić odpowiedź? Twoja wiadomość zostanie wysłana razem z adresem.",
  },
  askHere: {
    onlineOptional: "Dziękujemy! Powiesz nam, kim jesteś? Odpowiedź pojawi się tutaj, w tym czacie.",
    onlineRequired: "Dziękujemy! Zanim wyślemy, powiedz nam, kim jesteś. Odpowiedź pojawi się tutaj, w tym czacie.",
    awayOptional: "Dziękujemy! Teraz nikogo nie ma. Powiesz nam, kim jesteś? Odpowiedź pojawi się tutaj, w tym czacie.",
    awayRequired:
      "Dziękujemy! Teraz nikogo nie ma. Powiedz nam, kim jesteś: wyślemy to razem z wiadomością, a odpowiedź pojawi się tutaj.",
  },
  change: "Co mamy zmienić?",
  fields: { email: "E-mail", name: "Imię i nazwisko", phone: "Telefon" },
  optional: "(opcjonalnie)",
  send: "Wyślij moją wiadomość",
  sendAll: "Wyślij moje wiadomości",
  save: "Zapisz",
  sending: "Wysyłanie…",
  skip: "Pomiń",
  cancel: "Anuluj",
  privacy: "Prywatność",
  useAddress: "Odpowiadać na {email}?",
  didYouMean: "Czy chodziło o {email}?",
  own: {
    empty: "Prosimy o odpowiedź.",
    number: "Prosimy wpisać liczbę.",
    url: "To nie wygląda na adres strony. Przykład: https://example.com",
  },
  fault: {
    email: {
      empty: "Wpisz swój adres e-mail.",
      malformed: "To nie wygląda na adres e-mail. Przykład: ana@example.com",
      refused: "Ten adres nie został przyjęty. Spróbuj podać inny.",
    },
    name: {
      empty: "Wpisz imię i nazwisko.",
      malformed: "Wpisz jeden wiersz tekstu, najwyżej 200 znaków.",
      refused: "To imię i nazwisko nie zostało przyjęte. Spróbuj podać inne.",
    },
    phone: {
      empty: "Wpisz swój numer telefonu.",
      malformed: "To nie wygląda na numer telefonu. Przykład: +48 512 345 678",
      refused: "Ten numer nie został przyjęty. Spróbuj podać inny.",
    },
  },
  trouble: {
    "no-answer": "Brak połączenia. Nic nie przepadło: spróbuj ponownie za chwilę.",
    busy: "Właśnie przychodzi bardzo wiele wiadomości. Nic nie przepadło: proszę spróbować ponownie za chwilę.",
    refused: "To nie zostało przyjęte. Nic nie przepadło: sprawdź i spróbuj ponownie.",
  },
  folded: "Zostaw adres e-mail, aby tam otrzymać odpowiedź",
  foldedHere: "Powiedz nam, kim jesteś",
};
