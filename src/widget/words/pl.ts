/** Polski. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-pl.js");
export const more = () => import("./more-pl.js");
export const files = () => import("./files-pl.js");

export const words: WordsWith<"one" | "few" | "many"> = {
  launcher: {
    open: "Otwórz czat",
    unread: {
      one: "Otwórz czat, {n} nieprzeczytana wiadomość",
      few: "Otwórz czat, {n} nieprzeczytane wiadomości",
      many: "Otwórz czat, {n} nieprzeczytanych wiadomości",
      other: "Otwórz czat, {n} nieprzeczytanej wiadomości",
    },
  },
  panel: { chat: "Czat", menu: "Menu", close: "Zamknij czat", log: "Rozmowa" },
  availability: {
    online: "Jesteśmy tutaj",
    minutes: "Jesteśmy tutaj · zwykle odpowiadamy w kilka minut",
    hours: "Jesteśmy tutaj · zwykle w ciągu kilku godzin",
    day: "Jesteśmy tutaj · zwykle w ciągu jednego dnia",
    away: "Nie ma nas teraz · zostaw wiadomość, odpowiemy tutaj",
    awayByEmail: "Nie ma nas teraz · zostaw wiadomość, odpowiemy e-mailem",
  },
  empty: {
    online: "Dzień dobry! Pytaj, o co chcesz, odpowie Ci człowiek.",
    away: "Dzień dobry! Teraz nikogo nie ma, ale przeczytamy Twoją wiadomość.",
  },
  composer: {
    label: "Wiadomość",
    attach: "Dołącz pliki",
    emoji: "Emoji",
    placeholder: "Napisz wiadomość…",
    more: "Dodaj coś…",
    send: "Wyślij",
    tooLong: "Wiadomość ma więcej niż {limit} znaków. Nic nie przepadło: wyślij ją w dwóch częściach.",
    refused: "Tego tekstu nie można wysłać w tej postaci: zawiera znaki, których żaden system nie przechowa.",
  },
  state: {
    held: "Jeszcze nie wysłano · napisz, jak możemy się z Tobą skontaktować",
    waiting: "Czeka na połączenie",
    sending: "Wysyłanie…",
    sent: "Wysłano",
    seen: "Wyświetlono",
    failed: "Nie wysłano.",
    expired: "Nie wysłano: wiadomość czekała ponad tydzień.",
    retry: "Ponów",
    copy: "Kopiuj",
    copied: "Skopiowano",
    discard: "Usuń",
    byEmail: "e-mailem",
    edited: "edytowano",
    deleted: "Wiadomość usunięta",
  },
  log: {
    new: "Nowe",
    older: "Wcześniejsze wiadomości",
    latest: "Przejdź do najnowszej",
    latestNew: {
      one: "{n} nowa wiadomość",
      few: "{n} nowe wiadomości",
      many: "{n} nowych wiadomości",
      other: "{n} nowej wiadomości",
    },
    you: "Ty",
    team: "Zespół",
    assistant: "Asystent",
    closed: "Rozmowa została zamknięta. Jeśli napiszesz, otworzy się ponownie.",
    typing: "{name} pisze…",
  },
  contact: {
    done: "Odpowiemy na adres {email}",
    doneHere: "Dziękujemy! Zapisaliśmy {email}",
    changed: "Kontakt: {email}",
    change: "Zmień",
  },
  banner: {
    offline: "Brak połączenia. Wiadomości są zachowane i zostaną wysłane, gdy wróci.",
    offlineUnsaved: "Brak połączenia. Nie zamykaj tej strony: wiadomości zostaną wysłane, gdy wróci.",
    unsaved: "Ta przeglądarka nie zachowuje rozmowy: zniknie po zamknięciu strony.",
    gone: "Ta rozmowa się zakończyła i nie ma jej już na tym urządzeniu. Nowa wiadomość rozpocznie nową.",
    busy: "Właśnie przychodzi bardzo wiele wiadomości. Nic nie przepadło; próbujemy dalej.",
    notLoaded: "Nie udało się wczytać części czatu. Możesz pisać; próbujemy dalej.",
  },
  peek: { dismiss: "Odrzuć" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} nowa wiadomość", few: "{n} nowe wiadomości", many: "{n} nowych wiadomości", other: "{n} nowej wiadomości" },
    sent: "Wiadomość wysłana",
    held: "Wiadomość jeszcze niewysłana. Napisz, jak możemy się z Tobą skontaktować.",
    failed: "Wiadomość nie została wysłana",
    typing: "{name} pisze",
  },
};
